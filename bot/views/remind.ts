import { type Block, buttons, say } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, italic, line } from '#bot/slack/text.ts'
import { aboutOf } from '#src/board/about.ts'
import type { Proposal } from '#src/board/proposal.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { KnownMember } from '#src/members/member.ts'
import { partLines } from './part-lines.ts'
import { outcomeSpans } from './proposal-outcome.ts'
import { fullDiffButton, votable, voteButtons } from './proposal-status.ts'
import { aboutWhat, day, firstName } from './proposal-text.ts'

/** To whom a proposal waits for: as much as one needs to vote. */
export function reminder(proposal: Proposal, library: Library): Block[] {
  const { proposer, parts, rationale, deadline } = proposal
  return [
    say(
      line(
        bold(`${firstName(proposer.name)} asks for your vote: ${aboutWhat(library, aboutOf(proposal))}`),
        ', until ',
        day(deadline),
        '.',
      ),
      ...partLines(parts, library, { changes: 1, entries: 3, most: 160 }),
      line(italic('Why: '), clip(rationale, 160)),
    ),
    buttons([...voteButtons(votable(proposal)), fullDiffButton(proposal)]),
  ]
}

/** What stands in the place of a reminder once there is nothing to ask: its buttons are gone. */
export function reminderDone(proposal: Proposal, memberId: string | undefined, library: Library): Block[] {
  const what = bold(aboutWhat(library, aboutOf(proposal)))
  if (proposal.outcome.state !== 'open') return [say(line(what, ': ', ...outcomeSpans(proposal, library)))]
  const voted = proposal.votes.some((vote) => vote.memberId === memberId || vote.castBy?.id === memberId)
  return [
    say(
      line(
        voted ? 'You have voted on ' : 'Nothing is asked of you any more on ',
        what,
        '. Until ',
        day(proposal.deadline),
        voted ? ' you can change your mind on its card in ' : ' its card is in ',
        { type: 'channel', channel_id: proposal.channelId },
        '.',
      ),
    ),
  ]
}

type Named = Pick<KnownMember, 'name'>

export const reminded = ({ name }: Named): Block[] => [
  say(line(`${firstName(name)} has it in their messages now, with the buttons to vote.`)),
]

export const remindedBefore = ({ name }: Named): Block[] => [
  say(
    line(`${firstName(name)} was reminded before. Once is enough from me; you may still ask them yourself.`),
  ),
]

export const votedMeanwhile = ({ name }: Named): Block[] => [
  say(line(`${firstName(name)} has voted by now, or no longer sits on the board. Nothing was sent.`)),
]

export const decidedMeanwhile = (proposal: Proposal, library: Library): Block[] => [
  say(
    line(
      `The proposal on ${aboutWhat(library, aboutOf(proposal))} is no longer open, so nobody was reminded.`,
    ),
  ),
]

export const onlyProposerReminds = ({ proposer }: Proposal): Block[] => [
  say(line(`Only ${proposer.name}, who proposed this, reminds the others. Nothing was sent.`)),
]
