import type {
  ActionsBlock,
  Button,
  ContextBlock,
  KnownBlock,
  RichTextBlock,
  SectionBlock,
} from '@slack/types'
import { clip, LIMITS } from './limits.ts'
import { escapeMrkdwn } from './mrkdwn.ts'
import { bullets, line, type Span } from './text.ts'

export type Block = KnownBlock
type Part = RichTextBlock['elements'][number]

/** A block of paragraphs and lists, each paragraph beginning on a new line. */
export function say(...parts: (Part | undefined)[]): RichTextBlock {
  const present = parts.filter((part) => part !== undefined)
  return {
    type: 'rich_text',
    elements: present.map((part, index) => (index < present.length - 1 ? endLine(part) : part)),
  }
}

/** Slack runs sections that follow each other together, unless the first ends its line. */
function endLine(part: Part): Part {
  if (part.type !== 'rich_text_section') return part
  return { ...part, elements: [...part.elements, { type: 'text', text: '\n' }] }
}

/** A heading of a few bold words over a list; nothing where the list is empty. */
export const listed = (heading: string, items: Span[][]): Part[] =>
  items.length === 0 ? [] : [line({ type: 'text', text: heading, style: { bold: true } }), bullets(items)]

/** One small line below an answer. */
export function small(...spans: Span[]): ContextBlock {
  const text = spans.map((span) => (typeof span === 'string' ? escapeMrkdwn(span) : smallSpan(span))).join('')
  return { type: 'context', elements: [{ type: 'mrkdwn', text: clip(text, 2000), verbatim: true }] }
}

function smallSpan(span: Exclude<Span, string>): string {
  if (span.type === 'date')
    return `<!date^${span.timestamp}^${span.format}|${escapeMrkdwn(span.fallback ?? '')}>`
  if (span.type === 'user') return `<@${span.user_id}>`
  if (span.type === 'channel') return `<#${span.channel_id}>`
  return 'text' in span ? escapeMrkdwn(span.text ?? '') : ''
}

/** A button: a verb, the action that it asks for, and what the action needs to know. */
export type ButtonSpec = { text: string; action: string; value: object; style?: 'primary' | 'danger' }

/** A line with a button at its end. */
export const lineWithButton = (text: string, spec: ButtonSpec): SectionBlock => ({
  type: 'section',
  text: { type: 'plain_text', text: clip(text, LIMITS.charactersPerSection), emoji: false },
  accessory: button(spec, 0),
})

/**
 * A row of buttons, and a menu of what is wanted less often. One thing alone needs no menu, and what its options can't
 * carry stays a button. An option's value is the action with its value; the menu itself does nothing.
 */
export function buttonsAndMenu(specs: ButtonSpec[], more: ButtonSpec[]): ActionsBlock {
  const inMenu = more.filter(fitsMenu).slice(0, LIMITS.optionsPerMenu)
  if (inMenu.length < 2) return buttons([...specs, ...more])
  const left = more.filter((spec) => !inMenu.includes(spec))
  const row = buttons([...specs, ...left].slice(0, LIMITS.elementsPerActions - 1))
  const menu = { type: 'overflow' as const, action_id: 'more', options: inMenu.map(optionOf) }
  return { ...row, elements: [...row.elements, menu] }
}

/** A row of buttons and a menu that says what it is for; an option names its action as that of an overflow does. */
export function buttonsAndChoice(
  specs: ButtonSpec[],
  placeholder: string,
  choices: ButtonSpec[],
): ActionsBlock {
  const row = buttons(specs.slice(0, LIMITS.elementsPerActions - 1))
  const menu = {
    type: 'static_select' as const,
    action_id: 'choose',
    placeholder: { type: 'plain_text' as const, text: clip(placeholder, LIMITS.placeholder), emoji: false },
    options: choices.map(optionOf),
  }
  return { ...row, elements: [...row.elements, menu] }
}

/** Whether an option of a menu can carry this, too: it has less room than a button. */
export const fitsMenu = (spec: ButtonSpec): boolean => optionOf(spec).value.length <= LIMITS.optionValue

const optionOf = ({ text, action, value }: ButtonSpec) => ({
  text: { type: 'plain_text' as const, text: clip(text, LIMITS.optionText), emoji: false },
  value: JSON.stringify([action, value]),
})

/** A row of buttons. Their ids are unique in the block; dispatch reads the part before the slash. */
export function buttons(specs: ButtonSpec[]): ActionsBlock {
  return { type: 'actions', elements: specs.slice(0, LIMITS.elementsPerActions).map(button) }
}

function button({ text, action, value, style }: ButtonSpec, index: number): Button {
  const json = JSON.stringify(value)
  if (json.length > LIMITS.buttonValue)
    throw new Error(`The value of the button ${action} is too long for Slack.`)
  return {
    type: 'button',
    action_id: `${action}/${index}`,
    text: { type: 'plain_text', text: clip(text, LIMITS.buttonText), emoji: false },
    value: json,
    ...(style && { style }),
  }
}
