import type { Context } from '#src/context.ts'
import { entriesOf } from '#src/knowledge/library.ts'
import { newestRuns } from './store.ts'

/** A source that a period's numbers come from and that was not read since the period ended. */
export type LateSource = { title: string; failed: boolean }

/**
 * The sources of these tables that are read by themselves and gave nothing since a moment, by title. Of one that the
 * operator has not connected and that never gave anything nothing is expected.
 */
export async function lateSources(
  { db, readLibrary, connections }: Pick<Context, 'db' | 'readLibrary' | 'connections'>,
  tables: readonly string[],
  since: Temporal.Instant,
): Promise<LateSource[]> {
  const feeding = entriesOf(await readLibrary(), 'source').filter(
    ({ status, body }) => status === 'active' && body.schedule !== undefined && tables.includes(body.table),
  )
  if (feeding.length === 0) return []
  const runs = await newestRuns(db)
  const isLater = (at: Temporal.Instant | undefined) =>
    at !== undefined && Temporal.Instant.compare(at, since) >= 0
  return feeding.flatMap(({ slug, title, body }) => {
    const its = runs.get(slug)
    if (!its && !connections?.has(body.connection)) return []
    if (isLater(its?.done?.startedAt)) return []
    return [{ title, failed: its?.last.state === 'failed' && isLater(its.last.startedAt) }]
  })
}
