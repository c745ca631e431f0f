import { recordChange } from '#src/audit/record-change.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import { entryKey } from '#src/knowledge/entry.ts'
import { demand } from '#src/members/authority.ts'
import { membersSince } from '#src/members/store.ts'
import { lastPosted } from '#src/runs/last-posted.ts'
import { doerOf } from '#src/tasks/task.ts'
import { type CheckItem, type Checklist, checklist, REFRESH, type Ticked } from './checklist.ts'

/** The newest checklist that was posted; of those for half-years before a day, where one is given. */
export async function lastChecklist(
  db: Database,
  before?: Temporal.PlainDate,
): Promise<{ key: string; period: string; facts: Checklist } | undefined> {
  const row = await lastPosted(db, REFRESH, before)
  const facts = checklist.safeParse(row?.facts).data
  if (!row || !facts) return undefined
  return { key: row.key, period: row.period, facts }
}

const CHANGING = 'changing'

/** What was said to the items of a list. A change that was begun counts once it is proposed, by whomever. */
export async function readTicks(db: Database, list: string, items: CheckItem[]): Promise<Ticked[]> {
  const rows = await db.tick.findMany({ where: { list }, orderBy: { at: 'asc' } })
  const begun = rows.find(({ outcome }) => outcome === CHANGING)
  const proposals = begun ? await proposalsSince(db, begun.at) : []
  return rows.map(({ item, by, at, outcome }) => {
    const tick = { item, by, at: at.toISOString() }
    if (outcome !== CHANGING) return { ...tick, said: 'same' as const }
    const entries = items.find(({ id }) => id === item)?.entries ?? []
    const found = proposals.find(
      (each) => each.openedAt >= at && each.entries.some((key) => entries.includes(key)),
    )
    return found ? { ...tick, said: 'changed' as const, proposal: found.id } : { ...tick, said: CHANGING }
  })
}

async function proposalsSince(db: Database, at: Date) {
  const rows = await db.proposal.findMany({
    where: { openedAt: { gte: at }, state: { not: 'draft' } },
    select: { id: true, openedAt: true, parts: { select: { kind: true, slug: true } } },
    orderBy: { openedAt: 'asc' },
  })
  return rows.map(({ parts, ...rest }) => ({ ...rest, entries: parts.map(entryKey) }))
}

/** Somebody says something to an item of a list. */
type Ticking = { list: string; item: Pick<CheckItem, 'id' | 'owner'>; by: string }

/** Throws a NoRight where the item is not theirs to tick. */
async function demandTick(tx: Transaction, { list, item, by }: Ticking): Promise<void> {
  const members = new Map((await membersSince(tx, -1n)).map((member) => [member.handle, member]))
  const related = { doer: [doerOf(item, members)?.handle] }
  demand(members.get(by), 'close-task', { subject: `${list}/${item.id}`, related, members })
}

/**
 * Ticks an item: nothing changed. The first tick stays; a change that was only begun gives way. Throws a NoRight where
 * it is not theirs to tick.
 */
export async function tickItem(db: Database, ticking: Ticking, now: Temporal.Instant): Promise<void> {
  const at = new Date(now.epochMilliseconds)
  await recordChange(db, now, async (tx) => {
    await demandTick(tx, ticking)
    const { list, by } = ticking
    const item = ticking.item.id
    const made = await tx.tick.createMany({ data: [{ list, item, by, at }], skipDuplicates: true })
    const begun = { where: { list, item, outcome: CHANGING }, data: { by, at, outcome: null } }
    const ticked = made.count > 0 || (await tx.tick.updateMany(begun)).count > 0
    return ticked ? { actor: by, action: 'item ticked', subject: list, payload: { item } } : undefined
  })
}

/** Notes that somebody is about to change what an item is about. */
export async function beginChange(db: Database, ticking: Ticking, now: Temporal.Instant): Promise<void> {
  const at = new Date(now.epochMilliseconds)
  await db.$transaction(async (tx) => {
    await demandTick(tx, ticking)
    const { list, item, by } = ticking
    const data = [{ list, item: item.id, by, at, outcome: CHANGING }]
    await tx.tick.createMany({ data, skipDuplicates: true })
  })
}
