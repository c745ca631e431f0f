import { type Block, buttons, say } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, bullets, code, italic, line, link, type Span } from '#bot/slack/text.ts'
import { aboutOf } from '#src/board/about.ts'
import type { ClaimInput } from '#src/board/claim-fields.ts'
import { isWordingOnly } from '#src/board/parts.ts'
import type { Proposal } from '#src/board/proposal.ts'
import type { InputFault } from '#src/board/read-claim.ts'
import { turnOf } from '#src/board/ruling.ts'
import type { Stand } from '#src/board/seats.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { Rule } from '#src/voting-rules/rule.ts'
import { againButtons, clashLines } from './clashes.ts'
import { partLines } from './part-lines.ts'
import { outcomeSpans } from './proposal-outcome.ts'
import { aboutWhat, day, firstName } from './proposal-text.ts'
import { firstFew } from './reading.ts'

const sentence = (...spans: Span[]): Block[] => [say(line(...spans))]
const inChannel = (channelId: string): Span => ({ type: 'channel', channel_id: channelId })

/** What the proposer keeps in their direct messages: where it is, and how to change or withdraw it. */
export function proposerNote(
  proposal: Proposal,
  { owner, agreed, voters }: Stand,
  library: Library,
): Block[] {
  const { id, channelId, deadline, outcome, ruling, proposer } = proposal
  const votes = turnOf(ruling) === 'board' && voters.some(({ memberId }) => memberId === proposer.id)
  const what = bold(aboutWhat(library, aboutOf(proposal)))
  if (outcome.state === 'draft') return draftNote(proposal, library)
  if (outcome.state !== 'open') return sentence('Your proposal for ', what, ` is closed: ${outcome.state}.`)
  return [
    say(
      line(
        ...[
          'Your proposal for ',
          what,
          ` ${whereItIs(turnOf(ruling), owner, agreed)} `,
          inChannel(channelId),
        ],
        ...[' until ', day(deadline), ". I'll tell you how it ends."],
        votes ? ' Vote on its card: your vote counts too.' : '',
      ),
    ),
    buttons([
      { text: 'Edit', action: 'edit-proposal', value: { proposal: id } },
      { text: 'Withdraw', action: 'withdraw-proposal', value: { proposal: id } },
    ]),
  ]
}

function whereItIs(turn: Rule['decides'], owner: Stand['owner'], agreed: boolean): string {
  if (turn === 'board') return 'is before the board in'
  if (turn === 'operator') return 'waits for an admin in'
  if (agreed) return 'goes live unless a board member objects in'
  return `waits for ${firstName(owner?.name ?? 'its owner')}, who owns it, in`
}

/** A draft, for the one who can send it. */
function draftNote({ id, parts, rationale }: Proposal, library: Library): Block[] {
  return [
    say(
      line(bold(`A draft of yours: ${aboutWhat(library, aboutOf({ parts }))}`), '. Nobody else sees it yet.'),
      ...partLines(parts, library, { changes: 3, entries: 6, most: 300 }),
      line(italic('Why: '), clip(rationale, 300)),
    ),
    buttons([
      { text: 'Send to the board', action: 'send-draft', value: { proposal: id }, style: 'primary' },
      ...(isWordingOnly(parts)
        ? [{ text: 'Send: wording only', action: 'send-draft', value: { proposal: id, wordingOnly: true } }]
        : []),
      { text: 'Edit', action: 'edit-proposal', value: { proposal: id } },
      { text: 'Throw away', action: 'withdraw-proposal', value: { proposal: id } },
    ]),
  ]
}

/** How it ended, told to its proposer. */
export const proposerOutcome = (proposal: Proposal, library: Library): Block[] => [
  say(
    line('Your proposal for ', bold(aboutWhat(library, aboutOf(proposal))), ':'),
    line(...outcomeSpans(proposal, library)),
    ...clashLines(proposal, library),
  ),
  ...againButtons(proposal),
]

/** To those who had voted for a text that is no longer the one. */
export const votesVoided = (proposal: Proposal, library: Library): Block[] => [
  say(
    line(
      bold(
        `${firstName(proposal.proposer.name)} changed the proposal for ${aboutWhat(library, aboutOf(proposal))}`,
      ),
      ', so your vote on it no longer counts. Please vote again on its card in ',
      inChannel(proposal.channelId),
      '.',
    ),
    ...partLines(proposal.parts, library, { changes: 5, entries: 6, most: 400 }),
  ),
]

/** Somebody without the right to vote. */
export const onlyTheBoard = ({ proposer, ruling }: Proposal): Block[] =>
  sentence(
    `Only ${DECIDE[turnOf(ruling)]} this. You can add what you know to the thread; ${firstName(proposer.name)} reads it.`,
  )

const DECIDE = {
  board: 'board members vote on',
  owner: 'its owner decides on',
  operator: 'an admin decides on',
} satisfies Record<Rule['decides'], string>

/** A board member who votes where an owner or an admin decides. */
export const notTheirTurn = ({ ruling }: Proposal): Block[] =>
  sentence(
    `Nothing to vote on yet: ${DECIDE[turnOf(ruling)]} this. `,
    turnOf(ruling) === 'owner' ? 'If you disagree, press Object: then the board votes.' : '',
  )

