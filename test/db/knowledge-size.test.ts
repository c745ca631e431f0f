import { describe, expect, test } from 'vitest'
import { importFolder } from '#src/knowledge/import-folder.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { addFiles, folderOf } from '#test/support/folder.ts'
import { countRows, NOW } from '#test/support/knowledge.ts'

const COUNT = 10_000
const OPTIONS = { direct: true, now: NOW, zone: 'UTC', actor: 'operator' }

/** Entries, evidence and people in the thousands, each entry with an owner, a citation and some claims. */
function largeCompany(edition: string): Record<string, string> {
  const numbers = Array.from({ length: COUNT }, (_, index) => index)
  const entries = numbers.map((n) => [`objections/o${n}.yaml`, objection(n, edition)])
  const evidence = numbers
    .slice(0, 1000)
    .map((n) => [`evidence/e${n}.yaml`, `{method: survey, title: Survey ${n} ${edition}, date: 2026-05-31}`])
  const people = numbers
    .slice(0, 1000)
    .map((n) => `  - {handle: p${n}, name: Person ${n} ${edition}, email: p${n}@example.com}`)
  return Object.fromEntries([['people.yaml', `people:\n${people.join('\n')}`], ...evidence, ...entries])
}

const objection = (n: number, edition: string) =>
  [
    `title: Objection ${n}`,
    `owner: p${n % 1000}`,
    `phrases: [Number ${n} is too expensive, We need ${n * 7} of them]`,
    `say: [{id: s1, text: Answer ${n} of ${edition} in a few plain words, cites: [e${n % 1000}]}, {id: s2, text: Or another ${n % 13}}]`,
  ].join('\n')

const secondsOf = async (doing: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await doing()
  return (performance.now() - began) / 1000
}

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  describe(`${COUNT} entries`, { timeout: 240_000 }, () => {
    test('are imported, and all of them changed, within a minute each', async () => {
      const folder = await folderOf(largeCompany('the first edition'))
      const created = await secondsOf(() => importFolder(database.db, folder, OPTIONS))
      await addFiles(folder, largeCompany('the second edition'))
      const changed = await secondsOf(() => importFolder(database.db, folder, OPTIONS))
      expect(Math.max(created, changed)).toBeLessThan(60)
      expect(await countRows(database.db)).toEqual({
        entries: COUNT,
        versions: 2 * COUNT,
        evidence: 1000,
        members: 1000,
        audit: 2,
        sequence: 2n,
      })
    })

    test('are followed within seconds, and answered from within milliseconds', async () => {
      const readLibrary = followLibrary(database.db)
      expect(await secondsOf(readLibrary)).toBeLessThan(30)
      const { index } = await readLibrary()
      const times = Array.from({ length: 100 }, (_, n) => {
        const began = performance.now()
        const [best] = index.search(`number ${n * 31} is too expensive`, { limit: 3 })
        expect(best?.id).toBe(`objection/o${n * 31}`)
        return performance.now() - began
      })
      expect(times.sort((a, b) => a - b)[50]).toBeLessThan(10)
    })
  })
})
