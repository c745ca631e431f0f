import { z } from 'zod'
import { appendAudit, recordsOf } from '#src/audit/store.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import { advanceSequence, inSequence } from '#src/knowledge/sequence.ts'
import { isThere, type KnownMember, ROLES } from '#src/members/member.ts'
import { markLeft, membersSince } from '#src/members/store.ts'
import { passQuestionsOn } from '#src/questions/store.ts'
import { firstWith } from './answerable.ts'
import { handOver } from './hand-over.ts'
import { writePassedOn } from './pass-on.ts'

const LEFT = 'member left'

/** Somebody left: what they answered for and who does now, by handle; `told`, who hears of it. */
const departure = z.object({
  handle: z.string(),
  name: z.string(),
  told: z.string().optional(),
  handed: z.array(
    z.object({ kind: z.string(), slug: z.string(), title: z.string(), to: z.array(z.string()) }),
  ),
  /** What became of their roles; records from before that were kept have none. */
  roles: z.array(z.object({ role: z.enum(ROLES), to: z.string() })).default([]),
  voiceless: z.string().optional(),
  sponsorless: z.boolean().default(false),
  deputyFor: z.array(z.string()).default([]),
})

/** `number` is that of its record: somebody may leave twice. */
export type Departure = z.output<typeof departure> & { number: string }

/**
 * Notes that a member has left and hands over what they own, verify and do, in one transaction; once, until they come
 * back. Their votes on open proposals are counted by whoever decides, as the rules have it.
 */
export async function leave(
  db: Database,
  memberId: string,
  { now, zone }: { now: Temporal.Instant; zone: string },
): Promise<void> {
  await inSequence(db, async (tx, sequence) => {
    const members = await membersSince(tx, -1n)
    const member = members.find(({ id }) => id === memberId)
    if (!member || !isThere(member)) return
    await markLeft(tx, memberId, now, sequence)
    const others = new Map(
      members.map((each) => [each.handle, each.id === memberId ? { ...each, leftAt: now } : each]),
    )
    const handed = await handOver(tx, member, others, { sequence, now })
    const passed = await writePassedOn(tx, member, others, { sequence, now, zone })
    const told = firstWith('persona-owner', others) ?? firstWith('admin', others)
    if (told) await passQuestionsOn(tx, memberId, told.id)
    await advanceSequence(tx, sequence)
    const payload = { handle: member.handle, name: member.name, told: told?.handle, handed, ...passed }
    await record(tx, member, LEFT, payload, now)
  })
}

/** Notes that a member is there again. What was handed over stays where it is. */
export async function comeBack(db: Database, memberId: string, now: Temporal.Instant): Promise<void> {
  const known = await db.member.findUnique({ where: { id: memberId }, select: { leftAt: true } })
  if (!known?.leftAt) return
  await inSequence(db, async (tx, sequence) => {
    const member = (await membersSince(tx, -1n)).find(({ id }) => id === memberId)
    if (!member || isThere(member)) return
    await markLeft(tx, memberId, undefined, sequence)
    await advanceSequence(tx, sequence)
    await record(tx, member, 'member came back', { handle: member.handle }, now)
  })
}

/** Who left since then and had something to hand over, oldest first. */
export async function departuresSince(db: Database, since: Temporal.Instant): Promise<Departure[]> {
  return (await recordsOf(db, LEFT, since)).flatMap(({ sequence, payload }) => {
    const read = departure.safeParse(payload)
    return read.success && isNews(read.data) ? [{ ...read.data, number: String(sequence) }] : []
  })
}

/** Somebody who had nothing to do with personas leaves unsaid. */
const isNews = ({ handed, roles, voiceless, sponsorless, deputyFor }: z.output<typeof departure>): boolean =>
  handed.length + roles.length + deputyFor.length > 0 || voiceless !== undefined || sponsorless

async function record(
  tx: Transaction,
  { handle }: KnownMember,
  action: string,
  payload: object,
  now: Temporal.Instant,
): Promise<void> {
  const at = new Date(now.epochMilliseconds)
  await appendAudit(tx, { actor: 'slack', action, subject: `member/${handle}`, payload, at })
}
