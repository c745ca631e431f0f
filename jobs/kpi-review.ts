import { kpiReview as view } from '#bot/views/kpi-review.ts'
import { counted } from '#bot/views/reading.ts'
import type { Database } from '#src/db/connect.ts'
import { classificationAt } from '#src/decisions/effects.ts'
import { asDecided } from '#src/kpis/as-decided.ts'
import { recordEscalations } from '#src/kpis/escalation.ts'
import { closeMonth, lastMonth, missingAccounts, type Tags } from '#src/kpis/month-close.ts'
import { type ClosedMonth, review, reviewOf } from '#src/kpis/review.ts'
import { judgedRules } from '#src/kpis/rule-then.ts'
import { readNotes, reviewedBefore } from '#src/kpis/store.ts'
import { lateSources } from '#src/sources/late-sources.ts'
import { changedValues } from '#src/tags/published.ts'
import { highestClv } from './highest-clv.ts'
import { job } from './job.ts'
import { businessDay, type Period } from './schedule.ts'
import { keyOf } from './tell.ts'
import { wrongFit } from './wrong-fit.ts'

const NAME = 'kpi-review'
/** A source that is not complete is waited for until then (R07). */
const DEADLINE_BUSINESS_DAY = 5

/** The tables that its numbers are computed from. */
const FED_BY = ['accounts', 'account_months']

/** What the board sees of each closed month, per persona. */
export const kpiReview = job({
  name: NAME,
  title: 'Monthly KPI review',
  does: 'retention, churn, expansion and support cost of the closed month, per persona, for the board',
  schedule: { every: 'month', about: 'last', on: { businessDay: 3 }, at: '09:00' },
  scopes: () => Promise.resolve([{ id: 'board', reader: { setting: 'board-channel' } }]),
  facts: review,
  async compute({ period, scope }, ctx) {
    const { db, readLibrary, log } = ctx
    const closed = period.to.toZonedDateTime(ctx.zone).toInstant()
    // What holds on the month's last day, so that an old month keeps what was decided for it.
    const [library, lastDay] = [await readLibrary(), period.to.subtract({ days: 1 })]
    const tags = classificationAt(library, lastDay)
    const rows = await closeMonth(db, period.from, tags)
    const history = await closedMonths(db, period.from, tags)
    const missing = await missingAccounts(db, period.from)
    const notes = await readNotes(db, keyOf({ name: NAME }, { period: period.id, scope: scope.id }))
    const instead = rows.length === 0 ? await lastMonth(db) : undefined
    const rules = await judgedRules(db, library, closed)
    const all = reviewOf({ month: period.from, rows, history, missing, instead, notes, rules })
    const decided = asDecided(all, library, lastDay)
    const worth = await highestClv({ db, log }, period.to, decided)
    const restated = await restatedBefore(db, period.from)
    const late = await lateSources(ctx, FED_BY, closed)
    const wrong = await wrongFit({ db, log }, period.from, decided)
    const facts = {
      ...{ ...decided, ...worth, ...wrong },
      ...(tags === 'live' && { live: true }),
      ...(late.length > 0 && { late }),
      ...(restated.length > 0 && { restated }),
    }
    // Nothing was ever imported: that is no source that is about to be complete.
    const lacks = instead ? instead.accounts > 0 : missing > 0
    const months = instead ? 'account-months' : `the account-months of ${counted(missing, 'account')}`
    const what = [
      ...(lacks ? [months] : []),
      ...(late.length > 0 ? [`the source ${late.map(({ title }) => title).join(', ')}`] : []),
    ]
    if (what.length === 0) return { found: 'facts', facts }
    return { found: 'facts', facts, wait: { for: what.join(' and '), until: deadlineOf(period) } }
  },
  report: view,
  async settle(facts, { now }, { db }) {
    if (facts) await recordEscalations(db, facts, now)
  },
})

/** What the board has read of earlier months and what was touched since the review before this one. */
async function restatedBefore(db: Database, month: Temporal.PlainDate) {
  const changed = await changedValues(db, { since: await reviewedBefore(db, month) })
  return changed.filter((each) => each.month < month.toString())
}

/** Long enough for a whole range before a long run of bad months. */
const HISTORY_MONTHS = 36

/** One query a month, so that others are answered in between. */
async function closedMonths(db: Database, before: Temporal.PlainDate, tags: Tags): Promise<ClosedMonth[]> {
  const months: ClosedMonth[] = []
  for (let ago = HISTORY_MONTHS; ago > 0; ago -= 1) {
    const month = before.subtract({ months: ago })
    months.push({ month: month.toString(), rows: await closeMonth(db, month, tags) })
  }
  return months
}

function deadlineOf({ to, scheduledAt }: Period): Temporal.ZonedDateTime {
  const day = businessDay(to, DEADLINE_BUSINESS_DAY)
  return day.toZonedDateTime({ timeZone: scheduledAt.timeZoneId, plainTime: scheduledAt.toPlainTime() })
}
