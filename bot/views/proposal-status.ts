import type { ButtonSpec } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { italic, joined, line, type Span } from '#bot/slack/text.ts'
import { mayBlock } from '#src/board/cast-vote.ts'
import type { BoardFunction, Proposal, Unconfirmed, Vote } from '#src/board/proposal.ts'
import { turnOf } from '#src/board/ruling.ts'
import type { Stand } from '#src/board/seats.ts'
import type { Library } from '#src/knowledge/library.ts'
import { BOARD_FUNCTIONS } from '#src/members/member.ts'
import type { Rule } from '#src/voting-rules/rule.ts'
import { functionName, personName } from './names.ts'
import { asksLine } from './proposal-rewording.ts'
import { day, firstName } from './proposal-text.ts'
import { counted, inWords } from './reading.ts'

const SHOWN_REASONS = 5

/** "needs 2 more functions by Fri", "waits for Lou, who owns it, until Tue": whose turn it is, and until when. */
export function openStatus(proposal: Proposal, stand: Stand): Span[] {
  const until = day(proposal.deadline)
  const owner = stand.owner ? firstName(stand.owner.name) : 'its owner'
  switch (turnOf(proposal.ruling)) {
    case 'board':
      return [boardStatus(proposal, stand), until]
    case 'operator':
      return ['waits for an admin until ', until]
    case 'owner':
      return stand.agreed
        ? [`${owner}, who owns it, says yes: live on `, until, ' unless a board member objects']
        : [`waits for ${owner}, who owns it, until `, until]
  }
}

function boardStatus({ ruling: { rule } }: Proposal, { tally, blocks }: Stand): string {
  const [block] = blocks
  if (block) {
    const names = block.answerers.map(({ name }) => firstName(name))
    return `${firstName(block.vote.name)} blocks it, and ${names.length > 0 ? `${inWords(names)} decides on that` : 'nobody is there to lift that'} by `
  }
  const missing = rule.least - tally.heard.length
  if (missing > 0) return `needs ${counted(missing, 'more function')} by `
  const leads =
    rule.majority === 'half'
      ? tally.approving > tally.rejecting
      : tally.approving > 0 && tally.approving >= 2 * tally.rejecting
  const majority = rule.majority === 'half' ? 'a majority' : 'two-thirds'
  return leads ? `has ${majority}, open until ` : `lacks ${majority}, open until `
}

/** How it came before the board, who voted how, who is asked to confirm, and why. */
export function statusLines(proposal: Proposal, asked: Unconfirmed[], library: Library) {
  const { votes, ruling } = proposal
  const reasons = votes.filter(({ reason }) => reason !== undefined).slice(0, SHOWN_REASONS)
  return [
    broughtLine(proposal, library),
    turnOf(ruling) === 'board'
      ? line(
          ...joined(
            BOARD_FUNCTIONS.map((name) => functionSpans(name, votes)),
            ' · ',
          ),
        )
      : undefined,
    asksLine(asked),
    ...reasons.map(({ name, reason }) => line(italic(`${firstName(name)}: `), clip(reason ?? '', 300))),
    ...votes.flatMap((vote) => (vote.answer ? [answerLine(vote, library)] : [])),
  ]
}

function broughtLine({ ruling: { brought } }: Proposal, library: Library) {
  if (!brought) return undefined
  const by = personName(library, brought.by)
  if (by === undefined) return line(italic('Its owner did not answer in time, so the board decides.'))
  const why = brought.reason === undefined ? '' : `: ${clip(brought.reason, 300)}`
  return line(italic(`${firstName(by)} objected, so the board decides`), why)
}

const answerLine = ({ name, answer, answeredBy }: Vote, library: Library) =>
  line(
    italic(
      `${firstName(personName(library, answeredBy) ?? 'Somebody')} ${answer} ${firstName(name)}'s block${answer === 'lifted' ? ': it counts as a vote against' : ''}.`,
    ),
  )

/** "Sales ✓ Jonas", "Marketing abstains (Lou)", "Support ✓ Noor for Lea", "Data/BI –" */
function functionSpans(name: BoardFunction, votes: Vote[]): Span[] {
  const said = votes.filter((vote) => vote.function === name).map(voteWords)
  return [`${functionName(name)} ${said.length === 0 ? '–' : said.join(', ')}`]
}

function voteWords({ choice, name, castBy, answer }: Vote): string {
  const who = castBy ? `${firstName(castBy.name)} for ${firstName(name)}` : firstName(name)
  if (choice === 'abstain') return `abstains (${who})`
  if (choice === 'block' && answer !== 'lifted') return `✗ ${who} blocks`
  return `${choice === 'approve' ? '✓' : '✗'} ${who}`
}

/** What the buttons need to know of a proposal: of which text, whose turn it is, and whether one may block. */
type Votable = { id: number; revision: number; turn: Rule['decides']; block: boolean }

export const votable = (proposal: Proposal): Votable => ({
  ...{ id: proposal.id, revision: proposal.revision },
  ...{ turn: turnOf(proposal.ruling), block: mayBlock(proposal) },
})

/** For whoever's turn it is. */
export function voteButtons({ id, revision, turn, block }: Votable): ButtonSpec[] {
  const value = { proposal: id, revision }
  const abstain = { text: 'Abstain', action: 'vote', value: { ...value, choice: 'abstain' } }
  return [
    { text: 'Approve', action: 'vote', value: { ...value, choice: 'approve' }, style: 'primary' },
    { text: 'Reject', action: 'reject', value },
    ...(turn === 'board' ? [abstain] : []),
    ...(block ? [{ text: 'Block', action: 'block', value }] : []),
  ]
}

/** Of the card, which everybody on the board reads. */
export function cardButtons(proposal: Proposal, { agreed }: Stand): ButtonSpec[] {
  const { id, revision, ruling, outcome } = proposal
  if (outcome.state !== 'open') return [fullDiffButton(proposal)]
  const value = { proposal: id, revision }
  return [
    ...(agreed ? [] : voteButtons(votable(proposal))),
    ...(turnOf(ruling) === 'owner' ? [{ text: 'Object', action: 'object', value }] : []),
    fullDiffButton(proposal),
    { text: 'Decided in a meeting', action: 'meeting', value },
  ]
}

export const fullDiffButton = ({ id }: Pick<Proposal, 'id'>): ButtonSpec => ({
  text: 'Full diff',
  action: 'full-diff',
  value: { proposal: id },
})
