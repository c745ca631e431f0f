import { bold, italic, type Span } from '#bot/slack/text.ts'
import { whatOf } from '#src/board/change.ts'
import type { Tally } from '#src/board/decide.ts'
import type { BoardFunction, Clash, Obstacle, Proposal } from '#src/board/proposal.ts'
import type { Library } from '#src/knowledge/library.ts'
import { BOARD_FUNCTIONS } from '#src/members/member.ts'
import { functionName, personName } from './names.ts'
import { day, entryName, firstName } from './proposal-text.ts'
import { counted, inWords } from './reading.ts'

/** How a proposal ended and what that means for the text, in a sentence or two. */
export function outcomeSpans(proposal: Proposal, tally: Tally, library: Library): Span[] {
  const { outcome, proposer } = proposal
  const stays = ` ${staysWords(proposal, library)} `
  switch (outcome.state) {
    case 'draft':
    case 'open':
      return []
    case 'approved':
      return [
        ...when('Approved', outcome.at, ` by ${functions(whoChose(proposal, 'approve'))}.`),
        ` ${liveWords(proposal, library)} `,
        othersSpan(proposal),
      ]
    case 'rejected':
      return [
        ...when('Rejected', outcome.at, `: ${tally.approving} for, ${tally.rejecting} against.`),
        stays,
        othersSpan(proposal),
      ]
    case 'expired':
      return [
        ...when('Not decided', outcome.at, `: ${votedSentence(tally)}; it takes three functions.`),
        stays,
        othersSpan(proposal),
      ]
    case 'withdrawn':
      return [...when(`Withdrawn by ${firstName(proposer.name)}`, outcome.at, '.'), stays]
    case 'superseded':
      return [...when('Overtaken', outcome.at, '.'), ` ${overtakenWords(outcome.obstacle, library)}`]
    case 'conflicting':
      return [
        ...when('Approved', outcome.at, ', but nothing was applied.'),
        ` ${inTheWay(proposal, outcome.obstacle, library)} `,
        othersSpan(proposal),
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

function votedSentence({ heard }: Tally): string {
  if (heard.length === 0) return 'nobody voted'
  return `only ${functions(heard)} voted`
}

const functions = (names: readonly BoardFunction[]): string => inWords(names.map(functionName))

const whoChose = ({ votes }: Proposal, choice: string): BoardFunction[] =>
  BOARD_FUNCTIONS.filter((name) => votes.some((vote) => vote.function === name && vote.choice === choice))

/** Who was against, who left it to the others, who said nothing. */
function othersSpan(proposal: Proposal): Span {
  const { outcome, votes } = proposal
  const against = outcome.state === 'rejected' ? [] : whoChose(proposal, 'reject')
  const abstained = whoChose(proposal, 'abstain')
  const silent = BOARD_FUNCTIONS.filter((name) => !votes.some((vote) => vote.function === name))
  const said = [
    ...(against.length > 0 ? [`${functions(against)} voted against`] : []),
    ...(abstained.length > 0 ? [`${functions(abstained)} abstained`] : []),
    ...(silent.length > 0 ? [`${functions(silent)} didn't vote`] : []),
  ]
  return italic(said.length === 0 ? '' : `${said.join(', ')}.`)
}

/** "needs 2 more functions by" or how it stands, before the deadline. */
export function standing({ approving, rejecting, heard }: Tally, least: number): string {
  if (heard.length < least) return `needs ${counted(least - heard.length, 'more function')} by `
  return approving > rejecting ? 'has a majority, open until ' : 'has no majority, open until '
}
