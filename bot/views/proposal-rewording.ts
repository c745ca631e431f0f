import { type Block, type ButtonSpec, buttons, say } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, italic, line } from '#bot/slack/text.ts'
import { aboutOf } from '#src/board/about.ts'
import { textOf } from '#src/board/diff.ts'
import type { Choice, EarlierText, Proposal, Unconfirmed } from '#src/board/proposal.ts'
import { rewordings } from '#src/board/rewording.ts'
import type { Library } from '#src/knowledge/library.ts'
import { changeLines } from './change-lines.ts'
import { aboutWhat, firstName } from './proposal-text.ts'
import { inWords } from './reading.ts'

/** Characters of both wordings together that are shown whole: below the limit of a paragraph, and of a message. */
const SHOWN_WHOLE = 2500

const DID = {
  approve: 'approved it',
  reject: 'rejected it',
  abstain: 'abstained',
  block: 'blocked it',
} satisfies Said
const STILL = {
  approve: 'Still approve',
  reject: 'Still reject',
  abstain: 'Still abstain',
  block: 'Still block',
} satisfies Said
const VOTE = {
  approve: 'approval',
  reject: 'rejection',
  abstain: 'abstention',
  block: 'block',
} satisfies Said
type Said = Record<Choice, string>

/**
 * Asks somebody whether their vote holds for the new wording. One click is enough only where both wordings can be read
 * above the button, to the last word; what is longer has to be opened, and voted on anew.
 */
export function askToConfirm(proposal: Proposal, vote: Unconfirmed, library: Library): Block[] {
  const { id, revision, proposer, channelId } = proposal
  const whole = isShort(proposal, vote.votedOn)
  const still: ButtonSpec = {
    ...{ text: STILL[vote.choice], action: 'confirm-vote', value: { proposal: id, revision } },
    style: 'primary',
  }
  return [
    say(
      line(
        bold(
          `${firstName(proposer.name)} reworded the proposal for ${aboutWhat(library, aboutOf(proposal))}`,
        ),
        ` and says that its meaning stays. You had ${DID[vote.choice]}; that counts again once you `,
        whole ? 'confirm it.' : 'vote on the new wording, which is too long for this message.',
      ),
      ...differences(proposal, vote.votedOn, library, whole),
      line(
        'If you see it differently now, vote on its card in ',
        { type: 'channel', channel_id: channelId },
        '.',
      ),
    ),
    buttons([
      ...(whole ? [still] : []),
      { text: 'Look at it again', action: 'full-diff', value: { proposal: id } },
    ]),
  ]
}

/** What was voted on, then what is proposed now; the reasons too where they differ. */
function differences(proposal: Proposal, votedOn: EarlierText, library: Library, whole: boolean) {
  const { parts, rationale } = proposal
  const reworded = rewordings(votedOn.parts, parts)
  const shown = reworded.length > 0 ? reworded : parts.flatMap(({ changes }) => changes)
  const why = (sign: string, text: string) =>
    line(sign, italic('Why: '), clip(text, whole ? SHOWN_WHOLE : 400))
  return [
    ...shown.flatMap((change) => changeLines(change, library, whole ? SHOWN_WHOLE : undefined)),
    ...(rationale === votedOn.rationale ? [] : [why('− ', votedOn.rationale), why('+ ', rationale)]),
  ]
}

function isShort({ parts, rationale }: Proposal, votedOn: EarlierText): boolean {
  const claims = rewordings(votedOn.parts, parts).flatMap(({ before, after }) => [before, after])
  const reasons = rationale === votedOn.rationale ? [] : [rationale, votedOn.rationale]
  const texts = [...claims.map(textOf), ...reasons]
  return texts.join('').length <= SHOWN_WHOLE
}

/** What stands in the place of the question once there is nothing to ask: its buttons are gone. */
export function nothingToConfirm(proposal: Proposal, memberId: string, library: Library): Block[] {
  const what = bold(aboutWhat(library, aboutOf(proposal)))
  const vote = proposal.votes.find((each) => each.memberId === memberId)
  if (proposal.outcome.state !== 'open')
    return [say(line('The proposal for ', what, ` is closed: ${proposal.outcome.state}.`))]
  if (vote)
    return [say(line(`Your ${VOTE[vote.choice]} counts for the proposal for `, what, ' as it reads now.'))]
  return [say(line('The proposal for ', what, ' has changed since, so there is nothing to confirm here.'))]
}

/** On the card: "Only the wording changed: asks 3 to confirm (Jonas, Ada and Lea)" */
export const asksLine = (asked: Unconfirmed[]) =>
  asked.length === 0
    ? undefined
    : line(
        italic(
          `Only the wording changed: asks ${asked.length} to confirm (${inWords(asked.map(({ name }) => firstName(name)))})`,
        ),
      )
