import { fileURLToPath } from 'node:url'
import type { Database } from '#src/db/connect.ts'
import { markDemo } from '#src/installation/store.ts'
import { importFolder } from '#src/knowledge/import-folder.ts'
import type { Folder } from '#src/knowledge/read-folder.ts'

const FOLDER = fileURLToPath(new URL('seed/', import.meta.url))
/** The day that the demo company's files were written for. */
const WRITTEN_FOR = Temporal.PlainDate.from('2026-11-20')

/** Fills an empty knowledge base with the demo company, its days counted from today. False if there is knowledge. */
export async function seedDemo(db: Database, now: Temporal.Instant, zone: string): Promise<boolean> {
  if ((await db.entry.count()) > 0) return false
  const shift = WRITTEN_FOR.until(now.toZonedDateTimeISO(zone).toPlainDate())
  await importFolder(db, FOLDER, {
    direct: false,
    now,
    zone,
    actor: 'demo',
    sqlIsTried: true,
    adapt: (folder) => shifted(folder, shift),
  })
  await markDemo(db)
  return true
}

function shifted(folder: Folder, by: Temporal.Duration): Folder {
  const later = (day: string) => Temporal.PlainDate.from(day).add(by).toString()
  return {
    ...folder,
    evidence: new Map(
      [...folder.evidence].map(([slug, said]) => [slug, { ...said, date: later(said.date) }]),
    ),
    entries: folder.entries.map((entry) => ({
      ...entry,
      verifiedAt: entry.verifiedAt && later(entry.verifiedAt),
      content: { ...entry.content, body: withDays(entry.content.body, later) },
    })),
  }
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** What an entry says of its time, such as when an experiment begins or until when a target holds. */
const withDays = <Body extends object>(body: Body, later: (day: string) => string): Body =>
  Object.fromEntries(
    Object.entries(body).map(([field, value]) => [
      field,
      typeof value === 'string' && DAY.test(value) ? later(value) : value,
    ]),
  ) as Body
