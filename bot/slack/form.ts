import type { InputBlock, KnownBlock, ModalView, PlainTextElement, PlainTextOption } from '@slack/types'
import { small } from './blocks.ts'
import { clip, LIMITS } from './limits.ts'

/** What a form shows. Without `submit` there is nothing to send. */
export type Form = { title: string; submit?: string; close?: string; blocks: KnownBlock[] }

const plain = (text: string, most: number): PlainTextElement => ({
  type: 'plain_text',
  text: clip(text, most),
  emoji: false,
})

/** A form as Slack opens it. What it is about travels with it, unseen. */
export function modalView(name: string, about: unknown, { title, submit, close, blocks }: Form): ModalView {
  const metadata = JSON.stringify(about)
  if (metadata.length > LIMITS.modalMetadata) throw new Error(`What the form ${name} is about is too long.`)
  return {
    type: 'modal',
    callback_id: name,
    private_metadata: metadata,
    title: plain(title, LIMITS.modalTitle),
    close: plain(close ?? 'Close', LIMITS.modalTitle),
    ...(submit !== undefined && { submit: plain(submit, LIMITS.modalTitle) }),
    blocks: withinView(blocks),
  }
}

/** As many blocks as a modal or a Home tab holds; it says how many it leaves out. */
export function withinView(blocks: KnownBlock[]): KnownBlock[] {
  let room = LIMITS.charactersPerView
  const kept = blocks.filter((block, index) => {
    room -= JSON.stringify(block).length
    return room > 0 && index < LIMITS.blocksPerView - 1
  })
  const more = blocks.length - kept.length
  return more === 0 ? blocks : [...kept, small(`… and ${more} more ${more === 1 ? 'part' : 'parts'}`)]
}

type Labelled = { block: string; label: string; hint?: string; optional?: boolean }

function input({ block, label, hint, optional }: Labelled, element: InputBlock['element']): InputBlock {
  return {
    type: 'input',
    block_id: block,
    label: plain(label, LIMITS.inputLabel),
    element,
    ...(hint !== undefined && { hint: plain(hint, LIMITS.inputLabel) }),
    ...(optional && { optional }),
  }
}

export function textInput(
  spec: Labelled & { initial?: string | undefined; placeholder?: string; multiline?: boolean },
): InputBlock {
  return input(spec, {
    type: 'plain_text_input',
    action_id: 'text',
    multiline: spec.multiline ?? true,
    max_length: LIMITS.inputText,
    ...(spec.initial && { initial_value: beginningOf(spec.initial, LIMITS.inputText) }),
    ...(spec.placeholder !== undefined && { placeholder: plain(spec.placeholder, LIMITS.placeholder) }),
  })
}

/** As much of a text as fits, without half a character at its end. */
const beginningOf = (text: string, most: number): string =>
  text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')

/** A choice: what one reads, and what it stands for. */
export type Choice = { text: string; value: string; description?: string }
export type ChoiceGroup = { label: string; choices: Choice[] }

export function select(
  spec: Labelled & { groups: ChoiceGroup[]; chosen?: string | undefined; placeholder: string },
): InputBlock {
  const initial = optionsIn(spec.groups).find(({ value }) => value === spec.chosen)
  return input(spec, {
    type: 'static_select',
    action_id: 'choice',
    placeholder: plain(spec.placeholder, LIMITS.placeholder),
    option_groups: withinLimits(spec.groups),
    ...(initial && { initial_option: initial }),
  })
}

/** A choice among thousands: what fits is asked for as one types. `menu` names what to look through. */
export function searchSelect(
  spec: Labelled & { menu: string; chosen?: Choice | undefined; placeholder: string },
): InputBlock {
  return input(spec, {
    type: 'external_select',
    action_id: spec.menu,
    placeholder: plain(spec.placeholder, LIMITS.placeholder),
    min_query_length: 1,
    ...(spec.chosen && { initial_option: optionOf(spec.chosen) }),
  })
}

