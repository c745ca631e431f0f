import type { Database } from '#src/db/connect.ts'
import { entryKey } from '#src/knowledge/entry.ts'
import { lastPosted } from '#src/runs/last-posted.ts'
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
  const begun = rows.filter(({ outcome }) => outcome === CHANGING)
  const proposals = begun.length === 0 ? [] : await proposalsSince(db, begun[0]?.at ?? new Date())
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

/** Ticks an item: nothing changed. The first tick stays; a change that was only begun gives way. */
export async function tickItem(
  db: Database,
  tick: { list: string; item: string; by: string },
  now: Temporal.Instant,
): Promise<void> {
  const { list, item, by } = tick
  const at = new Date(now.epochMilliseconds)
  const made = await db.tick.createMany({ data: [{ ...tick, at }], skipDuplicates: true })
  if (made.count === 0)
    await db.tick.updateMany({ where: { list, item, outcome: CHANGING }, data: { by, at, outcome: null } })
}

/** Notes that somebody is about to change what an item is about. */
export async function beginChange(
  db: Database,
  tick: { list: string; item: string; by: string },
  now: Temporal.Instant,
): Promise<void> {
  const at = new Date(now.epochMilliseconds)
  await db.tick.createMany({ data: [{ ...tick, at, outcome: CHANGING }], skipDuplicates: true })
}
