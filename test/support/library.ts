import { fileURLToPath } from 'node:url'
import type { Asking } from '#bot/commands/command.ts'
import { UserError } from '#src/errors.ts'
import { checkFolder } from '#src/knowledge/check-folder.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { sayFault } from '#src/knowledge/fault.ts'
import { createLibrary, type Library } from '#src/knowledge/library.ts'
import { type FileEntry, readFolder } from '#src/knowledge/read-folder.ts'

/** The day that the demo company's files were written for. */
export const NOW = Temporal.Instant.from('2026-11-20T09:00:00Z')

export const DEMO = fileURLToPath(new URL('../../prisma/seed/', import.meta.url))

/** The folder that `init` writes. */
export const EXAMPLE = fileURLToPath(new URL('../../prisma/example/', import.meta.url))

const NOTHING_KNOWN = {
  members: [],
  evidence: new Set<string>(),
  entries: new Set<string>(),
  personaNames: new Map(),
}

/**
 * The library of a knowledge folder, as if it had just been imported into an empty database. Throws a UserError that
 * lists its mistakes, if it has any.
 */
export async function libraryOf(directory: string): Promise<Library> {
  const { folder, faults } = await readFolder(directory)
  const all = [...faults, ...checkFolder(folder, NOTHING_KNOWN)].map(sayFault)
  if (all.length > 0)
    throw new UserError(
      `${directory} has ${all.length === 1 ? 'a mistake' : `${all.length} mistakes`}:\n${all.join('\n')}`,
    )
  const { library, put } = createLibrary()
  put({
    entries: folder.entries.map(asImported),
    evidence: [...folder.evidence].map(([slug, said]) => ({ slug, ...said })),
    members: folder.people.members.map((member) => ({ ...member, id: member.handle })),
  })
  return library
}

function asImported({ kind, slug, names, content, verifiedAt }: FileEntry): Entry {
  return {
    ...content,
    id: `${kind}/${slug}`,
    kind,
    slug,
    names,
    formerNames: [],
    version: 1,
    since: NOW,
    verifiedAt: verifiedAt
      ? Temporal.PlainDate.from(verifiedAt).toZonedDateTime('UTC').toInstant()
      : undefined,
  }
}

/** Somebody of no function asks, inside the company. */
export const askingOf = (library: Library): Asking => ({
  library,
  audience: 'internal',
  now: NOW,
  zone: 'UTC',
  asker: { member: undefined },
})
