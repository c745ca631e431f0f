import type { Database } from '#src/db/connect.ts'
import type { Ticked } from './checklist.ts'

export async function readTicks(db: Database, list: string): Promise<Ticked[]> {
  const rows = await db.tick.findMany({ where: { list } })
  return rows.map(({ item, by, at }) => ({ item, by, at: at.toISOString() }))
}

/** Ticks an item; the first tick stays. */
export async function tickItem(
  db: Database,
  tick: { list: string; item: string; by: string },
  now: Temporal.Instant,
): Promise<void> {
  await db.tick.createMany({ data: [{ ...tick, at: new Date(now.epochMilliseconds) }], skipDuplicates: true })
}
