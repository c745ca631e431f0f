import type { Transaction } from '#src/db/connect.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Fault } from '#src/knowledge/fault.ts'
import type { FileEntry } from '#src/knowledge/read-folder.ts'
import { expectationDigest } from './store.ts'

/** Experiments whose expectation would change though there are results: it is written before, or not at all. */
export async function checkExperiments(
  tx: Transaction,
  entries: FileEntry[],
  before: Entry[],
): Promise<Fault[]> {
  const changed = entries.filter(({ kind, slug, content }) => {
    const known = before.find((each) => each.kind === 'experiment' && each.slug === slug)
    return kind === 'experiment' && known && expectationDigest(known.body) !== expectationDigest(content.body)
  })
  if (changed.length === 0) return []
  const measured = await tx.experimentResult.groupBy({
    by: ['experiment'],
    where: { experiment: { in: changed.map(({ slug }) => slug) } },
  })
  return changed
    .filter(({ slug }) => measured.some(({ experiment }) => experiment === slug))
    .map(({ file }) => ({
      file: file.file,
      line: file.lineOf(['expects']),
      path: 'expects',
      found: 'a change of what is expected or how it is measured, though there are results',
      expected:
        'a new experiment: of one with results only its title, its people and what was learned change',
    }))
}
