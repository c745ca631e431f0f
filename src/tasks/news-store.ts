import type { Database } from '#src/db/connect.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { News } from './insight.ts'

/** What came between two days, the first included. Evidence counts by its own date, everything else by when it was done. */
export async function newsBetween(
  db: Database,
  { evidence }: Pick<Library, 'evidence'>,
  { from, to, zone }: { from: Temporal.PlainDate; to: Temporal.PlainDate; zone: string },
): Promise<News> {
  const within = { gte: startOf(from, zone), lt: startOf(to, zone) }
  const [asked, answered, raised, settled, worked, failed] = await Promise.all([
    db.openQuestion.count({ where: { askedAt: within } }),
    db.openQuestion.count({ where: { answeredAt: within } }),
    db.flag.count({ where: { raisedAt: within } }),
    db.flag.count({ where: { settledAt: within } }),
    db.feedback.count({ where: { at: within, worked: true } }),
    db.feedback.count({ where: { at: within, worked: false } }),
  ])
  const added = [...evidence.values()].filter(({ date }) => date >= from.toString() && date < to.toString())
  const byMethod = Map.groupBy(added, ({ method }) => method)
  const voices = byMethod.get('field-note')?.length ?? 0
  byMethod.delete('field-note')
  return {
    evidence: [...byMethod]
      .map(([method, some]) => ({ method, count: some.length }))
      .toSorted((a, b) => b.count - a.count || a.method.localeCompare(b.method)),
    voices,
    questions: { asked, answered },
    flags: { raised, settled },
    verdicts: { worked, failed },
  }
}

const startOf = (day: Temporal.PlainDate, zone: string): Date =>
  new Date(day.toZonedDateTime(zone).epochMilliseconds)
