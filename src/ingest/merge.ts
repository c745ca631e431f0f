import { randomUUID } from 'node:crypto'
import type { Context } from '#src/context.ts'
import type { Transaction } from '#src/db/connect.ts'
import { knowTables } from '#src/db/planner-statistics.ts'
import { storeChanges, watchedColumns } from '#src/signals/record.ts'
import { placeEvents } from '#src/signals/store.ts'
import { precedenceIn } from '#src/tags/in-force.ts'
import { newsSince } from '#src/triggers/rules.ts'
import { bringEvents } from './awaited-events.ts'
import { changesInChunk } from './changes-in-chunk.ts'
import { acceptedChunks } from './chunks.ts'
import { type Given, type StoredColumn, storedColumns } from './given.ts'
import type { Reader } from './reader.ts'
import { compareChunk, dropChunks, type Merged, mergeChunk, stageChunk, takeTurn } from './store.ts'

const MERGE_WITHIN_MS = 30 * 60_000

type Around = {
  /** The file or the source, for the tags that come of it. */
  from: string
  /** Throws what is to be said where no row was accepted. */
  refuse: () => void
  /** Within the transaction, before anything is written: throws where it is not to be. */
  begin?: (tx: Transaction) => Promise<void>
  /** Within the transaction, once all is written. */
  record: (tx: Transaction, merged: Merged, at: Date) => Promise<unknown>
}

/** Takes the accepted rows into their table: staged in chunks first, then all in one transaction, or none. */
export async function mergeAccepted(
  ctx: Context,
  reader: Reader,
  given: Given,
  { from, refuse, begin, record }: Around,
): Promise<Merged> {
  const at = new Date(ctx.now().epochMilliseconds)
  const library = await ctx.readLibrary()
  const tagging = { source: from, precedence: precedenceIn(library) }
  const news = newsSince(library, ctx.now())
  const watched = watchedColumns(library, given.table.name)
  return await staged(ctx, reader, given, async ({ importId, chunks, columns }) => {
    if (chunks === 0) refuse()
    const merged = await ctx.db.$transaction(
      async (tx) => {
        await takeTurn(tx, given.table)
        await begin?.(tx)
        const merged = await eachChunk(chunks, async (number) => {
          const chunk = { importId, number, at, tagging }
          const changes = await changesInChunk(tx, given.table, columns, chunk, watched)
          await storeChanges(tx, library, changes, ctx.now())
          if (given.table.name === 'accounts') await bringEvents(tx, given.table, columns, chunk, news)
          return await mergeChunk(tx, given.table, columns, chunk)
        })
        // Events of people who are new may have waited for them.
        if (given.table.name === 'contacts') await placeEvents(tx)
        await record(tx, merged, at)
        return merged
      },
      { timeout: MERGE_WITHIN_MS, maxWait: 30_000 },
    )
    await knowTables(ctx.db)
    return merged
  })
}

/** What would be new and changed of the accepted rows, without writing any. */
export async function compareAccepted(ctx: Context, reader: Reader, given: Given): Promise<Merged> {
  const tagging = { source: '', precedence: precedenceIn(await ctx.readLibrary()) }
  return await staged(ctx, reader, given, async ({ importId, chunks, columns }) =>
    eachChunk(chunks, (number) => compareChunk(ctx.db, given.table, columns, { importId, number, tagging })),
  )
}

type Staged = { importId: string; chunks: number; columns: StoredColumn[] }

async function staged<T>(
  { db, now }: Context,
  reader: Reader,
  given: Given,
  use: (staged: Staged) => Promise<T>,
): Promise<T> {
  const importId = randomUUID()
  const columns = storedColumns(given)
  try {
    let chunks = 0
    for await (const chunk of acceptedChunks(reader, columns)) await stageChunk(db, importId, chunks++, chunk)
    return await use({ importId, chunks, columns })
  } finally {
    await dropChunks(db, importId, new Date(now().epochMilliseconds))
  }
}

async function eachChunk(chunks: number, take: (number: number) => Promise<Merged>): Promise<Merged> {
  const sum: Merged = { added: 0, changed: 0, unchanged: 0 }
  for (let number = 0; number < chunks; number++) {
    const { added, changed, unchanged, months = {} } = await take(number)
    sum.added += added
    sum.changed += changed
    sum.unchanged += unchanged
    for (const [month, rows] of Object.entries(months))
      sum.months = { ...sum.months, [month]: (sum.months?.[month] ?? 0) + rows }
  }
  return sum
}
