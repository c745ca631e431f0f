import type { KnownMember } from '#src/members/member.ts'
import { closest } from '#src/search/closest.ts'
import { claimsOf } from './claim.ts'
import { type Fault, sayPath } from './fault.ts'
import type { YamlFile } from './read-file.ts'
import type { FileEntry, Folder } from './read-folder.ts'

type Path = (string | number)[]

/** What the knowledge base knows already, so that files may point to it. */
export type Known = {
  members: Pick<KnownMember, 'handle' | 'email' | 'slack'>[]
  evidence: Set<string>
  /** `kind/slug` of every entry. */
  entries: Set<string>
  /** Lower-cased names of personas, each with its slug. */
  personaNames: Map<string, string>
}

/** Everything that files say about each other and that does not hold. */
export function checkFolder(folder: Folder, known: Known): Fault[] {
  const handles = new Set([...known.members, ...folder.people.members].map(({ handle }) => handle))
  const evidence = known.evidence.union(new Set(folder.evidence.keys()))
  const entries = known.entries.union(new Set(folder.entries.map(({ kind, slug }) => `${kind}/${slug}`)))
  return [
    ...sharedAddresses(folder, known),
    ...folder.entries.flatMap((entry) => [
      ...wrongPeople(entry, handles),
      ...wrongCitations(entry, evidence),
      ...wrongReferences(entry, entries),
    ]),
    ...sharedNames(folder.entries, known),
    ...unknownPersonas(folder, entries),
  ]
}

const ADDRESSES = { handle: 'a handle', email: 'an e-mail address', slack: 'a Slack id' }
const FIELDS = ['handle', 'email', 'slack'] as const

/** A handle, an address and a Slack id each belong to one person, in the file and in the knowledge base. */
function sharedAddresses({ people }: Folder, { members }: Known): Fault[] {
  const listed = new Set(people.members.map(({ handle }) => handle))
  const others = members.filter(({ handle }) => !listed.has(handle))
  return FIELDS.flatMap((field) => {
    const owners = new Map(others.map((member) => [member[field]?.toLowerCase(), member.handle]))
    return people.members.flatMap((member, index) => {
      const value = member[field]?.toLowerCase()
      const owner = owners.get(value)
      owners.set(value, member.handle)
      if (value === undefined || owner === undefined || !people.file) return []
      const found = `${JSON.stringify(member[field])}, which is ${owner}'s`
      return [
        faultAt(people.file, ['people', index, field], found, `${ADDRESSES[field]} that nobody else has`),
      ]
    })
  })
}

function wrongPeople({ content, file }: FileEntry, handles: Set<string>): Fault[] {
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

function wrongCitations({ content, file }: FileEntry, evidence: Set<string>): Fault[] {
  return claimsOf(content.body).flatMap((claim) =>
    claim.cites.flatMap((slug, index) =>
      evidence.has(slug)
        ? []
        : [missing(file, [...claim.path, 'cites', index], slug, 'the slug of a file in evidence/', evidence)],
    ),
  )
}

/** Evidence may say which persona it is about. */
function unknownPersonas({ evidence, evidenceFiles }: Folder, entries: Set<string>): Fault[] {
  return [...evidence].flatMap(([slug, { persona }]) => {
    const file = evidenceFiles.get(slug)
    return file === undefined || persona === undefined
      ? []
      : wrongReferences(
          { references: [{ kind: 'persona', slug: persona, path: ['persona'] }], file },
          entries,
        )
  })
}

function wrongReferences(
  { references, file }: Pick<FileEntry, 'references' | 'file'>,
  entries: Set<string>,
): Fault[] {
  return references.flatMap(({ kind, slug, path }) => {
    if (entries.has(`${kind}/${slug}`)) return []
    const slugs = new Set(
      [...entries].filter((key) => key.startsWith(`${kind}/`)).map((key) => key.slice(kind.length + 1)),
    )
    return [missing(file, path, slug, `the slug of a ${kind}`, slugs)]
  })
}

function missing(file: YamlFile, path: Path, found: string, expected: string, among: Set<string>): Fault {
  const near = closest(found, among)
  return faultAt(file, path, JSON.stringify(found), near ? `${expected}, such as ${near}` : expected)
}

const faultAt = (file: YamlFile, path: Path, found: string, expected: string): Fault => ({
  file: file.file,
  line: file.lineOf(path),
  path: sayPath(path),
  found,
  expected,
})

/** Two personas under one name would make an answer a matter of luck. */
function sharedNames(entries: FileEntry[], known: Known): Fault[] {
  const owners = new Map(known.personaNames)
  const inFolder = new Set(entries.filter(({ kind }) => kind === 'persona').map(({ slug }) => slug))
  for (const [name, slug] of owners) if (inFolder.has(slug)) owners.delete(name)
  const faults: Fault[] = []
  for (const { kind, slug, names, file } of entries) {
    if (kind !== 'persona') continue
    for (const [index, given] of names.entries()) {
      const name = given.toLowerCase()
      const other = owners.get(name)
      const path = index === 0 ? ['title'] : ['aliases', index - 1]
      if (other && other !== slug)
        faults.push(
          faultAt(
            file,
            path,
            `the name ${JSON.stringify(given)}, which is ${other}'s`,
            'a name that no other persona has',
          ),
        )
      owners.set(name, slug)
    }
  }
  return faults
}
