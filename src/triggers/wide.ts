import type { Transaction } from '#src/db/connect.ts'
import { type Fault, sayFound } from '#src/knowledge/fault.ts'
import { KINDS } from '#src/knowledge/kinds.ts'
import type { FileEntry } from '#src/knowledge/read-folder.ts'
import { makeRule } from './rules.ts'
import { tooWide } from './try-rule.ts'

/** Triggers that would fire for most accounts without saying that they are meant to. */
export async function wideFaults(tx: Transaction, entries: FileEntry[]): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const { kind, slug, content, file } of entries) {
    if (kind !== 'trigger' || content.status === 'retired') continue
    const body = KINDS.trigger.body.safeParse(content.body)
    if (!body.success || isUnreadable(body.data)) continue
    const expected = await tooWide(tx, makeRule(body.data, { slug, version: 0, title: content.title }))
    const path = 'condition'
    if (expected !== undefined)
      faults.push({
        file: file.file,
        line: file.lineOf([path]),
        path,
        found: sayFound(body.data.condition),
        expected,
      })
  }
  return faults
}

/** One that can't be read is refused for that. */
function isUnreadable(body: Parameters<typeof makeRule>[0]): boolean {
  let unreadable = false
  KINDS.trigger.check(body, () => {
    unreadable = true
  })
  return unreadable
}
