import type { Transaction } from '#src/db/connect.ts'
import { isKind } from '#src/knowledge/entry.ts'
import { isKindName } from '#src/knowledge/kinds.ts'
import { entriesOfKind } from '#src/knowledge/store.ts'
import { membersSince } from '#src/members/store.ts'
import { BOARD_RULE, type Rule, ruleInForce, type Sort, strictest } from '#src/voting-rules/rule.ts'
import type { PartChange } from './change.ts'
import { isWordingOnly } from './parts.ts'
import { readPeople } from './people.ts'
import type { Draft } from './proposal.ts'
import { type Ruling, turnOf } from './ruling.ts'
import { ownerAmong, seatsOf, votersAmong } from './seats.ts'

/** How a change is decided by the rules that are in force now: of all that it does, the strictest counts. */
export async function rulingFor(
  tx: Transaction,
  draft: Draft,
  zone: string,
  now: Temporal.Instant,
): Promise<Ruling> {
  return { rule: await ruleFor(tx, draft, now), zone }
}

/** An edit keeps the rule that its proposal was opened under, unless it does more now than that rule is for. */
export async function rulingAfterEdit(
  tx: Transaction,
  ruling: Ruling,
  draft: Draft,
  now: Temporal.Instant,
): Promise<Ruling> {
  if (turnOf(ruling) === 'board') return ruling
  const rule = strictest([ruling.rule, await ruleFor(tx, draft, now)])
  return { ...ruling, ...(rule && { rule }) }
}

async function ruleFor(tx: Transaction, draft: Draft, now: Temporal.Instant): Promise<Rule> {
  const entries = (await entriesOfKind(tx, 'voting-rule')).filter((each) => isKind(each, 'voting-rule'))
  const rules = draft.parts.flatMap((part) =>
    isKindName(part.kind) ? [ruleInForce(part.kind, sortOf(part, draft), entries)] : [],
  )
  const rule = strictest(rules) ?? BOARD_RULE
  if (rule.decides !== 'owner') return rule
  // What several people own, or nobody, no owner decides.
  return ownerAmong(await readPeople(tx, draft.parts, now)) ? rule : { ...rule, decides: 'board' }
}

/** Whether these would ever be able to approve it: enough functions have somebody, or it is somebody's to decide. */
export async function canBeDecided(tx: Transaction, ruling: Ruling): Promise<boolean> {
  const members = await membersSince(tx, -1n)
  if (turnOf(ruling) === 'owner') return true
  if (turnOf(ruling) === 'operator')
    return seatsOf({ ruling }, { members, leaves: [], entries: [] }).length > 0
  return new Set(votersAmong(members).map((voter) => voter.function)).size >= ruling.rule.least
}

/** Wording is what nothing but the words of statements changes, and whose proposer says so. */
const sortOf = (part: PartChange, { wordingOnly = false }: Pick<Draft, 'wordingOnly'>): Sort =>
  wordingOnly && isWordingOnly([part]) ? 'wording' : 'core'
