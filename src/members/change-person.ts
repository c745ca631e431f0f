import { randomUUID } from 'node:crypto'
import { recordChange } from '#src/audit/record-change.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import { UserError } from '#src/errors.ts'
import { advanceSequence, lockSequence } from '#src/knowledge/sequence.ts'
import { demandOf } from './actor.ts'
import { isThere, type KnownMember, RESERVED, type Role, type TeamFunction } from './member.ts'
import { membersSince, writeMembers } from './store.ts'

type Duty = { function: TeamFunction | undefined; roles: Role[] }
/** Who changes it, why, and when. */
export type PeopleChange = { by: string; why: string; at: Temporal.Instant }

/** Somebody whom Slack knows, to be made a member. */
export type Newcomer = Duty & { name: string; slack: string }

/**
 * Makes somebody of the workspace a member, under a handle made of their name; who is one already gets these duties.
 * Throws a NoRight, or a UserError where the change can't be made.
 */
export async function addPerson(db: Database, fresh: Newcomer, change: PeopleChange): Promise<void> {
  await writePerson(db, change, (members) => {
    const known = members.find(({ slack }) => slack === fresh.slack)
    const { name, slack, ...duty } = fresh
    return known
      ? { before: known, after: { ...known, name, ...duty } }
      : { after: { id: randomUUID(), handle: handleFor(name, members), name, slack, ...duty } }
  })
}

/** Gives a member another function and other roles. Throws a NoRight, or a UserError where that can't be. */
export async function changePerson(
  db: Database,
  handle: string,
  duty: (before: KnownMember) => Duty,
  change: PeopleChange,
): Promise<void> {
  await writePerson(db, change, (members) => {
    const before = members.find((each) => each.handle === handle)
    if (!before) throw new UserError(`Nobody has the handle ${handle} any more.`)
    return { before, after: { ...before, ...duty(before) } }
  })
}

type Planned = { before?: KnownMember; after: KnownMember }

async function writePerson(
  db: Database,
  { by, why, at }: PeopleChange,
  plan: (members: KnownMember[]) => Planned,
): Promise<void> {
  await recordChange(db, at, async (tx) => {
    const sequence = await lockSequence(tx)
    const members = await membersSince(tx, -1n)
    const { before, after } = plan(members)
    const subject = `member/${after.handle}`
    await demandOf(tx, by, 'manage-people', { subject })
    if (before && sameDuty(before, after)) return undefined
    keepAnAdmin(
      members.map((each) => (each.id === after.id ? after : each)),
      members,
    )
    await write(tx, after, sequence)
    const payload = { before: before ? dutyOf(before) : null, after: dutyOf(after), name: after.name, why }
    return { actor: by, action: before ? 'person changed' : 'person added', subject, payload }
  })
}

async function write(tx: Transaction, member: KnownMember, sequence: bigint): Promise<void> {
  await writeMembers(tx, [member], sequence)
  await advanceSequence(tx, sequence)
}

const dutyOf = ({ function: team, roles }: KnownMember) => ({ function: team ?? null, roles })
const sameDuty = (a: KnownMember, b: KnownMember): boolean =>
  a.name === b.name && JSON.stringify(dutyOf(a)) === JSON.stringify(dutyOf(b))

/** Without an admin nobody could ever change anything again but on the command line. */
export function keepAnAdmin(after: KnownMember[], before: KnownMember[]): void {
  const adminsIn = (members: KnownMember[]) =>
    members.filter((each) => isThere(each) && each.roles.includes('admin'))
  const [last] = adminsIn(before)
  if (last && adminsIn(after).length === 0)
    throw new UserError(`${last.name} is the only admin: make somebody else one first, then change this.`)
}

/** "lea-brandt", or with a number where that is taken. */
function handleFor(name: string, members: Pick<KnownMember, 'handle'>[]): string {
  const letters = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const base =
    letters
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 40) || 'member'
  const taken = new Set([...RESERVED, ...members.map(({ handle }) => handle)])
  for (let number = 1; ; number++) {
    const handle = number === 1 ? base : `${base}-${number}`
    if (!taken.has(handle)) return handle
  }
}
