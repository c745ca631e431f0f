import type { Database } from '#src/db/connect.ts'
import { importFolder } from '#src/knowledge/import-folder.ts'
import { readSequence } from '#src/knowledge/sequence.ts'
import { type Files, folderOf } from './folder.ts'

export const NOW = Temporal.Instant.from('2026-11-20T09:00:00Z')

/** Imports files as the operator does; `direct` where the knowledge base is in use. */
export async function importFiles(
  db: Database,
  files: Files,
  options: { direct?: boolean; now?: Temporal.Instant } = {},
) {
  const { direct = true, now = NOW } = options
  return await importFolder(db, await folderOf(files), {
    direct,
    now,
    zone: 'Europe/Berlin',
    actor: 'operator',
  })
}

/** Everything that an import may write, counted: to see that nothing was. */
export async function countRows(db: Database) {
  return {
    entries: await db.entry.count(),
    versions: await db.entryVersion.count(),
    evidence: await db.evidence.count(),
    members: await db.member.count(),
    audit: await db.auditRecord.count(),
    sequence: await readSequence(db),
  }
}
