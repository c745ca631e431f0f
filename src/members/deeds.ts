import type { Role } from './member.ts'

/** How somebody stands to what a deed is about. `seat`: it is theirs to speak for now, by whatever rule decides. */
const RELATIONS = ['self', 'owner', 'verifier', 'deputy', 'proposer', 'reader', 'doer', 'seat'] as const
export type Relation = (typeof RELATIONS)[number]

/** What gives somebody a right: a role, a relation, or simply being known. `operator`: whoever has the command line. */
export type Standing = Role | Relation | 'member' | 'anybody' | 'operator'

type Rule = { may: readonly Standing[]; does: string }

const WHO_ANSWERS = ['owner', 'deputy', 'persona-owner', 'admin'] as const
const WHO_KEEPS = ['persona-owner', 'admin'] as const

/** Everything that changes what others rely on: who may do it, and how it is called in a sentence. */
export const DEEDS = {
  propose: { may: ['member'], does: 'propose a change' },
  'edit-proposal': { may: ['proposer'], does: 'change this proposal' },
  'withdraw-proposal': { may: ['proposer'], does: 'take this proposal back' },
  vote: { may: ['seat'], does: 'vote on this' },
  object: { may: ['seat'], does: 'object to this' },
  'answer-block': { may: ['seat'], does: 'answer a block' },
  'record-decision': {
    may: ['board', 'sponsor', ...WHO_KEEPS],
    does: 'record what the board decided',
  },
  'remind-voter': { may: ['proposer'], does: 'remind the others of this proposal' },
  verify: { may: ['verifier', 'deputy', 'admin'], does: 'say that this still holds' },
  'settle-flag': { may: WHO_ANSWERS, does: 'settle this' },
  'answer-question': { may: WHO_ANSWERS, does: 'answer this question' },
  'answer-finding': { may: ['reader', ...WHO_ANSWERS], does: 'answer this' },
  'close-task': { may: ['doer', 'admin'], does: 'close this' },
  'note-number': {
    may: ['board', 'kpi-owner', ...WHO_KEEPS],
    does: 'leave a note on a number',
  },
  'tell-health': {
    may: ['board', 'kpi-owner', 'sponsor', ...WHO_KEEPS],
    does: 'answer for the company',
  },
  tag: {
    may: ['rep', 'board', 'kpi-owner', ...WHO_KEEPS],
    does: 'say which persona somebody is',
  },
  'enter-results': {
    may: ['board', 'kpi-owner', ...WHO_ANSWERS],
    does: 'enter what came of an experiment',
  },
  'guess-persona': { may: ['member'], does: 'say whom they take somebody for' },
  'answer-alert': { may: ['member'], does: 'answer an alert' },
  'add-evidence': { may: ['member'], does: 'keep what a customer said' },
  flag: { may: ['member'], does: 'say that something does not fit' },
  dispute: { may: ['member'], does: 'dispute a number' },
  'settle-dispute': { may: ['board', 'kpi-owner', ...WHO_KEEPS], does: 'settle a dispute' },
  brief: { may: ['member'], does: 'record a brief' },
  'judge-answer': { may: ['anybody'], does: 'say whether an answer helped' },
  learn: { may: ['anybody'], does: 'take a tour' },
  'set-own-time': { may: ['self'], does: 'choose when their week comes' },
  'set-rhythm': { may: WHO_KEEPS, does: 'say when the board meets and personas are refreshed' },
  'set-board-channel': { may: WHO_KEEPS, does: "choose the board's channel" },
  'run-jobs': { may: WHO_KEEPS, does: 'pause and try jobs' },
  'manage-people': { may: ['admin'], does: 'change who does what' },
  'enter-leave': { may: ['self', 'admin'], does: 'enter when somebody is away' },
  import: { may: ['admin'], does: 'apply files past the board' },
  'import-accounts': { may: ['kpi-owner', ...WHO_KEEPS], does: 'import customers' },
  erase: { may: ['admin'], does: 'erase what is kept about a customer' },
  'manage-keys': { may: ['admin'], does: 'make and revoke write keys' },
  'run-sources': { may: ['admin'], does: 'run a source' },
  migrate: { may: ['operator'], does: 'change the form of the database' },
} as const satisfies Record<string, Rule>

export type Deed = keyof typeof DEEDS

/** What a command, a button or a form asks before it changes something; `nothing` where it changes nothing. */
export type Asks = Deed | 'nothing'