export const alreadyClosed = (proposal: Proposal, library: Library): Block[] =>
  sentence('This is no longer open. ', ...outcomeSpans(proposal, library))

export const textChanged = ({ proposer, channelId }: Proposal): Block[] =>
  sentence(
    `${firstName(proposer.name)} has changed the text since, so your vote was not counted. Read it again and vote on its card in `,
    inChannel(channelId),
    '.',
  )

export const onlyTheProposer = ({ proposer }: Proposal): Block[] =>
  sentence(`Only ${firstName(proposer.name)}, who proposed this, can change or withdraw it.`)

export const proposalGone = (): Block[] => sentence('This proposal is no longer here.')

export const withdrawnNow = (proposal: Proposal, library: Library): Block[] =>
  sentence('Withdrawn: ', bold(aboutWhat(library, aboutOf(proposal))), '. Nothing changes.')

/** What a form said that could not be taken after all, so that nothing typed is lost. */
export const youWrote = (texts: string[]): Block[] =>
  texts.length === 0 ? [] : [say(line(italic('You wrote:')), ...texts.map((text) => line(text)))]

/** Only people whom the knowledge base knows can propose: a proposal has a name. */
export const whoAreYou = (): Block[] =>
  sentence(
    "I don't know you yet, so I can't put your name under this. An admin adds you with /persona board; it says who that is.",
  )

export const noBoardChannel = (): Block[] =>
  sentence(
    'There is no channel for the board yet, so nobody would see the proposal. Whoever owns the personas chooses one with /persona board.',
  )

export const notInvited = (channelId: string): Block[] =>
  sentence(
    "I am not in the board's channel, ",
    inChannel(channelId),
    '. Type ',
    code('/invite @Dramatis'),
    ' there first.',
  )

export const entryGone = (): Block[] =>
  sentence('This entry is no longer here. Ask once more, then press the button under the answer.')

/** Under the field that it is about, with the way to the proposal that is open. */
export const takenSentence = (by: Proposal): string =>
  `${firstName(by.proposer.name)} has an open proposal on this (#${by.id}): say there what you know, or wait until it is decided.`

export const takenNote = (by: Proposal, permalink: string | undefined): Block[] =>
  sentence(
    `${firstName(by.proposer.name)} has an open proposal on this, which comes first: `,
    permalink ? link(permalink, `proposal #${by.id}`) : `#${by.id}`,
    '.',
  )

export const noBoard = (): Block[] =>
  sentence(
    'The board lacks members from enough functions, so nothing could be approved. An admin adds them with /persona board.',
  )

export const closedMeanwhile = (): Block[] =>
  sentence('It was decided while you were writing, so nothing was changed. The card shows how.')

/** Why a rule refuses it. */
export const refusedBy = (faults: string[]): Block[] => [
  say(
    line(bold('This was not proposed'), ', because of what it would make:'),
    bullets(firstFew(faults, 5, (fault) => [fault])),
  ),
]

/** Nothing is left of it to propose. */
export const saysSoAlready = (): Block[] =>
  sentence('All of this is what it says already, so there is nothing to propose.')

/** What could not go before the board is kept. */
export const keptAsDraft = (): Block[] =>
  sentence('I have kept it as a draft in your direct messages; send it from there when you want.')

export const movedOn = (): Block[] =>
  sentence('The statement changed while you were writing: what you saw is no longer what it says.')

/** Under a field of a form, which stays open. */
export const entryGoneSentence = 'This entry is no longer here. Close the form and ask once more.'
export const WITHOUT_CHANGE = 'This is what it says already. Say what should be different.'
export const MORE_THAN_WORDING =
  'More than the words would change: what it rests on, whom it is about, or the statement itself. Untick this.'
export const REMOVED = 'This statement was taken out while you were writing. Go back and add a new one.'
/** Under an input in which nothing stands. */
const fillIn = ({ asks, name }: ClaimInput): string => {
  if (asks !== 'words') return 'Choose one.'
  return name.includes('.') ? 'A link needs a title and an address.' : 'Say what it should say.'
}
/** What is wrong with each input of a form. */
export const sayFaults = (faults: Map<string, InputFault>): Record<string, string> =>
  Object.fromEntries(
    [...faults].map(([name, fault]) => [
      name,
      'missing' in fault ? fillIn(fault.missing) : expected(fault.expected),
    ]),
  )
/** A choice that names nobody. */
export const NO_SUCCESSOR = '-'
export const SAY_WHY = 'Say why, so that the board can decide.'
export const SAY_WHY_NOT = 'Say why not: a decision needs a reason.'
export const CLOSED_MEANWHILE = 'It was decided while you were writing. Close the form; the card shows how.'
export const CHANGED_MEANWHILE =
  'The text changed while you were writing. Close the form and read the card again.'
export const expected = (what: string): string => `This does not fit: it should be ${what}.`
export const tooLong = (length: number): string =>
  `This statement has ${length.toLocaleString('en')} characters, more than a form can hold. An import can change it.`
