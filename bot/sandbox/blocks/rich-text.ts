import { anything, list, number, object, oneOf, type Rule, tagged, text } from './rules.ts'

/** Source: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
const MANY = { least: 0, most: 1000 }

const some = text({ most: 3000 })
const style = { style: anything }

const inline: Rule = tagged({
  text: object({ text: text({ least: 1, most: 12_000 }) }, style),
  link: object({ url: some }, { text: some, unsafe: anything, ...style }),
  emoji: object({ name: some }, { unicode: some, skin_tone: number(), ...style }),
  user: object({ user_id: some }, style),
  usergroup: object({ usergroup_id: some }, style),
  channel: object({ channel_id: some }, style),
  team: object({ team_id: some }, style),
  broadcast: object({ range: oneOf('here', 'channel', 'everyone') }, style),
  color: object({ value: some }),
  date: object({ timestamp: number(), format: some }, { url: some, fallback: some, ...style }),
})

const inlines = list(inline, MANY)
const section: Rule = object({ elements: inlines })

export const richText: Rule = object(
  {
    elements: list(
      tagged({
        rich_text_section: section,
        rich_text_quote: object({ elements: inlines }, { border: number() }),
        rich_text_preformatted: object({ elements: inlines }, { border: number(), language: some }),
        rich_text_list: object(
          {
            style: oneOf('bullet', 'ordered'),
            elements: list(tagged({ rich_text_section: section }), MANY),
          },
          { indent: number({ least: 0, most: 8 }), offset: number({ least: 0 }), border: number() },
        ),
      }),
      MANY,
    ),
  },
  { block_id: text({ least: 0, most: 255 }) },
)
