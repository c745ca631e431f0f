import type { KnownEvidence } from '#src/evidence/evidence.ts'
import { factsOf, METHOD_NAMES } from '#src/evidence/methods.ts'
import { isShort, LEAST_INTERVIEWS, type Research, researchOf } from '#src/evidence/research.ts'
import { type Entry, isKind } from '#src/knowledge/entry.ts'
import { type Fault, sayPath } from '#src/knowledge/fault.ts'
import type { FileEntry, Folder } from '#src/knowledge/read-folder.ts'
import { newOverflows, sayOverflow } from './one-page.ts'

/** What the knowledge base holds already. */
type Known = { entries: Entry[]; evidence: KnownEvidence[] }

/** The gate of research and the one-page test, for every persona of a folder. */
export function checkPersonas(folder: Folder, known: Known): Fault[] {
  const evidence = new Map(known.evidence.map((source) => [source.slug, source]))
  for (const [slug, said] of folder.evidence) evidence.set(slug, { ...said, slug })
  const before = new Map(
    known.entries.filter((entry) => isKind(entry, 'persona')).map((entry) => [entry.slug, entry]),
  )
  return folder.entries
    .filter(({ kind }) => kind === 'persona')
    .flatMap((file) => [
      ...unvalidated(file, before.get(file.slug), evidence),
      ...tooLong(file, before.get(file.slug)),
    ])
}

/**
 * Refuses a persona that becomes active without the research for it. One that is active and has lost some stays so:
 * it says what it lacks everywhere, counts as not validated, and can be edited.
 */
function unvalidated(
  { slug, names, content, file }: FileEntry,
  before: Entry<'persona'> | undefined,
  evidence: ReadonlyMap<string, KnownEvidence>,
): Fault[] {
  if (content.status !== 'active' || before?.status === 'active') return []
  const research = researchOf({ slug, names, body: content.body }, evidence)
  if (!isShort(research)) return []
  const found = `"active" with ${sayResearch(research)}`
  return [{ ...faultAt(file, ['status']), found, expected: GATE }]
}

const QUANTITATIVE = METHOD_NAMES.filter((name) => factsOf(name).insight === 'quantitative').join(', ')
const GATE = `hypothesis until there are ${LEAST_INTERVIEWS} interviews and one quantitative source (${QUANTITATIVE})`

/** "6 of 15 interviews, no quantitative source" */
function sayResearch({ interviews, quantitative }: Research): string {
  const people =
    interviews < LEAST_INTERVIEWS
      ? `${interviews} of ${LEAST_INTERVIEWS} interviews`
      : `${interviews} interviews`
  const numbers = quantitative === 1 ? 'one quantitative source' : `${quantitative} quantitative sources`
  return `${people}, ${quantitative === 0 ? 'no quantitative source' : numbers}`
}

function tooLong({ content, file }: FileEntry, before: Entry<'persona'> | undefined): Fault[] {
  if (content.status === 'retired') return []
  return newOverflows(content.body, before?.body).map((overflow) => ({
    ...faultAt(file, overflow.path),
    ...sayOverflow(overflow),
  }))
}

const faultAt = ({ file, lineOf }: FileEntry['file'], path: (string | number)[]) => ({
  file,
  line: lineOf(path),
  path: sayPath(path),
})
