import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The KPIs that are looked at. */
export const kpisIn = (library: Library): Entry<'kpi'>[] =>
  entriesOf(library, 'kpi').filter(({ status }) => status === 'active')

/** The KPI whose name or other name the words begin with, the longest first, and the words after it. */
export function kpiIn(library: Library, words: string): { kpi: Entry<'kpi'>; rest: string } | undefined {
  const said = ` ${plain(words)} `
  const named = kpisIn(library)
    .flatMap((kpi) => [kpi.slug, ...kpi.names].map((name) => ({ kpi, name: ` ${plain(name)} ` })))
    .filter(({ name }) => said.includes(name))
    .toSorted((a, b) => b.name.length - a.name.length)
  const [best] = named
  return best && { kpi: best.kpi, rest: said.replace(best.name, ' ').trim() }
}
