import { type Block, type ButtonSpec, buttons, say, small } from '#bot/slack/blocks.ts'
import { type Form, textInput } from '#bot/slack/form.ts'
import { type Message, message } from '#bot/slack/message.ts'
import { bold, bullets, line, type Span } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import { type Ask, answersFor, closesOn, noteOn } from '#src/kpis/ask.ts'
import type { ReviewNote } from '#src/kpis/review.ts'
import { dayName } from '#src/runs/period.ts'
import { readButton } from './how-to-read.ts'
import { KPI_NAMES, ordinal } from './kpi-standing.ts'
import { personName, shortName } from './names.ts'
import { counted, firstFew, inWords } from './reading.ts'

/** What a card of notes is made of. `review` is the key of the review's post. */
export type NotesFacts = {
  review: string
  asks: Ask[]
  notes: ReviewNote[]
  scheduledAt: Temporal.ZonedDateTime
  library: Library
}

/** So many have buttons of their own; the others wait for these. */
const MOST_BUTTONS = 8

/** What needs a word before the review closes, and what was said so far. */
export function notesCard({ review, asks, notes, scheduledAt, library }: NotesFacts): Message {
  const open = asks.filter((ask) => noteOn(ask, notes) === undefined)
  const until = dayName(closesOn(scheduledAt))
  const heading =
    open.length === 0
      ? 'Everything that needed a word has one.'
      : `${counted(open.length, 'number')} ${open.length === 1 ? 'needs' : 'need'} a word by ${until}.`
  const blocks: Block[] = [
    say(line(bold(heading)), bullets(firstFew(asks, 20, (ask) => askSpans(ask, notes, library)))),
    small('A note, a linked action, or Watching: any of them will do. The board reads it here.'),
  ]
  const specs = asks
    .slice(0, MOST_BUTTONS / 2)
    .flatMap((ask) => askButtons(review, ask, library, asks.length > 1))
  const [only] = asks.length === 1 ? asks : []
  const read = asks
    .slice(0, MOST_BUTTONS)
    .map((ask) => readButton({ review, persona: ask.persona, kpi: ask.kpi }, nameOf(ask, library)))
  if (only) return message([...blocks, buttons([...specs, readAsk(review, only)])])
  return message([...blocks, buttons(specs), small('How to read them:'), buttons(read)])
}

/** What a number that needs a word means, before one says it. */
export const readAsk = (review: string, { persona, kpi }: Ask): ButtonSpec =>
  readButton({ review, persona, kpi })

const nameOf = ({ persona, kpi }: Ask, library: Library): string =>
  `${shortName(library, persona)}'s ${KPI_NAMES[kpi]}`

function askSpans(ask: Ask, notes: ReviewNote[], library: Library): Span[] {
  const note = noteOn(ask, notes)
  const what = [bold(nameOf(ask, library)), `, ${ordinal(ask.run)} month`]
  if (!note)
    return [...what, `: ${answersFor(ask, library)?.name ?? 'whoever owns it'}, what do you make of it?`]
  const who = personName(library, note.by) ?? note.by
  return [...what, note.text === undefined ? `: ${who} is watching it.` : `. ${who}: ${note.text}`]
}

/** Under the review itself and under the card in its thread. */
export function askButtons(review: string, ask: Ask, library: Library, named: boolean): ButtonSpec[] {
  const { persona, kpi } = ask
  const of = named ? `: ${nameOf(ask, library)}` : ''
  const value = { review, persona, kpi }
  return [
    { text: `Add note${of}`, action: 'review-note', value },
    { text: `Watching${of}`, action: 'review-watch', value },
  ]
}

export const noteForm = ({ ask, library }: { ask: Ask; library: Library }): Form => ({
  title: 'Add a note',
  submit: 'Add',
  close: 'Cancel',
  blocks: [
    say(line(bold(nameOf(ask, library)), `, outside its own range for the ${ordinal(ask.run)} month.`)),
    textInput({
      block: 'text',
      label: 'What do you know, and what is done about it?',
      placeholder: 'A cause, a link to an action, or what you will look at',
    }),
  ],
})

export const SAY_SOMETHING = 'Say in a sentence what you know, or press Watching instead.'

export const onlyBoardNotes = (): Block[] => [
  say(
    line('Board members and KPI owners answer here. You can add what you know to the thread; they read it.'),
  ),
]

export const reviewClosed = (scheduledAt: Temporal.ZonedDateTime): Block[] => [
  say(line(`This review closed on ${dayName(closesOn(scheduledAt))}. The thread stays open.`)),
]

export const noted = (ask: Ask, library: Library, watching: boolean): Block[] => [
  say(
    line(
      watching
        ? `You are watching ${nameOf(ask, library)}; the card in the thread says so.`
        : `Your note on ${nameOf(ask, library)} is in the thread.`,
    ),
  ),
]

/** After ten days: what nobody said anything to. */
export function closing(asks: Ask[], library: Library): Message {
  const said = asks.map((ask) => {
    const who = answersFor(ask, library)?.name
    return `${nameOf(ask, library)}: no note${who === undefined ? '' : ` from ${who}`}`
  })
  return message([say(line(bold('This review is closed. '), `${inWords(said)}.`))])
}
