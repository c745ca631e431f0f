import { type Block, type ButtonSpec, buttons, say } from '#bot/slack/blocks.ts'
import { bold, line, type Span } from '#bot/slack/text.ts'
import type { OpenVote, OwnerWeek, WaitingProposal } from '#src/refresh/digest.ts'
import { dayName } from '#src/runs/period.ts'
import { flagToSettle, questionToAnswer, triedSpans } from './asked-of-owner.ts'
import { myDueSpans } from './due.ts'
import { openOf } from './due-list.ts'
import { KPI_NAMES, ordinal } from './kpi-standing.ts'
import { personName, shortName } from './names.ts'
import { fullDiffButton, voteButtons } from './proposal-status.ts'
import { aboutWhat, firstName } from './proposal-text.ts'
import { counted, inWords } from './reading.ts'
import { askButtons, readAsk } from './review-notes.ts'
import { stillTrueButton } from './still-true.ts'
import type { Listing } from './telling.ts'
import { poorTrigger, triggersOfWeek } from './trigger-week.ts'

/** One thing of somebody's week: what it says with its buttons, and what it is called where only counted. */
export type DigestItem = { urgent: boolean; one: string; many: string; blocks: Block[] }

const MOST_REMINDERS = 3

/** Everything that a week asks, the most urgent first. */
export function digestItems(week: OwnerWeek, telling: Listing): DigestItem[] {
  const { library, zone, run } = telling
  const dayOf = (iso: string) => dayName(Temporal.Instant.from(iso).toZonedDateTimeISO(zone).toPlainDate())
  return [
    ...week.alerts.map((alert) => item(true, 'alert', 'alerts', alertBlocks(alert, dayOf(alert.firedOn)))),
    ...week.votes.map((open) =>
      item(true, 'proposal', 'proposals', voteBlocks(open, dayOf(open.deadline), telling)),
    ),
    ...week.asks.map((ask) =>
      item(true, 'number without a word', 'numbers without a word', [
        say(
          line(
            bold(`${shortName(library, ask.persona)}'s ${KPI_NAMES[ask.kpi]}`),
            ` is outside its own range for the ${ordinal(ask.run)} month. What do you make of it?`,
          ),
        ),
        buttons([...askButtons(ask.review, ask, library, false), readAsk(ask.review, ask)]),
      ]),
    ),
    ...week.triggers
      .filter(({ poor }) => poor)
      .map((trigger) =>
        item(true, 'trigger of little use', 'triggers of little use', poorTrigger(trigger, library)),
      ),
    ...week.flags.map((flag) => item(true, 'flag', 'flags', flagToSettle(flag, library))),
    ...openOf(week.stale, telling).map((each) =>
      item(true, 'stale entry', 'stale entries', withButtons(myDueSpans(each), dueButtons(each, run))),
    ),
    ...week.waiting.map((open) =>
      item(
        true,
        'proposal of yours',
        'proposals of yours',
        waitingBlocks(open, dayOf(open.deadline), telling),
      ),
    ),
    ...week.questions.map((question) =>
      item(false, 'unanswered question', 'unanswered questions', questionToAnswer(question)),
    ),
    ...week.doubts.map((doubts) => item(false, 'persona in doubt', 'personas in doubt', doubtBlocks(doubts))),
    ...triggersOfWeek(week.triggers, library).map((blocks) =>
      item(false, 'answer to your triggers', 'answers to your triggers', blocks),
    ),
    ...openOf(week.due, telling).map((each) =>
      item(false, 'entry due', 'entries due', withButtons(myDueSpans(each), dueButtons(each, run))),
    ),
    ...week.failing.map((tried) =>
      item(false, 'line that fails', 'lines that fail', [
        say(line(...triedSpans(tried, library))),
        buttons([{ text: 'Show it', action: 'show-entry', value: { kind: tried.kind, slug: tried.slug } }]),
      ]),
    ),
  ]
}

/** How many accounts' personas are in doubt, and what settling some has changed. */
const doubtBlocks = ({ of, unsure, changed }: OwnerWeek['doubts'][number]): Block[] =>
  withButtons(
    [
      bold(`The persona of ${counted(of, 'customer or contact', 'customers or contacts')} is in doubt`),
      unsure === 0 ? '.' : `; of ${unsure} nobody can tell.`,
      changed === 0
        ? ''
        : ` ${counted(changed, 'published number differs', 'published numbers differ')} since corrections.`,
    ],
    [{ text: 'Reconcile', action: 'ask', value: { text: 'reconcile' } }],
  )

const item = (urgent: boolean, one: string, many: string, blocks: Block[]): DigestItem => ({
  urgent,
  one,
  many,
  blocks,
})

const withButtons = (spans: Span[], specs: ButtonSpec[]): Block[] => [
  say(line(...spans)),
  ...(specs.length > 0 ? [buttons(specs)] : []),
]

const dueButtons = (
  { kind, slug, version }: { kind: string; slug: string; version?: number | undefined },
  run: string,
): ButtonSpec[] =>
  version === undefined
    ? []
    : [
        stillTrueButton({ kind, slug, version }, run),
        { text: 'Edit', action: 'propose', value: { kind, slug, version } },
      ]

function alertBlocks({ account, id, said }: OwnerWeek['alerts'][number], day: string): Block[] {
  const value = { alert: id }
  return withButtons(
    [
      bold(account),
      said === undefined
        ? ` waits for an answer to its alert of ${day}.`
        : ` ${said}; nobody has answered since ${day}.`,
    ],
    id === undefined
      ? []
      : [
          { text: "I'll take it", action: 'alert-take', value },
          { text: 'Not useful', action: 'alert-dismiss', value },
        ],
  )
}

const aboutOf = (open: OpenVote, { library }: Listing): string => aboutWhat(library, open)

function voteBlocks(open: OpenVote, until: string, telling: Listing): Block[] {
  return [
    say(
      line(
        bold(`${firstName(open.proposer)} proposes: ${aboutOf(open, telling)}`),
        `. It waits for your vote until ${until}.`,
      ),
    ),
    buttons([fullDiffButton(open), ...voteButtons(open)]),
  ]
}

/** One's own proposal, and a button for each voter who was not reminded yet. */
function waitingBlocks(open: WaitingProposal, until: string, telling: Listing): Block[] {
  const { library } = telling
  const nameOf = (handle: string) => firstName(personName(library, handle) ?? handle)
  return [
    say(
      line(
        bold(`Your proposal on ${aboutOf(open, telling)}`),
        ` waits for ${inWords(open.missing.map(nameOf))} until ${until}.`,
      ),
    ),
    buttons([
      fullDiffButton(open),
      ...open.untold.slice(0, MOST_REMINDERS).map((handle) => ({
        text: `Remind ${nameOf(handle)}`,
        action: 'remind',
        value: { proposal: open.id, handle },
      })),
    ]),
  ]
}
