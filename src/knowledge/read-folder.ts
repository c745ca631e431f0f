import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '#src/errors.ts'
import { type Evidence, evidence } from '#src/evidence/evidence.ts'
import { type Member, people } from '#src/members/member.ts'
import { claimsOf, slug as slugSchema } from './claim.ts'
import type { Content } from './entry.ts'
import type { Fault } from './fault.ts'
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
  entries: FileEntry[]
}

const KIND_OF_FOLDER = new Map(KIND_NAMES.map((name) => [KINDS[name].folder, name]))

/** Reads a knowledge folder. Every fault of every file is listed, not only the first. */
export async function readFolder(directory: string): Promise<{ folder: Folder; faults: Fault[] }> {
  const folder: Folder = { people: { members: [], file: undefined }, evidence: new Map(), entries: [] }
  const faults: Fault[] = []
  for (const name of await listDirectory(directory)) {
    if (name === 'people.yaml' || name === 'people.yml') {
      faults.push(...(await readPeople(directory, name, folder)))
      continue
    }
    const kind = KIND_OF_FOLDER.get(name)
    if (kind || name === 'evidence') {
      faults.push(
        ...(await readFiles(directory, name, (yaml, slug) =>
          kind ? readEntry(kind, slug, yaml, folder) : readEvidence(slug, yaml, folder),
        )),
      )
    } else if (await isDirectory(join(directory, name))) {
      const known = ['evidence', ...KIND_OF_FOLDER.keys()].join(', ')
      faults.push({ file: `${name}/`, path: '', found: 'an unknown folder', expected: `one of ${known}` })
    }
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

const isDirectory = async (path: string): Promise<boolean> => (await stat(path)).isDirectory()

async function readPeople(directory: string, name: string, folder: Folder): Promise<Fault[]> {
  const yaml = await readYaml(join(directory, name), name)
  if (Array.isArray(yaml)) return yaml
  const fitted = parseFile(people, yaml)
  if ('faults' in fitted) return fitted.faults
  folder.people = { members: fitted.data.people, file: yaml }
  return []
}

type ReadOne = (yaml: YamlFile, slug: string) => Fault[]

async function readFiles(directory: string, name: string, readOne: ReadOne): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const found of await listDirectory(join(directory, name))) {
    const slug = /^(.*)\.ya?ml$/.exec(found)?.[1]
    const file = `${name}/${found}`
    if (slug === undefined) {
      if (!/\.(md|txt)$/.test(found))
        faults.push({ file, path: '', found: 'a file of another type', expected: 'a .yaml file' })
      continue
    }
    const named = slugSchema.safeParse(slug)
    if (!named.success) {
      const expected = named.error.issues[0]?.message ?? 'another name'
      faults.push({ file, path: '', found: `the name ${JSON.stringify(slug)}`, expected })
      continue
    }
    const yaml = await readYaml(join(directory, name, found), file)
    faults.push(...(Array.isArray(yaml) ? yaml : readOne(yaml, slug)))
  }
  return faults
}

function readEvidence(slug: string, yaml: YamlFile, folder: Folder): Fault[] {
  const fitted = parseFile(evidence, yaml)
  if ('faults' in fitted) return fitted.faults
  folder.evidence.set(slug, fitted.data)
  return []
}

function readEntry(kind: KindName, slug: string, yaml: YamlFile, folder: Folder): Fault[] {
  const fitted = parseFile(KINDS[kind].file, yaml)
  if ('faults' in fitted) return fitted.faults
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
    faults.push({
      file: yaml.file,
      line: yaml.lineOf(path),
      path: path.join('.').replaceAll(/\.(\d+)/g, '[$1]'),
      found,
      expected,
    })
  KINDS[kind].check(body, (path, expected) => at(path, 'something else', expected))
  const seen = new Set<string>()
  for (const claim of claimsOf(body)) {
    if (seen.has(claim.id))
      at([...claim.path, 'id'], `the id ${claim.id} a second time`, 'an id that is unique in the entry')
    seen.add(claim.id)
  }
  return faults
}
