import { closest } from '#src/search/closest.ts'
import { claimsOf } from './claim.ts'
import { type Fault, sayPath } from './fault.ts'
import type { FileEntry, Folder } from './read-folder.ts'

/** What the knowledge base knows already, so that files may point to it. */
export type Known = {
  handles: Set<string>
  evidence: Set<string>
  /** `kind/slug` of every entry. */
  entries: Set<string>
  /** Lower-cased names of personas, each with its slug. */
  personaNames: Map<string, string>
}

/** Everything that files say about each other and that does not hold. */
export function checkFolder(folder: Folder, known: Known): Fault[] {
  const all: Known = {
    handles: known.handles.union(new Set(folder.people.members.map(({ handle }) => handle))),
    evidence: known.evidence.union(new Set(folder.evidence.keys())),
    entries: known.entries.union(new Set(folder.entries.map(({ kind, slug }) => `${kind}/${slug}`))),
    personaNames: known.personaNames,
  }
  return [
    ...doublePeople(folder),
    ...folder.entries.flatMap((entry) => [
      ...wrongPeople(entry, all),
      ...wrongCitations(entry, all),
      ...wrongReferences(entry, all),
    ]),
    ...sharedNames(folder.entries, known),
  ]
}

function doublePeople({ people }: Folder): Fault[] {
  const faults: Fault[] = []
  for (const field of ['handle', 'email', 'slack'] as const) {
    const seen = new Set<string>()
    people.members.forEach((member, index) => {
      const value = member[field]?.toLowerCase()
      if (value === undefined) return
      const path = ['people', index, field]
      const line = people.file?.lineOf(path)
      if (seen.has(value))
        faults.push({
          file: people.file?.file ?? 'people.yaml',
          line,
          path: sayPath(path),
          found: `${value} a second time`,
          expected: `a ${field} of their own for everybody`,
        })
      seen.add(value)
    })
  }
  return faults
}

function wrongPeople({ content, file }: FileEntry, { handles }: Known): Fault[] {
  const named = [
    { path: ['owner'], handle: content.owner },
    { path: ['verifier'], handle: content.verifier },
    ...content.deputies.map((handle, index) => ({ path: ['deputies', index], handle })),
  ]
  return named.flatMap(({ path, handle }) =>
    handle === undefined || handles.has(handle)
      ? []
      : [missing(file, path, handle, 'a handle from people.yaml', handles)],
  )
}

function wrongCitations({ content, file }: FileEntry, { evidence }: Known): Fault[] {
  return claimsOf(content.body).flatMap((claim) =>
    claim.cites.flatMap((slug, index) =>
      evidence.has(slug)
        ? []
        : [missing(file, [...claim.path, 'cites', index], slug, 'the slug of a file in evidence/', evidence)],
    ),
  )
}

function wrongReferences({ references, file }: FileEntry, { entries }: Known): Fault[] {
  return references.flatMap(({ kind, slug, path }) => {
    if (entries.has(`${kind}/${slug}`)) return []
    const slugs = new Set(
      [...entries].filter((key) => key.startsWith(`${kind}/`)).map((key) => key.slice(kind.length + 1)),
    )
    return [missing(file, path, slug, `the slug of a ${kind}`, slugs)]
  })
}

function missing(
  file: FileEntry['file'],
  path: (string | number)[],
  found: string,
  expected: string,
  among: Set<string>,
): Fault {
  const near = closest(found, among)
  return {
    file: file.file,
    line: file.lineOf(path),
    path: sayPath(path),
    found: JSON.stringify(found),
    expected: near ? `${expected}, such as ${near}` : expected,
  }
}

/** Two personas under one name would make an answer a matter of luck. */
function sharedNames(entries: FileEntry[], known: Known): Fault[] {
  const owners = new Map(known.personaNames)
  const inFolder = new Set(entries.filter(({ kind }) => kind === 'persona').map(({ slug }) => slug))
  for (const [name, slug] of owners) if (inFolder.has(slug)) owners.delete(name)
  const faults: Fault[] = []
  for (const { kind, slug, names, file } of entries) {
    if (kind !== 'persona') continue
    for (const name of new Set(names.map((each) => each.toLowerCase()))) {
      const other = owners.get(name)
      if (other && other !== slug)
        faults.push({
          file: file.file,
          line: file.lineOf(['aliases']),
          path: 'aliases',
          found: `the name ${JSON.stringify(name)}, which is ${other}'s`,
          expected: 'names that no other persona has',
        })
      owners.set(name, slug)
    }
  }
  return faults
}
