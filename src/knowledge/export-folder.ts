import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { Database } from '#src/db/connect.ts'
import { UserError } from '#src/errors.ts'
import { evidenceSince } from '#src/evidence/store.ts'
import { membersSince } from '#src/members/store.ts'
import { withoutDefaults } from './digest.ts'
import type { Entry } from './entry.ts'
import { KINDS } from './kinds.ts'
import { entriesSince } from './store.ts'

/** Writes the whole knowledge base as a folder that an import takes back without a change. Returns how many files. */
export async function exportFolder(db: Database, directory: string, zone: string): Promise<number> {
  await makeEmpty(directory)
  const files = await db.$transaction(
    async (tx) => [
      ...peopleFile(await membersSince(tx, -1n)),
      ...(await evidenceSince(tx, -1n)).map(({ slug, ...said }) => ({ path: `evidence/${slug}.yaml`, said })),
      ...(await entriesSince(tx, -1n)).map((entry) => entryFile(entry, zone)),
    ],
    { isolationLevel: 'RepeatableRead', timeout: 120_000 },
  )
  for (const folder of new Set(files.map(({ path }) => path.split('/').slice(0, -1).join('/')))) {
    await mkdir(join(directory, folder), { recursive: true })
  }
  for (const { path, said } of files) await writeFile(join(directory, path), asYaml(said))
  return files.length
}

/** A folder with something in it is left alone: it may hold edits that exist nowhere else. */
export async function makeEmpty(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true })
    if ((await readdir(directory)).every((name) => name.startsWith('.'))) return
  } catch {
    throw new UserError(`${directory} can't be written to as a folder; name another one.`)
  }
  throw new UserError(`${directory} is not empty; name a new folder, so that nothing in it is overwritten.`)
}

function peopleFile(members: Awaited<ReturnType<typeof membersSince>>): { path: string; said: object }[] {
  if (members.length === 0) return []
  const byHandle = members.toSorted((a, b) => (a.handle < b.handle ? -1 : 1))
  return [{ path: 'people.yaml', said: { people: byHandle.map(({ id, leftAt, ...said }) => said) } }]
}

function entryFile(entry: Entry, zone: string): { path: string; said: object } {
  const { title, status, owner, verifier, deputies, verifyEvery, verifiedAt, body } = entry
  const day = verifiedAt?.toZonedDateTimeISO(zone).toPlainDate().toString()
  return {
    path: `${KINDS[entry.kind].folder}/${entry.slug}.yaml`,
    said: { title, status, owner, verifier, deputies, verifyEvery, verifiedAt: day, ...body },
  }
}

/** Without what an import fills in by itself. */
export const asYaml = (said: object): string => stringify(withoutDefaults(said), { lineWidth: 120 })
