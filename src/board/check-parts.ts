import type { Transaction } from '#src/db/connect.ts'
import { evidenceSince, knownSlugs } from '#src/evidence/store.ts'
import { checkExperiments } from '#src/experiments/check-experiments.ts'
import { checkFolder, type Known } from '#src/knowledge/check-folder.ts'
import { claimsOf } from '#src/knowledge/claim.ts'
import { type Content, type Entry, entryKey } from '#src/knowledge/entry.ts'
import { sayFault } from '#src/knowledge/fault.ts'
import { faultsOverData } from '#src/knowledge/faults-over-data.ts'
import { KINDS, type KindName } from '#src/knowledge/kinds.ts'
import type { FileEntry, Folder } from '#src/knowledge/read-folder.ts'
import { entriesOfKind, findEntries } from '#src/knowledge/store.ts'
import { checkKpis } from '#src/kpis/check-kpis.ts'
import type { KnownMember } from '#src/members/member.ts'
import { membersSince } from '#src/members/store.ts'
import { checkPersonas } from '#src/personas/check-personas.ts'
import type { Carried } from './proposal.ts'

/** An entry as it would be, beside what it is. */
export type Result = { kind: KindName; slug: string; content: Content; before: Entry | undefined }

/** Everything that the outcome would say of others and that doesn't hold, a sentence each: as an import is checked. */
export async function faultsOf(
  tx: Transaction,
  results: Result[],
  carried: Carried | undefined,
): Promise<string[]> {
  const folder: Folder = {
    people: { members: carried?.people ?? [], file: carried && fileNamed('people.yaml') },
    evidence: new Map(carried?.evidence.map(({ slug, said }) => [slug, said])),
    evidenceFiles: new Map(),
    entries: results.map(asFile),
  }
  const befores = results.flatMap(({ before }) => before ?? [])
  const becomesActive = results.some(
    ({ content, before }) => content.status === 'active' && before?.status !== 'active',
  )
  const evidence = becomesActive ? await evidenceSince(tx, -1n) : []
  const known = await knownTo(tx, folder)
  const people = [...known.members, ...folder.people.members]
  return [
    ...checkFolder(folder, known),
    ...checkPersonas(folder, { entries: befores, evidence }),
    ...(await faultsOverData(tx, folder.entries)),
    ...(await checkKpis(tx, folder.entries, { before: befores, people })),
    ...(await checkExperiments(tx, folder.entries, befores)),
  ].map(sayFault)
}

function asFile({ kind, slug, content }: Result): FileEntry {
  const { names, references } = KINDS[kind].read(content.body)
  const said = { kind, slug, content, references, file: fileNamed(content.title) }
  return { ...said, names: [content.title, ...names], verifiedAt: undefined }
}

const fileNamed = (file: string) => ({ file, value: undefined, lineOf: () => undefined })

/** Of what there is, as much as these entries speak of. */
async function knownTo(tx: Transaction, { entries }: Folder): Promise<Known & { members: KnownMember[] }> {
  const cited = new Set(
    entries.flatMap(({ content }) => claimsOf(content.body).flatMap(({ cites }) => cites)),
  )
  const there = await findEntries(
    tx,
    entries.flatMap(({ references }) => references),
  )
  const personas = entries.some(({ kind }) => kind === 'persona') ? await entriesOfKind(tx, 'persona') : []
  return {
    members: await membersSince(tx, -1n),
    evidence: await knownSlugs(tx, [...cited]),
    entries: new Set([...there.values()].map(entryKey)),
    personaNames: new Map(
      personas.flatMap(({ names, slug }) => names.map((name) => [name.toLowerCase(), slug])),
    ),
  }
}
