import { type Block, buttons, say } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, italic, line, type Span } from '#bot/slack/text.ts'
import type { Tried } from '#src/feedback/feedback.ts'
import type { Library } from '#src/knowledge/library.ts'
import { triedWords } from './feedback-notes.ts'
import { questionButtons } from './questions-tray.ts'

type Named = { kind: string; slug: string }

const titleOf = ({ kind, slug }: Named, { entries }: Library): string =>
  entries.get(`${kind}/${slug}`)?.title ?? slug

/** A flag, and the button that settles it. */
export const flagToSettle = (flag: Named & { id: string; text: string }, library: Library): Block[] => [
  say(line(bold(`${titleOf(flag, library)} doesn't fit any more: `), clip(flag.text, 300))),
  buttons([{ text: 'Settle', action: 'settle-flag', value: { flag: flag.id } }]),
]

/** A question that waits, and how to close it. */
export function questionToAnswer({
  id,
  text,
  times,
}: {
  id?: string | undefined
  text: string
  times: number
}): Block[] {
  const asked = ` was asked${times > 1 ? ` ${times} times` : ''} and has no verified answer.`
  const answering = id === undefined ? [] : [buttons(questionButtons(id))]
  return [say(line(italic(clip(text, 160)), asked)), ...answering]
}

/** "Too expensive worked 2 of 9 times for Finn." */
export const triedSpans = (tried: Tried, library: Library): Span[] => [
  bold(titleOf(tried, library)),
  ` ${triedWords(tried, library)}.`,
]
