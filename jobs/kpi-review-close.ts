import { z } from 'zod'
import { closing } from '#bot/views/review-notes.ts'
import type { Context } from '#src/context.ts'
import { type Ask, asksOf, closesOn, noteOn } from '#src/kpis/ask.ts'
import { review } from '#src/kpis/review.ts'
import { noteClosed, openReviews, readNotes } from '#src/kpis/store.ts'
import { job } from './job.ts'
import { kpiReview } from './kpi-review.ts'

const SCOPE = 'board'

const closed = z.object({
  reviews: z.array(
    z.object({
      key: z.string(),
      asks: z.array(
        z.object({
          persona: z.string(),
          kpi: z.enum(['retention', 'expansion', 'supportCost']),
          run: z.number(),
        }),
      ),
    }),
  ),
})

/** Ten days after a review: what it asked for and nobody said anything to. */
export const kpiReviewClose = job({
  name: 'kpi-review-close',
  title: 'Close of the KPI review',
  does: 'ten days after a review: which number outside its range nobody said anything to',
  schedule: { every: 'day', about: 'this', on: { day: 1 }, at: '17:00' },
  scopes: () => Promise.resolve([{ id: SCOPE, reader: { setting: 'board-channel' } }]),
  facts: closed,
  async compute({ now }, ctx) {
    const reviews = (await overdue(now, ctx)).filter(({ asks }) => asks.length > 0)
    return reviews.length === 0
      ? { found: 'nothing', because: 'no review closes with a number that nobody said anything to' }
      : { found: 'facts', facts: { reviews } }
  },
  report: ({ reviews }, { library }) =>
    reviews.map(({ key, asks }, index) => ({
      ...(index > 0 && { name: String(index + 1) }),
      threadOf: key,
      message: closing(asks, library),
    })),
  async settle(_facts, { now }, ctx) {
    const keys = (await overdue(now, ctx)).map(({ key }) => key)
    await noteClosed(ctx.db, keys, now)
  },
})

/** Reviews whose ten days are over, with what each of them still asks. */
async function overdue(now: Temporal.Instant, { db }: Context): Promise<{ key: string; asks: Ask[] }[]> {
  const open = await openReviews(db, kpiReview.name, SCOPE)
  const over = open.filter(({ scheduledAt }) => {
    const today = now.toZonedDateTimeISO(scheduledAt.timeZoneId).toPlainDate()
    return Temporal.PlainDate.compare(today, closesOn(scheduledAt)) >= 0
  })
  return await Promise.all(
    over.map(async ({ key, facts }) => {
      const said = await readNotes(db, key)
      const known = review.safeParse(facts).data
      return { key, asks: (known ? asksOf(known) : []).filter((ask) => noteOn(ask, said) === undefined) }
    }),
  )
}
