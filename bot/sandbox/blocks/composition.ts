import { isFields } from '#bot/sandbox/fields.ts'
import { atLeastOne, exactlyOne, flag, type Length, list, object, oneOf, type Rule, text } from './rules.ts'

/** Objects that blocks and elements are made of. Source: https://docs.slack.dev/reference/block-kit/composition-objects */

export const id = text({ most: 255 })
export const address = text({ most: 3000 }, /^(https?|slack|mailto):/)

/** A text object, plain or with markup. Slack reports the object and the string in it. */
export function words(length: Length, kind: 'plain' | 'mrkdwn' | 'either' = 'either'): Rule {
  const kinds = { plain: ['plain_text'], mrkdwn: ['mrkdwn'], either: ['plain_text', 'mrkdwn'] }[kind]
  const shape = object({ type: oneOf(...kinds), text: text(length) }, { emoji: flag, verbatim: flag })
  return (value, at) => {
    const faults = shape(value, at)
    const wholly = isFields(value) && faults.length > 0
    return wholly ? [`failed to match all allowed schemas [json-pointer:${at}]`, ...faults] : faults
  }
}

export const plain = (most: number): Rule => words({ most }, 'plain')

export const confirm = object(
  { title: plain(100), text: words({ most: 300 }) },
  { confirm: plain(30), deny: plain(30), style: oneOf('primary', 'danger') },
)

const optionParts = { description: words({ most: 75 }), url: text({ most: 3000 }) }

/** An option of a menu; checkboxes and radio buttons may have markup. */
export const option = object({ text: plain(75), value: text({ least: 0, most: 150 }) }, optionParts)
export const markedOption = object(
  { text: words({ most: 75 }), value: text({ least: 0, most: 150 }) },
  optionParts,
)

export const optionGroup = object({ label: plain(75), options: list(option, { most: 100 }) })

export const optionsOrGroups = exactlyOne('options', 'option_groups')

const slackFile = object({}, { id: text({ most: 255 }), url: address }, atLeastOne('id', 'url'))

export const pictureParts = { image_url: address, slack_file: slackFile }
export const onePicture = exactlyOne('image_url', 'slack_file')

export const conversationFilter = object(
  {},
  {
    include: list(oneOf('im', 'mpim', 'private', 'public'), { most: 4 }),
    exclude_external_shared_channels: flag,
    exclude_bot_users: flag,
  },
)

export const dispatchConfig = object(
  {},
  { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), { most: 2 }) },
)
