import { type Block, type ButtonSpec, buttons, buttonsAndMenu } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Reading } from './reading.ts'
import { confirming } from './still-true.ts'

/** What is asked next with one press: the words on the button, the question, and whom of the customers it means. */
export type Onward = { text: string; ask: string; customer?: string | null }

/** An answer as it was kept; `thread`: into which it may be shared; `alone`: there is nobody to share it with. */
type Given = { answer: string; thread: string | undefined; alone: boolean }

const why = (answer: string): ButtonSpec => ({ text: 'Why?', action: 'why', value: { answer } })
const keep = (answer: string): ButtonSpec => ({ text: 'Keep', action: 'keep', value: { answer } })
const share = ({ answer, thread }: Given): ButtonSpec => ({
  text: 'Share',
  action: 'share',
  value: { answer, ...(thread !== undefined && { thread }) },
})

/** Below an answer that others read, or a copy of one: everybody may ask why. */
export const whyAlone = (answer: string): Block => buttons([why(answer)])

/**
 * Below an answer that only its asker sees: whether it worked, where to go on, and what to do with it. A phone shows
 * two rows of them; what is wanted less often is in a menu.
 */
export function belowAnswer(
  main: Entry,
  next: Onward[],
  given: Given,
  reader: { handle: string | undefined; reading: Reading },
): Block {
  const { answer, thread, alone } = given
  const verdict = verdictButtons(main, answer)
  const tried = verdict.length > 0
  const onward = onwardSpecs(next, thread)
  const most = tried ? 2 : 3
  const keepInMenu = tried || onward.length > most
  return buttonsAndMenu(
    [
      ...verdict,
      ...confirming(main, reader.handle, reader.reading),
      ...onward.slice(0, most),
      why(answer),
      ...(keepInMenu ? [] : [keep(answer)]),
      ...(alone ? [] : [share(given)]),
    ],
    [...onward.slice(most), ...(keepInMenu ? [keep(answer)] : []), proposing(main)],
  )
}

/** So many of a list are a press away, the others two. */
const MOST_LISTED = 4

/** Below a list or a help: where to go on. */
export function belowList(next: Onward[], thread: string | undefined): Block[] {
  const onward = onwardSpecs(next, thread)
  if (onward.length === 0) return []
  return [buttonsAndMenu(onward.slice(0, MOST_LISTED), onward.slice(MOST_LISTED))]
}

/** What is tried out with a customer: whether it worked is one press away. */
const TRIED_OUT = new Set(['objection', 'playbook', 'argument'])

const verdictButtons = ({ kind }: Entry, answer: string): ButtonSpec[] =>
  TRIED_OUT.has(kind)
    ? [
        { text: 'Worked', action: 'worked', value: { answer } },
        { text: "Didn't", action: 'did-not-work', value: { answer } },
      ]
    : []

/** Every entry can be bettered by whoever reads it; the board decides. */
const proposing = ({ kind, slug, version }: Entry): ButtonSpec => ({
  text: 'Propose a change',
  action: 'propose',
  value: { kind, slug, version },
})

/** Room for the longest title and a name beside it, well within what a button may carry. */
export const LONGEST_ASK = 700

/** What a phone shows of a button; the answer above it has the whole name. */
const LONGEST_LABEL = 28

const onwardSpecs = (next: Onward[], thread: string | undefined): ButtonSpec[] =>
  next.map(({ text, ask, customer }) => ({
    text: clip(text, LONGEST_LABEL),
    action: 'ask',
    value: {
      text: ask.slice(0, LONGEST_ASK),
      ...(customer !== undefined && { customer }),
      ...(thread !== undefined && { thread }),
    },
  }))
