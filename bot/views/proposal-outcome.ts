import { clip } from '#bot/slack/limits.ts'
import { bold, italic, type Span } from '#bot/slack/text.ts'
import { whatOf } from '#src/board/change.ts'
import type { BoardFunction, Clash, Obstacle, Proposal, Vote } from '#src/board/proposal.ts'
import type { Ruling } from '#src/board/ruling.ts'
import type { Library } from '#src/knowledge/library.ts'
import { BOARD_FUNCTIONS } from '#src/members/member.ts'
import { dayName } from '#src/runs/period.ts'
import { functionName, personName } from './names.ts'
import { day, entryName, firstName } from './proposal-text.ts'
import { counted, inWords, quoted } from './reading.ts'

/** How a proposal ended and what that means for the text, in a sentence or two. */
export function outcomeSpans(proposal: Proposal, library: Library): Span[] {
  const { outcome, proposer, ruling } = proposal
  const stays = ` ${staysWords(proposal, library)} `
  const others = othersOf(proposal)
  switch (outcome.state) {
    case 'draft':
    case 'open':
      return []
    case 'approved':
      return [
        ...closed('Approved', proposal, outcome.at, ` ${approvedHow(proposal, library)}.`),
        ` ${liveWords(proposal, library)} `,
        ...meetingSpans(ruling),
        ...others,
      ]
    case 'rejected':
      return [
        ...closed('Rejected', proposal, outcome.at, `${rejectedHow(proposal, library)}.`),
        stays,
        ...meetingSpans(ruling),
        ...others,
      ]
    case 'expired':
      return [...when('Not decided', outcome.at, `: ${expiredHow(ruling)}.`), stays, ...others]
    case 'withdrawn':
      return [...when(`Withdrawn by ${firstName(proposer.name)}`, outcome.at, '.'), stays]
    case 'superseded':
      return [...when('Overtaken', outcome.at, '.'), ` ${overtakenWords(outcome.obstacle, library)}`]
    case 'conflicting':
      return [
        ...when('Approved', outcome.at, ', but nothing was applied.'),
        ` ${inTheWay(proposal, outcome.obstacle, library)} `,
        ...others,
      ]
  }
}

const isOne = ({ parts }: Proposal): boolean => parts.length === 1

/** "Carla's new text is live (version 4)." */
function liveWords(proposal: Proposal, library: Library): string {
  const [first] = proposal.parts
  if (!first || !isOne(proposal)) return `All ${counted(proposal.parts.length, 'entry', 'entries')} are live.`
  const name = entryName(library, first)
  const what = whatOf(first)
  if (what === 'new') return `${name} is live.`
  return what === 'retired' ? `${name} is retired.` : `${name}'s new text is live (version ${first.version}).`
}

function staysWords(proposal: Proposal, library: Library): string {
  const [first] = proposal.parts
  if (!first || !isOne(proposal)) return 'Everything stays as it is.'
  const name = entryName(library, first)
  return whatOf(first) === 'new' ? `There is no ${name}.` : `${name}'s text stays as it is.`
}

function overtakenWords({ by, clashes }: Obstacle, library: Library): string {
  const who = personName(library, by) ?? 'An admin'
  const names = clashes.map((each) => nameOf(each, library))
  const what = names.length === 0 ? 'the same' : `what ${inWords([...new Set(names)])} says on this`
  return `${who} has changed ${what} directly, so there is nothing left to decide.`
}

/** Why an approved proposal could not be applied. */
function inTheWay(proposal: Proposal, { clashes, faults }: Obstacle, library: Library): string {
  const names = [...new Set(clashes.map((each) => nameOf(each, library)))]
  if (names.length === 0) return `A rule refuses it by now: ${faults.slice(0, 2).join('; ')}.`
  const who = firstName(proposal.proposer.name)
  return `${inWords(names)} says something else by now than what it was made of. ${who} or anybody else can propose it on today's text.`
}

const nameOf = ({ kind, slug }: Clash, library: Library): string =>
  entryName(library, { kind, slug, title: library.entries.get(`${kind}/${slug}`)?.title ?? slug })

const when = (what: string, at: Temporal.Instant, rest: string): Span[] => [
  bold(`${what} on `),
  day(at),
  bold(rest),
]

