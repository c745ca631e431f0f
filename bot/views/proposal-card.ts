import { type Block, type ButtonSpec, buttons, say } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, italic, joined, line, type Span } from '#bot/slack/text.ts'
import { aboutOf } from '#src/board/about.ts'
import { BOARD_RULE, type Decision } from '#src/board/decide.ts'
import type { BoardFunction, Proposal, Unconfirmed, Vote } from '#src/board/proposal.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { KINDS } from '#src/knowledge/kinds.ts'
import type { Library } from '#src/knowledge/library.ts'
import { BOARD_FUNCTIONS } from '#src/members/member.ts'
import { functionName } from './names.ts'
import { partLines } from './part-lines.ts'
import { outcomeSpans, standing } from './proposal-outcome.ts'
import { asksLine } from './proposal-rewording.ts'
import { aboutWhat, day, firstName } from './proposal-text.ts'
import { counted, inWords } from './reading.ts'

/** Everything that a card is made of. */
export type CardFacts = {
  proposal: Proposal
  tally: Decision['tally']
  touches: Entry[]
  /** Whose votes wait for a click, because only the wording has changed. */
  asked: Unconfirmed[]
  library: Library
}

const SHOWN = { changes: 5, entries: 6, most: 400 }
const SHOWN_REASONS = 5

/** A proposal before the board: who wants what and why, who voted how, and as long as it is open the buttons. */
export function proposalCard({ proposal, tally, touches, asked, library }: CardFacts): Block[] {
  const { parts, rationale, outcome } = proposal
  const open = outcome.state === 'open'
  return [
    say(
      open ? openHead(proposal, tally, library) : line(...outcomeSpans(proposal, tally, library)),
      open
        ? undefined
        : line(`${firstName(proposal.proposer.name)} proposed: ${aboutWhat(library, aboutOf(proposal))}`),
    ),
    say(...partLines(parts, library, SHOWN)),
    say(
      line(italic('Why: '), clip(rationale, 600)),
      touchesLine(touches),
      line(
        ...joined(
          BOARD_FUNCTIONS.map((name) => functionSpans(name, proposal.votes)),
          ' · ',
        ),
      ),
      asksLine(asked),
      ...reasons(proposal.votes),
    ),
    buttons([...(open ? voteButtons(proposal) : []), fullDiffButton(proposal)]),
  ]
}

function openHead({ proposer, deadline, ...proposal }: Proposal, tally: Decision['tally'], library: Library) {
  return line(
    bold(`${firstName(proposer.name)} proposes: ${aboutWhat(library, aboutOf(proposal))}`),
    ` · ${standing(tally, BOARD_RULE.least)}`,
    day(deadline),
  )
}

function touchesLine(touches: Entry[]) {
  const kinds = Map.groupBy(touches, ({ kind }) => kind)
  const said = [...kinds].map(([kind, entries]) => counted(entries.length, KINDS[kind].called))
  return said.length === 0 ? undefined : line(italic('Touches: '), inWords(said))
}

/** "Sales ✓ Jonas", "Marketing abstains (Lou)", "Support –" */
function functionSpans(name: BoardFunction, votes: Vote[]): Span[] {
  const its = votes.filter((vote) => vote.function === name)
  const said = its.map(({ choice, name: who }) => {
    if (choice === 'abstain') return `abstains (${firstName(who)})`
    return `${choice === 'approve' ? '✓' : '✗'} ${firstName(who)}`
  })
  return [`${functionName(name)} ${said.length === 0 ? '–' : said.join(', ')}`]
}

const reasons = (votes: Vote[]) =>
  votes
    .filter(({ reason }) => reason !== undefined)
    .slice(0, SHOWN_REASONS)
    .map(({ name, reason }) => line(italic(`${firstName(name)}: `), clip(reason ?? '', 300)))

/** For whoever sits on the board. */
export function voteButtons({ id, revision }: Pick<Proposal, 'id' | 'revision'>): ButtonSpec[] {
  const value = { proposal: id, revision }
  return [
    { text: 'Approve', action: 'vote', value: { ...value, choice: 'approve' }, style: 'primary' },
    { text: 'Reject', action: 'reject', value },
    { text: 'Abstain', action: 'vote', value: { ...value, choice: 'abstain' } },
  ]
}

export const fullDiffButton = ({ id }: Pick<Proposal, 'id'>): ButtonSpec => ({
  text: 'Full diff',
  action: 'full-diff',
  value: { proposal: id },
})