export function multiSelect(
  spec: Labelled & { groups: ChoiceGroup[]; chosen: string[]; placeholder: string },
): InputBlock {
  const initial = optionsIn(spec.groups).filter(({ value }) => spec.chosen.includes(value ?? ''))
  return input(spec, {
    type: 'multi_static_select',
    action_id: 'choice',
    placeholder: plain(spec.placeholder, LIMITS.placeholder),
    option_groups: withinLimits(spec.groups),
    ...(initial.length > 0 && { initial_options: initial.slice(0, LIMITS.optionsPerGroup) }),
  })
}

export function dateInput(spec: Labelled & { chosen?: string | undefined }): InputBlock {
  return input(spec, {
    type: 'datepicker',
    action_id: 'date',
    ...(spec.chosen !== undefined && { initial_date: spec.chosen }),
  })
}

/** Somebody of the workspace, by their Slack user id. */
export function personInput(
  spec: Labelled & { chosen?: string | undefined; placeholder: string },
): InputBlock {
  return input(spec, {
    type: 'users_select',
    action_id: 'person',
    placeholder: plain(spec.placeholder, LIMITS.placeholder),
    ...(spec.chosen !== undefined && { initial_user: spec.chosen }),
  })
}

/** A channel of the workspace's own, by its id. */
export function channelInput(
  spec: Labelled & { chosen?: string | undefined; placeholder: string },
): InputBlock {
  return input(spec, {
    type: 'conversations_select',
    action_id: 'channel',
    placeholder: plain(spec.placeholder, LIMITS.placeholder),
    filter: { include: ['public', 'private'], exclude_external_shared_channels: true },
    ...(spec.chosen !== undefined && { initial_conversation: spec.chosen }),
  })
}

export const tickBox = ({ choice, ...spec }: Labelled & { choice: Choice }): InputBlock =>
  tickBoxes({ ...spec, choices: [choice] })

/** A box for each choice, none ticked; Slack takes ten. */
export const tickBoxes = ({ choices, ...spec }: Labelled & { choices: Choice[] }): InputBlock =>
  input(spec, {
    type: 'checkboxes',
    action_id: 'choice',
    options: choices.slice(0, LIMITS.checkboxes).map(optionOf),
  })

/** As many boxes as there are choices, all ticked, in as many blocks as Slack needs; their names are numbered. */
export function tickedBoxes({ block, label, choices }: Labelled & { choices: Choice[] }): InputBlock[] {
  const size = LIMITS.checkboxes
  return Array.from({ length: Math.ceil(choices.length / size) }, (_, index) => {
    const options = choices.slice(index * size, (index + 1) * size).map(optionOf)
    const said = index === 0 ? label : `${label}, from ${index * size + 1}`
    const element = { type: 'checkboxes', action_id: 'choice', options, initial_options: options } as const
    return input({ block: `${block}-${index}`, label: said, optional: true }, element)
  })
}

/** An option of a menu. */
export const optionOf = ({ text, value, description }: Choice): PlainTextOption => ({
  text: plain(text, LIMITS.optionText),
  value,
  ...(description !== undefined && { description: plain(description, LIMITS.optionText) }),
})

const optionsIn = (groups: ChoiceGroup[]) => groups.flatMap(({ choices }) => choices.map(optionOf))

/** A group that is too long becomes several, numbered by what they hold. */
function withinLimits(groups: ChoiceGroup[]) {
  return groups
    .flatMap(({ label, choices }) => {
      const size = LIMITS.optionsPerGroup
      const parts = Array.from({ length: Math.ceil(choices.length / size) }, (_, index) => ({
        label: index === 0 ? label : `${label}, from ${index * size + 1}`,
        options: choices.slice(index * size, (index + 1) * size).map(optionOf),
      }))
      return parts.map((part) => ({ ...part, label: plain(part.label, LIMITS.optionText) }))
    })
    .slice(0, LIMITS.groupsPerSelect)
}
