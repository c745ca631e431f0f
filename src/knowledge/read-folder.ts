import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '#src/errors.ts'
import { type Evidence, evidence } from '#src/evidence/evidence.ts'
import { explainNoBenchmark } from '#src/kpis/no-benchmark.ts'
import { type Member, people } from '#src/members/member.ts'
import { explainNoPlace } from '#src/personas/no-place.ts'
import { claimsOf, slug as slugSchema } from './claim.ts'
import type { Content } from './entry.ts'
import { type Fault, sayFound, sayPath, valueAt } from './fault.ts'
import type { Reference } from './kind.ts'
import { KIND_NAMES, KINDS, type KindName } from './kinds.ts'
import { parseFile, readYaml, type YamlFile } from './read-file.ts'

/** One entry as its file gives it. */
export type FileEntry = {
  kind: KindName
  slug: string
  file: YamlFile
  content: Content
  verifiedAt: string | undefined
  names: string[]
  references: Reference[]
}

/** A knowledge folder, read and fitting file by file; what files say about each other is not checked yet. */
export type Folder = {
  people: { members: Member[]; file: YamlFile | undefined }
  evidence: Map<string, Evidence>
  /** The file of each piece of evidence, so that a fault can name the line. */
  evidenceFiles: Map<string, YamlFile>
  entries: FileEntry[]
}

const KIND_OF_FOLDER = new Map(KIND_NAMES.map((name) => [KINDS[name].folder, name]))
const FOLDERS = ['evidence', ...KIND_OF_FOLDER.keys()]

/** Reads a knowledge folder. Every fault of every file is listed, not only the first. */
export async function readFolder(directory: string): Promise<{ folder: Folder; faults: Fault[] }> {
  const folder: Folder = {
    people: { members: [], file: undefined },
    evidence: new Map(),
    evidenceFiles: new Map(),
    entries: [],
  }
  const faults: Fault[] = []
  for (const name of await listDirectory(directory)) {
    const path = join(directory, name)
    if (await isDirectory(path)) faults.push(...(await readFiles(path, name, folder)))
    else if (isYaml(name)) faults.push(...(await readPeople(path, name, folder)))
  }
  return { folder, faults }
}

async function listDirectory(directory: string): Promise<string[]> {
  try {
    return (await readdir(directory)).filter((name) => !name.startsWith('.')).sort()
  } catch {
    throw new UserError(
      `${directory} can't be read as a folder; name one that holds people.yaml, evidence/, personas/ and so on.`,
    )
  }
}

/** A link that leads nowhere is left to the reading of the file, which says so. */
const isDirectory = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() ?? false

const isYaml = (name: string): boolean => /\.ya?ml$/.test(name)

async function readPeople(path: string, name: string, folder: Folder): Promise<Fault[]> {
  const expected = `people.yaml alone; entries are files in ${FOLDERS.join('/, ')}/`
  if (!/^people\.ya?ml$/.test(name)) return [{ file: name, path: '', found: 'an unknown file', expected }]
  if (folder.people.file) return [{ file: name, path: '', found: 'a second list of people', expected: 'one' }]
  const yaml = await readYaml(path, name)
  if (Array.isArray(yaml)) return yaml
  const fitted = parseFile(people, yaml)
  if ('faults' in fitted) return fitted.faults
  folder.people = { members: fitted.data.people, file: yaml }
  return []
}

async function readFiles(directory: string, name: string, folder: Folder): Promise<Fault[]> {
  const kind = KIND_OF_FOLDER.get(name)
  if (!kind && name !== 'evidence')
    return [
      { file: `${name}/`, path: '', found: 'an unknown folder', expected: `one of ${FOLDERS.join(', ')}` },
    ]
  const faults: Fault[] = []
  const seen = new Set<string>()
  for (const found of await listDirectory(directory)) {
    const file = `${name}/${found}`
    const slug = slugOf(found, seen)
    if (slug === undefined) continue
    if (typeof slug !== 'string') {
      faults.push({ file, path: '', ...slug })
      continue
    }
    seen.add(slug)
    const yaml = await readYaml(join(directory, found), file)
    if (Array.isArray(yaml)) faults.push(...yaml)
    else faults.push(...(kind ? readEntry(kind, slug, yaml, folder) : readEvidence(slug, yaml, folder)))
  }
  return faults
}

/** The slug that a file's name gives, or what is wrong with it; undefined for notes, which are passed over. */
function slugOf(name: string, seen: Set<string>): string | Pick<Fault, 'found' | 'expected'> | undefined {
  if (/\.(md|txt)$/.test(name)) return undefined
  if (!isYaml(name)) return { found: 'a file of another type', expected: 'a .yaml file' }
  // Some file systems take letters and their accents apart.
  const slug = name.replace(/\.ya?ml$/, '').normalize('NFC')
  const read = slugSchema.safeParse(slug)
  if (!read.success)
    return {
      found: `the name ${JSON.stringify(slug)}`,
      expected: read.error.issues[0]?.message ?? 'another name',
    }
  if (seen.has(slug))
    return { found: `the name ${JSON.stringify(slug)} a second time`, expected: 'one file of a name' }
  return slug
}

function readEvidence(slug: string, yaml: YamlFile, folder: Folder): Fault[] {
  const fitted = parseFile(evidence, yaml)
  if ('faults' in fitted) return fitted.faults
  folder.evidence.set(slug, fitted.data)
  folder.evidenceFiles.set(slug, yaml)
  return []
}

/** Kinds that say why they have no place for something. */
const EXPLAINED: Partial<Record<KindName, (fault: Fault) => Fault>> = {
  persona: explainNoPlace,
  kpi: explainNoBenchmark,
}

function readEntry(kind: KindName, slug: string, yaml: YamlFile, folder: Folder): Fault[] {
  const fitted = parseFile(KINDS[kind].file, yaml)
  if ('faults' in fitted) return fitted.faults.map(EXPLAINED[kind] ?? ((fault) => fault))
  const { title, status, owner, verifier, deputies, verifyEvery, verifiedAt, ...rest } = fitted.data
  const { body, names, references } = KINDS[kind].read(rest)
  const faults = rulesAcrossFields(kind, body, yaml)
  const content = { title, status, owner, verifier, deputies, verifyEvery, body }
  folder.entries.push({ kind, slug, file: yaml, content, verifiedAt, names: [title, ...names], references })
  return faults
}

function rulesAcrossFields(kind: KindName, body: object, yaml: YamlFile): Fault[] {
  const faults: Fault[] = []
  const at = (path: (string | number)[], found: string, expected: string) =>
    faults.push({ file: yaml.file, line: yaml.lineOf(path), path: sayPath(path), found, expected })
  KINDS[kind].check(body, (path, expected) => at(path, sayFound(valueAt(body, path)), expected))
  const seen = new Set<string>()
  for (const claim of claimsOf(body)) {
    if (seen.has(claim.id))
      at([...claim.path, 'id'], `the id ${claim.id} a second time`, 'an id that is unique in the entry')
    seen.add(claim.id)
  }
  return faults
}
