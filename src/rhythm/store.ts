import type { Database } from '#src/db/connect.ts'
import { weekOf } from '#src/runs/period.ts'
import { readSetting, readSettingSince, writeSetting } from '#src/settings/store.ts'
import { type DeepRefresh, deepRefresh } from './deep-refresh.ts'
import { type DigestTime, digestTime, dueInWeek, EARLIEST_HOUR, USUAL } from './digest-time.ts'
import { type BoardMeeting, boardMeeting } from './meeting.ts'

type Change = { by: string; at: Temporal.Instant }

/** When somebody wants their digest, and since when; the usual time where they have chosen none. */
export async function readDigestTime(
  db: Database,
  handle: string,
): Promise<{ time: DigestTime; since: Temporal.Instant | undefined }> {
  const kept = await readSettingSince(db, `digest/${handle}`)
  const chosen = kept && digestTime.safeParse(JSON.parse(kept.value)).data
  return chosen ? { time: chosen, since: kept.since } : { time: USUAL, since: undefined }
}

/** Keeps what somebody has chosen for themselves. */
export async function chooseDigestTime(db: Database, time: DigestTime, change: Change): Promise<void> {
  await writeSetting(db, `digest/${change.by}`, JSON.stringify(time), change)
}

const DIGEST = 'owner-digest'

/** When somebody's next digest is due; undefined where this week's is due by now and was not seen to. */
export async function nextDigest(
  db: Database,
  handle: string,
  { now, zone }: { now: Temporal.Instant; zone: string },
): Promise<Temporal.ZonedDateTime | undefined> {
  const { time, since } = await readDigestTime(db, handle)
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const key = { job: DIGEST, period: weekOf(today), scope: handle }
  const run = await db.jobRun.findUnique({ where: { job_period_scope: key } })
  let monday = today.subtract({ days: today.dayOfWeek - 1 })
  const opens = monday.toZonedDateTime({ timeZone: zone, plainTime: { hour: EARLIEST_HOUR } }).toInstant()
  // A week that opened without a run for them, as before they owned anything, brings none any more.
  const over = run ? run.state === 'posted' || run.state === 'nothing' : isBefore(opens, now)
  if (over) monday = monday.add({ weeks: 1 })
  for (;;) {
    const due = dueInWeek(monday, time, { zone, since })
    if (due.due === 'at') return isBefore(due.at.toInstant(), now) ? undefined : due.at
    monday = monday.add({ weeks: 1 })
  }
}

/** When the board meets; undefined until somebody has said so. */
export async function readMeeting(db: Database): Promise<BoardMeeting | undefined> {
  const kept = await readSettingSince(db, 'board-meeting')
  return kept && boardMeeting.safeParse(JSON.parse(kept.value)).data
}

export async function setMeeting(db: Database, meeting: BoardMeeting, change: Change): Promise<void> {
  await writeSetting(db, 'board-meeting', JSON.stringify(meeting), change)
}

/** When each persona is refreshed with new interviews; undefined where nobody has turned that on. */
export async function readDeepRefresh(db: Database): Promise<DeepRefresh | undefined> {
  const kept = await readSetting(db, 'deep-refresh')
  return kept === undefined ? undefined : deepRefresh.safeParse(JSON.parse(kept)).data
}

/** Turns it on, changes it, or turns it off. */
export async function setDeepRefresh(
  db: Database,
  chosen: DeepRefresh | undefined,
  change: Change,
): Promise<void> {
  await writeSetting(db, 'deep-refresh', JSON.stringify(chosen ?? null), change)
}

const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) <= 0
