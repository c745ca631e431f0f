import { recordChange } from '#src/audit/record-change.ts'
import type { Database } from '#src/db/connect.ts'
import { demandOf } from '#src/members/actor.ts'
import { type Ask, asksOf, noteOn } from './ask.ts'
import { type Review, type ReviewNote, review } from './review.ts'

/** Everything that was said to a review, by the key of its post. */
export async function readNotes(db: Database, review: string): Promise<ReviewNote[]> {
  const rows = await db.reviewNote.findMany({ where: { review }, orderBy: { at: 'asc' } })
  return rows.map(({ persona, kpi, by, text, at }) => ({
    persona,
    kpi,
    by,
    at: at.toISOString(),
    ...(text !== null && { text }),
  }))
}

/** Notes it; the same request once. Throws a NoRight where its writer may leave none. */
export async function writeNote(
  db: Database,
  review: string,
  note: { source: string; persona: string; kpi: string; by: string; text: string | undefined },
  now: Temporal.Instant,
): Promise<void> {
  const { text, ...rest } = note
  const row = { ...rest, review, text: text ?? null, at: new Date(now.epochMilliseconds) }
  await recordChange(db, now, async (tx) => {
    await demandOf(tx, note.by, 'note-number', { subject: review })
    const { count } = await tx.reviewNote.createMany({ data: [row], skipDuplicates: true })
    const payload = { persona: note.persona, kpi: note.kpi, text: row.text }
    const action = text === undefined ? 'number watched' : 'number noted'
    return count === 0 ? undefined : { actor: note.by, action, subject: review, payload }
  })
}

/** Reviews that were posted and whose close nobody has noted yet. */
export async function openReviews(db: Database, job: string, scope: string) {
  const rows = await db.jobRun.findMany({
    where: { job, scope, state: 'posted' },
    include: { of: true },
    orderBy: { of: { startsOn: 'desc' } },
    take: 3,
  })
  const runs = rows.map(({ of, facts, period }) => ({
    key: `${job}/${period}/${scope}`,
    period,
    facts,
    scheduledAt: Temporal.Instant.fromEpochMilliseconds(of.scheduledAt.getTime()).toZonedDateTimeISO(of.zone),
  }))
  const closed = await db.tick.findMany({ where: { list: { in: runs.map(({ key }) => key) }, item: CLOSED } })
  return runs.filter(({ key }) => !closed.some(({ list }) => list === key))
}

const CLOSED = 'closed'

export async function noteClosed(db: Database, reviews: string[], now: Temporal.Instant): Promise<void> {
  const at = new Date(now.epochMilliseconds)
  const data = reviews.map((list) => ({ list, item: CLOSED, by: 'clock', at }))
  await db.tick.createMany({ data, skipDuplicates: true })
}

/** When the board had the newest review of a month before this one. */
export async function reviewedBefore(
  db: Database,
  month: Temporal.PlainDate,
): Promise<Temporal.Instant | undefined> {
  const row = await db.jobRun.findFirst({
    where: { ...BOARD, state: 'posted', of: { startsOn: { lt: new Date(month.toString()) } } },
    orderBy: { of: { startsOn: 'desc' } },
  })
  const at = row?.finishedAt
  return at ? Temporal.Instant.fromEpochMilliseconds(at.getTime()) : undefined
}

const BOARD = { job: 'kpi-review', scope: 'board' }

/** The newest review that the board has, with the key of its post and whether it takes notes. */
export async function lastReview(
  db: Database,
): Promise<{ key: string; facts: Review; open: boolean } | undefined> {
  const row = await db.jobRun.findFirst({
    where: { ...BOARD, state: 'posted' },
    orderBy: { of: { startsOn: 'desc' } },
  })
  const facts = review.safeParse(row?.facts).data
  if (!row || !facts) return undefined
  const key = `${BOARD.job}/${row.period}/${BOARD.scope}`
  const closed = await db.tick.findUnique({ where: { list_item: { list: key, item: CLOSED } } })
  return { key, facts, open: closed === null }
}

/** What the newest review asks that nobody has said anything to, as long as it is open. */
export async function openAsks(db: Database): Promise<(Ask & { review: string })[]> {
  const last = await lastReview(db)
  if (!last?.open) return []
  const notes = await readNotes(db, last.key)
  const open = asksOf(last.facts).filter((each) => noteOn(each, notes) === undefined)
  return open.map((each) => ({ ...each, review: last.key }))
}
