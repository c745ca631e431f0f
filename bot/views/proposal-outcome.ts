import { bold, italic, type Span } from '#bot/slack/text.ts'
import type { Tally } from '#src/board/decide.ts'
import type { BoardFunction, Proposal } from '#src/board/proposal.ts'
import type { Library } from '#src/knowledge/library.ts'
import { BOARD_FUNCTIONS } from '#src/members/member.ts'
import { functionName } from './names.ts'
import { day, entryName, firstName } from './proposal-text.ts'
import { counted, inWords } from './reading.ts'

/** How a proposal ended and what that means for the text, in a sentence or two. */
export function outcomeSpans(proposal: Proposal, tally: Tally, library: Library): Span[] {
  const { outcome, proposer, entry } = proposal
  const name = entryName(library, entry)
  const stays = ` ${name}'s text stays as it is. `
  switch (outcome.state) {
    case 'open':
      return []
    case 'approved':
      return [
        ...when('Approved', outcome.at, ` by ${functions(whoChose(proposal, 'approve'))}.`),
        ` ${name}'s new text is live (version ${outcome.version}). `,
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
    case 'conflicting':
      return [
        ...when(
          'Approved',
          outcome.at,
          `, but ${name}'s text had changed meanwhile, so nothing was applied.`,
        ),
        ` ${firstName(proposer.name)} can propose it again on the new text. `,
        othersSpan(proposal),
      ]
  }
}

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
