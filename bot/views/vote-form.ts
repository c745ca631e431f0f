import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { type Form, textInput } from '#bot/slack/form.ts'
import { LIMITS } from '#bot/slack/limits.ts'
import { bold, italic, line } from '#bot/slack/text.ts'
import { textOf } from '#src/board/diff.ts'
import type { AnyClaim, Change, EarlierText, Proposal, Vote } from '#src/board/proposal.ts'
import { type Library, wordsOfField } from '#src/knowledge/library.ts'
import { BOARD_FUNCTIONS } from '#src/members/member.ts'
import { functionName } from './names.ts'
import { aboutWhat, changeLines, forWhom, traitsOf } from './proposal-text.ts'
import { capital, counted, firstFew } from './reading.ts'

/** A rejection needs a reason. */
export const rejectForm = ({ proposal, library }: { proposal: Proposal; library: Library }): Form => ({
  title: 'Reject',
  submit: 'Reject',
  close: 'Cancel',
  blocks: [
    say(
      line(bold(aboutWhat(library, proposal))),
      ...proposal.changes.slice(0, 5).flatMap((change) => changeLines(change, library)),
    ),
    textInput({
      block: 'reason',
      label: 'Why not?',
      placeholder: 'The board and the proposer read it on the card',
    }),
  ],
})

type FullDiffFacts = {
  proposal: Proposal
  library: Library
  /** The wording that the reader had voted on, where it is another one. */
  votedOn: EarlierText | undefined
}

/** Everything about a proposal at full length: each statement before and after, its evidence, the votes. */
export function fullDiffForm({ proposal, library, votedOn }: FullDiffFacts): Form {
  const { id, baseVersion, changes, rationale, proposer, votes, revision } = proposal
  const edited = revision > 1 ? `, changed ${counted(revision - 1, 'time')} since it was proposed` : ''
  return {
    title: `Proposal #${id}`,
    blocks: [
      say(
        line(bold(aboutWhat(library, proposal))),
        line(`${proposer.name} on version ${baseVersion}${edited}`),
      ),
      ...changes.flatMap((change) => changeInFull(change, library)),
      ...inFull('Why', rationale),
      ...(votedOn ? votedOnInFull(votedOn, rationale, library) : []),
      ...voteBlocks(votes),
    ],
  }
}

function votedOnInFull(votedOn: EarlierText, rationale: string, library: Library): Block[] {
  const heading = 'What you had voted on'
  return [
    ...votedOn.changes.flatMap((change) =>
      change.type === 'removed' ? [] : claimInFull(heading, change.after, library),
    ),
    ...(votedOn.rationale === rationale ? [] : inFull('Why, as it was then', votedOn.rationale)),
  ]
}

function changeInFull(change: Change, library: Library): Block[] {
  const field = capital(wordsOfField(change.field))
  return [
    ...(change.type === 'added' ? [] : claimInFull(`${field}, as it is`, change.before, library)),
    ...(change.type === 'removed'
      ? [say(line(italic('It would be taken out.')))]
      : claimInFull(`${field}, as it would be`, change.after, library)),
  ]
}

function claimInFull(heading: string, claim: AnyClaim, library: Library): Block[] {
  const traits = traitsOf(claim, undefined, library)
  const sources = firstFew(claim.cites, 20, (slug) => [library.evidence.get(slug)?.title ?? slug])
  return [
    ...inFull(heading, forWhom(claim, library) + textOf(claim)),
    say(
      traits.length > 0 ? line(italic(capital(traits.join(', ')))) : undefined,
      ...listed('Evidence', sources),
      sources.length === 0 ? line(italic('No evidence: an assumption.')) : undefined,
    ),
  ]
}

/** A text of any length, in as many parts as Slack needs. */
function inFull(heading: string, text: string): Block[] {
  const points = [...text]
  const size = LIMITS.charactersPerSection
  const parts = Array.from({ length: Math.ceil(points.length / size) }, (_, index) =>
    points.slice(index * size, (index + 1) * size).join(''),
  )
  return parts.map((part, index) => say(index === 0 ? line(bold(heading)) : undefined, line(part)))
}

const voteBlocks = (votes: Vote[]): Block[] =>
  votes.length === 0
    ? []
    : [
        say(
          ...listed(
            'Votes',
            votes
              .toSorted(byFunction)
              .map(({ name, function: team, choice, reason }) => [
                `${functionName(team)}, ${name}: ${SAID[choice]}`,
                reason === undefined ? '' : `: ${reason}`,
              ]),
          ),
        ),
      ]

const byFunction = (a: Vote, b: Vote): number =>
  BOARD_FUNCTIONS.indexOf(a.function) - BOARD_FUNCTIONS.indexOf(b.function)

const SAID = { approve: 'approves', reject: 'rejects', abstain: 'abstains' }
