import { appendAudit } from '#src/audit/store.ts'
import type { Transaction } from '#src/db/connect.ts'
import { type Leave, standsInFor } from '#src/members/leave.ts'
import { leavesFrom } from '#src/members/leave-store.ts'
import { BOARD_FUNCTIONS, isThere, type KnownMember, type Role } from '#src/members/member.ts'
import { writeMembers } from '#src/members/store.ts'
import { firstWith } from './answerable.ts'

/** A role that somebody takes over from who left; `to` is a handle. */
type Passed = { role: Role; to: string }

/** What became of the duties of somebody who left, and what nobody has now. */
export type PassedOn = {
  roles: Passed[]
  /** The function of theirs that has no voter any more. */
  voiceless?: string | undefined
  /** No sponsor is left. */
  sponsorless: boolean
  /** Handles of those for whom they were to stand in. */
  deputyFor: string[]
}

/** Roles that somebody always has to have. A seat is only for their function, and a sponsor nobody becomes by chance. */
const KEPT: Role[] = ['persona-owner', 'kpi-owner', 'admin']

type Members = ReadonlyMap<string, KnownMember>

/**
 * Who takes over which role of somebody who left and that nobody else has: who stands in for them these days, else
 * whoever owns the personas, else an admin. Their seat goes to their deputy, if that one is of the same function.
 */
export function passOn(
  left: KnownMember,
  members: Members,
  { leaves, today }: { leaves: Leave[]; today: Temporal.PlainDate },
): PassedOn {
  const asBefore = [...members.values()].map((each) =>
    each.id === left.id ? { ...each, leftAt: undefined } : each,
  )
  const deputy = standsInFor(asBefore, leaves, today).find(({ member }) => member.id === left.id)?.deputy
  const taker = deputy ?? firstWith('persona-owner', members) ?? firstWith('admin', members)
  const lost = (role: Role) => left.roles.includes(role) && firstWith(role, members) === undefined
  const roles = taker ? KEPT.filter(lost).map((role) => ({ role, to: taker.handle })) : []
  const there = [...members.values()].filter(isThere)
  const seat = left.roles.includes('board') && BOARD_FUNCTIONS.some((name) => name === left.function)
  const others = there.filter((each) => each.roles.includes('board') && each.function === left.function)
  const empty = seat && others.length === 0
  const heir = empty && deputy && deputy.function === left.function ? deputy : undefined
  return {
    roles: heir ? [...roles, { role: 'board', to: heir.handle }] : roles,
    voiceless: empty && !heir ? left.function : undefined,
    sponsorless: lost('sponsor'),
    deputyFor: leaves.flatMap((leave) =>
      leave.deputyId === left.id
        ? there.flatMap(({ id, handle }) => (id === leave.memberId ? [handle] : []))
        : [],
    ),
  }
}

/** Gives the roles to those who take over, each recorded. The sequence has to be locked. */
export async function writePassedOn(
  tx: Transaction,
  left: KnownMember,
  members: Members,
  { sequence, now, zone }: { sequence: bigint; now: Temporal.Instant; zone: string },
): Promise<PassedOn> {
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const passed = passOn(left, members, { leaves: await leavesFrom(tx, today), today })
  for (const [handle, some] of Map.groupBy(passed.roles, ({ to }) => to)) {
    const before = members.get(handle)
    if (!before) continue
    const roles = [...new Set([...before.roles, ...some.map(({ role }) => role)])]
    await writeMembers(tx, [{ ...before, roles }], sequence)
    const dutyOf = (duty: Role[]) => ({ function: before.function ?? null, roles: duty })
    const why = `${left.name} is no longer in Slack`
    const payload = { before: dutyOf(before.roles), after: dutyOf(roles), name: before.name, why }
    const at = new Date(now.epochMilliseconds)
    await appendAudit(tx, {
      actor: 'slack',
      action: 'person changed',
      subject: `member/${handle}`,
      payload,
      at,
    })
  }
  return passed
}
