import { type Block, buttons, say } from '#bot/slack/blocks.ts'
import { type Form, textInput } from '#bot/slack/form.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, italic, line } from '#bot/slack/text.ts'
import { aboutOf } from '#src/board/about.ts'
import type { Proposal, Vote } from '#src/board/proposal.ts'
import type { Library } from '#src/knowledge/library.ts'
import { isThere, type KnownMember } from '#src/members/member.ts'
import { functionName, personName } from './names.ts'
import { partLines } from './part-lines.ts'
import { outcomeSpans } from './proposal-outcome.ts'
import { fullDiffButton } from './proposal-status.ts'
import { aboutWhat, day, firstName } from './proposal-text.ts'
import { inWords } from './reading.ts'

/** A block needs a reason; the form says what it does, and who will be asked. */
export const blockForm = ({ proposal, library, answerers }: BlockFormFacts): Form => ({
  title: 'Block',
  submit: 'Block',
  close: 'Cancel',
  blocks: [
    say(
      line(bold(aboutWhat(library, aboutOf(proposal)))),
      line('A block stops this, whatever the others vote. ', whoIsAsked(answerers)),
    ),
    textInput({
      block: 'reason',
      label: 'Why must this not be?',
      placeholder: 'What would go wrong. The board, the proposer and the sponsor read it',
    }),
  ],
})

type BlockFormFacts = { proposal: Proposal; library: Library; answerers: KnownMember[] }

function whoIsAsked(answerers: KnownMember[]): string {
  const names = inWords(answerers.map(({ name }) => firstName(name)))
  if (answerers.length === 0)
    return 'There is neither a sponsor nor an admin who could lift it: until there is, it stands.'
  if (answerers.some(({ roles }) => roles.includes('sponsor')))
    return `${names} is asked to lift or to uphold it. Lifted, it counts as a vote against.`
  return `There is no sponsor, so ${names}, an admin, is asked to lift or to uphold it. Lifted, it counts as a vote against.`
}

/** To the sponsor: what is blocked, by whom and why. */
export function blockAsk(proposal: Proposal, vote: Vote, library: Library): Block[] {
  const { id, revision, rationale, deadline } = proposal
  const value = { proposal: id, revision, blocker: vote.memberId }
  return [
    say(
      line(
        bold(
          `${firstName(vote.name)}${vote.function ? ` (${functionName(vote.function)})` : ''} blocks: ${aboutWhat(library, aboutOf(proposal))}`,
        ),
      ),
      line(clip(vote.reason ?? '', 600)),
      ...partLines(proposal.parts, library, { changes: 1, entries: 3, most: 160 }),
      line(italic('Why it is proposed: '), clip(rationale, 300)),
      line(
        'Lifted, it counts as a vote against; upheld, this is rejected. Without a word from you by ',
        day(deadline),
        ' it is not approved.',
      ),
    ),
    buttons([
      { text: 'Lift the block', action: 'lift-block', value, style: 'primary' },
      { text: 'Uphold', action: 'uphold-block', value },
      fullDiffButton(proposal),
    ]),
  ]
}

/** What stands in the place of the question once there is nothing to answer: its buttons are gone. */
export function blockAnswered(proposal: Proposal, blocker: string, library: Library): Block[] {
  const what = bold(aboutWhat(library, aboutOf(proposal)))
  const vote = proposal.votes.find(({ memberId }) => memberId === blocker)
  if (vote?.answer) {
    const by = firstName(personName(library, vote.answeredBy) ?? 'Somebody')
    const then = proposal.outcome.state === 'open' ? [] : [' ', ...outcomeSpans(proposal, library)]
    return [say(line(`${by} ${vote.answer} ${firstName(vote.name)}'s block of `, what, '.', ...then))]
  }
  if (proposal.outcome.state !== 'open') return [say(line(what, ': ', ...outcomeSpans(proposal, library)))]
  return [say(line('There is no block of ', what, ' to answer any more.'))]
}

/** To whoever blocks: what follows. */
export const blocked = (proposal: Proposal, library: Library, answerers: KnownMember[]): Block[] => [
  say(line('You block ', bold(aboutWhat(library, aboutOf(proposal))), '. ', whoIsAsked(answerers))),
]

/** To whoever answers where nothing is left to answer. */
export const blockGone = (proposal: Proposal, library: Library): Block[] => [
  say(
    line(
      'This block was taken back, answered, or is about an earlier text of ',
      bold(aboutWhat(library, aboutOf(proposal))),
      ', so nothing was changed.',
    ),
  ),
]

export const onlyTheSponsor = ({ members }: Library): Block[] => {
  const sponsors = [...members.values()].filter(
    (member) => isThere(member) && member.roles.includes('sponsor'),
  )
  const who = sponsors.length > 0 ? inWords(sponsors.map(({ name }) => firstName(name))) : 'an admin'
  return [say(line(`Only ${who} lifts or upholds a block. Nothing was changed.`))]
}

/** An objection needs a reason too. */
export const objectForm = ({ proposal, library }: Omit<BlockFormFacts, 'answerers'>): Form => ({
  title: 'Object',
  submit: 'Object',
  close: 'Cancel',
  blocks: [
    say(
      line(bold(aboutWhat(library, aboutOf(proposal)))),
      line('Then it is no longer its owner who decides: the board votes, and its time begins.'),
    ),
    textInput({
      block: 'reason',
      label: 'What speaks against it?',
      placeholder: 'The board and the proposer read it on the card',
    }),
  ],
})

export const objected = (proposal: Proposal, library: Library): Block[] => [
  say(
    line(
      bold(aboutWhat(library, aboutOf(proposal))),
      ' is before the board now, until ',
      day(proposal.deadline),
      '. Your objection is no vote yet: cast it on the card in ',
      { type: 'channel', channel_id: proposal.channelId },
      '.',
    ),
  ),
]

export const onlyTheBoardObjects = ({ proposer }: Proposal): Block[] => [
  say(
    line(
      `Only board members object. You can add what you know to the thread; ${firstName(proposer.name)} reads it.`,
    ),
  ),
]

export const nothingToObject = (): Block[] => [
  say(line('The board votes on this already, or it is an admin who decides. Nothing was changed.')),
]

export const yoursToDecide = (): Block[] => [
  say(line('This is yours: you need no objection. Reject it, or withdraw it from your direct messages.')),
]

export const SAY_WHY_BLOCK = 'Say why: a block needs a reason that the sponsor can judge.'
export const SAY_WHY_OBJECT = 'Say why: the board has to know what speaks against it.'