/** What a meeting decided is told with the meeting's day alone. */
const closed = (what: string, { ruling }: Proposal, at: Temporal.Instant, rest: string): Span[] =>
  ruling.decision?.because === 'meeting' ? [bold(`${what}${rest}`)] : when(what, at, rest)

function approvedHow(proposal: Proposal, library: Library): string {
  const { ruling, proposer, votes } = proposal
  const who = firstName(votes.find(({ choice }) => choice === 'approve')?.name ?? proposer.name)
  switch (ruling.decision?.because) {
    case 'no objection':
      return `by ${who}, who owns it, and nobody objected`
    case 'operator':
      return `by ${who}`
    case 'meeting':
      return inMeeting(ruling, library)
    default:
      return `by ${functions(whoChose(votes, 'approve'))}`
  }
}

function rejectedHow({ ruling, votes }: Proposal, library: Library): string {
  const { decision } = ruling
  const against = votes.find(({ choice }) => choice === 'reject')?.name
  const block = votes.find(({ choice, answer }) => choice === 'block' && answer !== 'lifted')
  const blocker = firstName(block?.name ?? 'somebody')
  const tally = `${decision?.approving ?? 0} for, ${decision?.rejecting ?? 0} against`
  switch (decision?.because) {
    case 'block upheld':
      return `: ${firstName(personName(library, block?.answeredBy) ?? 'The sponsor')} upheld ${blocker}'s block`
    case 'block unanswered':
      return `: ${tally}, but nobody lifted ${blocker}'s block in time`
    case 'owner':
      return ` by ${firstName(against ?? 'its owner')}, who owns it`
    case 'operator':
      return ` by ${firstName(against ?? 'an admin')}`
    case 'meeting':
      return ` ${inMeeting(ruling, library)}`
    default:
      return `: ${tally}`
  }
}

function inMeeting({ decision }: Ruling, library: Library): string {
  const { on, by } = decision?.meeting ?? { on: undefined, by: undefined }
  const said = `in the meeting${on === undefined ? '' : ` of ${dayName(Temporal.PlainDate.from(on))}`}`
  return `${said}, as ${firstName(personName(library, by) ?? 'somebody')} recorded`
}

/** Who was in the room, and why they decided so. */
function meetingSpans({ decision }: Ruling): Span[] {
  if (!decision?.meeting) return []
  const { reason, present } = decision.meeting
  const names = inWords(present.map(({ name }) => firstName(name)))
  return [`${names} ${present.length === 1 ? 'was' : 'were'} there: ${quoted(clip(reason, 300))}`]
}

function expiredHow({ decision, rule }: Ruling): string {
  if (decision?.because === 'operator silent') return 'no admin answered in time'
  const heard = decision?.heard ?? []
  const voted = heard.length === 0 ? 'nobody voted' : `only ${functions(heard)} voted`
  return `${voted}; it takes ${counted(rule.least, 'function')}`
}

const functions = (names: readonly BoardFunction[]): string => inWords(names.map(functionName))

const whoChose = (votes: Vote[], ...choices: string[]): BoardFunction[] =>
  BOARD_FUNCTIONS.filter((name) =>
    votes.some((vote) => vote.function === name && choices.includes(vote.choice)),
  )

const BY_VOTES = new Set(['majority', 'no majority', 'too few functions', 'block unanswered'])

/** Who was against, who left it to the others, who said nothing: where votes decided. */
function othersOf({ outcome, votes, ruling: { decision } }: Proposal): Span[] {
  if (!decision || !BY_VOTES.has(decision.because)) return []
  const against = outcome.state === 'rejected' ? [] : whoChose(votes, 'reject', 'block')
  const abstained = whoChose(votes, 'abstain')
  const silent = BOARD_FUNCTIONS.filter((name) => !votes.some((vote) => vote.function === name))
  const said = [
    ...(against.length > 0 ? [`${functions(against)} voted against`] : []),
    ...(abstained.length > 0 ? [`${functions(abstained)} abstained`] : []),
    ...(silent.length > 0 ? [`${functions(silent)} didn't vote`] : []),
  ]
  return said.length === 0 ? [] : [italic(`${said.join(', ')}.`)]
}
