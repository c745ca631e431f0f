import type { RichTextElement, RichTextList, RichTextSection } from '@slack/types'
import { clip, LIMITS } from './limits.ts'

/**
 * Everything that people read is said in rich text: what a span holds is shown as it is, so that no word of an
 * entry can format, link or ping.
 */
export type Span = string | RichTextElement

const spanOf = (span: Span): RichTextElement =>
  typeof span === 'string' ? { type: 'text', text: span } : span

const styled =
  (style: { bold?: boolean; italic?: boolean; code?: boolean }) =>
  (text: string): RichTextElement => ({
    type: 'text',
    text,
    style,
  })

export const bold = styled({ bold: true })
export const italic = styled({ italic: true })
/** A command as one types it. */
export const code = styled({ code: true })

/** Pings the person: only where that is meant. */
export const mention = (userId: string): RichTextElement => ({ type: 'user', user_id: userId })

export const link = (url: string, text: string): RichTextElement => ({ type: 'link', url, text })

/** A moment in each reader's own zone, or how long ago it is; the fallback is read where Slack can't tell. */
export function moment(
  instant: Temporal.Instant,
  format: '{date_short}' | '{ago}' | '{time}',
  fallback: string,
): RichTextElement {
  return { type: 'date', timestamp: Math.floor(instant.epochMilliseconds / 1000), format, fallback }
}

/** One paragraph; its spans stay below the limit of a section and are cut visibly where they don't. */
export function line(...spans: Span[]): RichTextSection {
  let left: number = LIMITS.charactersPerSection
  const fitting = (element: RichTextElement): RichTextElement[] => {
    if (element.type !== 'text') return [element]
    const text = left > 0 ? clip(element.text, left) : ''
    left -= text.length
    return text === '' ? [] : [{ ...element, text }]
  }
  return { type: 'rich_text_section', elements: spans.map(spanOf).flatMap(fitting) }
}

export const bullets = (items: Span[][], style: 'bullet' | 'ordered' = 'bullet'): RichTextList => ({
  type: 'rich_text_list',
  style,
  elements: items.map((spans) => line(...spans)),
})

/** Puts a separator between groups of spans. */
export const joined = (groups: Span[][], separator: string): Span[] =>
  groups
    .filter((group) => group.length > 0)
    .flatMap((group, index) => (index === 0 ? group : [separator, ...group]))
