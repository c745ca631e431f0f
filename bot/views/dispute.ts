import { type Block, buttons, listed, say, small } from '#bot/slack/blocks.ts'
import { type Form, textInput } from '#bot/slack/form.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, code, italic, line, type Span } from '#bot/slack/text.ts'
import type { Dispute } from '#src/disputes/dispute.ts'
import type { Library } from '#src/knowledge/library.ts'
import { dayName } from '#src/runs/period.ts'
import { functionName, personName, shortName } from './names.ts'
import { counted, firstFew, quoted } from './reading.ts'

/** "Sales (Sam Whitlock)" */
function whoOf({ function: team, raisedBy }: Dispute, library: Library): string {
  const name = personName(library, raisedBy) ?? raisedBy
  return team ? `${functionName(team)} (${name})` : name
}

/** What is disputed, in a few words: "Carla: retention, 94.2 % (n 395)". */
const whatOf = ({ persona, said }: Dispute, library: Library): string =>
  `${shortName(library, persona)}: ${said}`

/** Who says what against it, and what came of it. */
export const disputeSpans = (dispute: Dispute, library: Library): Span[] => [
  bold(whoOf(dispute, library)),
  `: ${quoted(clip(dispute.text, 300))}`,
  dispute.settled
    ? ` Settled by ${personName(library, dispute.settled.by)}: ${clip(dispute.settled.words, 300)}`
    : italic(' Not settled yet.'),
]

/** With what it is about, where several stand together. */
const openDisputeSpans = (dispute: Dispute, library: Library): Span[] => [
  bold(whatOf(dispute, library)),
  `. ${whoOf(dispute, library)}: ${quoted(clip(dispute.text, 160))}`,
]

/** Stays with the number, in its thread. */
export function disputeNote(dispute: Dispute, library: Library, zone: string): Block[] {
  const { settled, text } = dispute
  return [
    say(
      line(bold(`${whoOf(dispute, library)} disputes ${whatOf(dispute, library)}.`)),
      line(quoted(clip(text, 1000))),
      settled
        ? line(
            bold(
              `Settled by ${personName(library, settled.by)} on ${dayName(settled.at.toZonedDateTimeISO(zone).toPlainDate())}: `,
            ),
            clip(settled.words, 1000),
          )
        : undefined,
    ),
    ...(settled
      ? []
      : [
          buttons([{ text: 'Settle', action: 'settle-dispute', value: { dispute: dispute.id } }]),
          small('It is on the agenda of the board until it is settled.'),
        ]),
  ]
}

export type DisputeFacts = { persona: string; said: string; library: Library }

export const disputeForm = ({ persona, said, library }: DisputeFacts): Form => ({
  title: 'Dispute',
  submit: 'Put it to the board',
  close: 'Cancel',
  blocks: [
    say(line(bold(`${shortName(library, persona)}: ${said}`))),
    textInput({
      block: 'text',
      label: "Why can't it be so?",
      placeholder: 'What you see instead, and where one can look it up',
      hint: 'It stays with the number, under your name and function, until the board has settled it.',
    }),
  ],
})

export const settleDisputeForm = ({ dispute, library }: { dispute: Dispute; library: Library }): Form => ({
  title: 'Settle a dispute',
  submit: 'Settle',
  close: 'Cancel',
  blocks: [
    say(line(...openDisputeSpans(dispute, library))),
    textInput({
      block: 'words',
      label: 'What did you find?',
      placeholder: 'Whether it holds, why, and what follows',
    }),
  ],
})

export const SAY_WHY = 'Say in a sentence what you see instead.'
export const SAY_FOUND = 'Say in a sentence what you found.'

export const disputeRaised = (dispute: Dispute, library: Library): Block[] => [
  say(
    line(
      bold(`${whatOf(dispute, library)}, and you dispute it.`),
      " It is on the board's agenda; ",
      code('/persona disputes'),
      ' shows where it stands.',
    ),
  ),
]

export const disputeSettled = (): Block[] => [say(line('Settled. Whoever disputed it reads it now.'))]

export const settledMeanwhile = (dispute: Dispute, library: Library): Block[] => [
  say(
    line(
      `${personName(library, dispute.settled?.by) ?? 'Somebody'} has settled this: ${dispute.settled?.words ?? ''}`,
    ),
  ),
]

export const onlyBoardSettles = (): Block[] => [
  say(line('The board settles this. Tell one of its members what you know; they read the thread, too.')),
]

export const nothingToDispute = (): Block[] => [
  say(line("I can't find this number any more. Open the newest review, and press Dispute there.")),
]

/** All that is open, the oldest first, and what was settled lately. */
export function disputeList(
  open: Dispute[],
  settled: Dispute[],
  library: Library,
  maySettle: boolean,
): Block[] {
  const shown = open.slice(0, MOST)
  const more = open.length - shown.length
  const head =
    open.length === 0
      ? 'Nothing is disputed.'
      : `${counted(open.length, 'number or finding is', 'numbers or findings are')} disputed.`
  return [
    say(
      line(
        bold(head),
        open.length === 0 ? ' Under every number of the monthly review one can say why it is not so.' : '',
      ),
    ),
    ...shown.flatMap((each) => [
      say(line(...openDisputeSpans(each, library))),
      ...(maySettle
        ? [buttons([{ text: 'Settle', action: 'settle-dispute', value: { dispute: each.id } }])]
        : []),
    ]),
    ...(more > 0 ? [small(`… and ${more} more`)] : []),
    ...(settled.length > 0
      ? [
          say(
            ...listed(
              'Settled lately',
              firstFew(settled, 3, (each) => [whatOf(each, library), '. ', ...disputeSpans(each, library)]),
            ),
          ),
        ]
      : []),
  ]
}

const MOST = 5
