import { expect } from 'vitest'
import type { Database } from '#src/db/connect.ts'
import { type Clockwork, startClockwork, writeAutumn } from './clockwork.ts'

/** Before the review of October 2026 is due. */
export const BEFORE_REVIEW = Temporal.Instant.from('2026-10-20T10:00:00Z')

/** The demo company with its autumn, on the morning on which the review of October is due. */
export async function openAutumn(db: Database): Promise<Clockwork> {
  const clockwork = await startClockwork(db)
  await writeAutumn(db)
  clockwork.setTime('2026-11-04T09:05')
  return clockwork
}

/** What stands in the channel of a reader, or in one of its threads. */
export const reviewsOf = async (reader: string, { client, board }: Clockwork, thread?: string) =>
  reader === 'board'
    ? await board(thread)
    : await client.as(reader).messages('@Dramatis', { ...(thread !== undefined && { thread }) })

/** One review in the reader's channel, its thread whole, and its run done. */
export async function expectOneReview(job: string, reader: string, clockwork: Clockwork): Promise<void> {
  const all = await reviewsOf(reader, clockwork)
  expect(all.map(({ plain }) => plain)).toEqual([expect.stringContaining('October 2026 by persona')])
  expect(await reviewsOf(reader, clockwork, all[0]?.ts)).toHaveLength(3)
  const { db } = clockwork.means.ctx
  expect(await db.jobRun.findMany({ where: { job } })).toMatchObject([{ state: 'posted', step: 'posted' }])
}
