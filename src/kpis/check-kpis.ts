import type { Transaction } from '#src/db/connect.ts'
import { knowTables } from '#src/db/planner-statistics.ts'
import { type Entry, entryKey } from '#src/knowledge/entry.ts'
import type { Fault } from '#src/knowledge/fault.ts'
import { sayFound } from '#src/knowledge/fault.ts'
import { KINDS } from '#src/knowledge/kinds.ts'
import type { FileEntry } from '#src/knowledge/read-folder.ts'
import type { KnownMember, Member } from '#src/members/member.ts'
import { checkDefinition } from './check-definition.ts'
import type { KpiBody } from './kpi.ts'
import { readVanity } from './read-vanity.ts'
import type { Span } from './sql-text.ts'

import { saysPoor } from './vanity.ts'

type Around = {
  /** As they are today. */
  before: Entry[]
  /** Everybody, those of the folder included. */
  people: Pick<KnownMember | Member, 'handle' | 'name' | 'function' | 'roles'>[]
}

/** What is wrong with KPIs that a text alone doesn't tell: their SQL, as the database sees it, and who owns them. */
export async function checkKpis(
  tx: Transaction,
  entries: FileEntry[],
  { before, people }: Around,
): Promise<Fault[]> {
  const kpis = entries.filter(({ kind, content }) => kind === 'kpi' && content.status !== 'retired')
  const known = new Map(before.map((entry) => [entryKey(entry), entry]))
  const faults: Fault[] = []
  if (kpis.length > 0) await knowTables(tx)
  for (const entry of kpis) {
    const { body } = KINDS.kpi.read(entry.content.body)
    const { sql } = body
    faults.push(...ownerFault(entry, people))
    if (sqlOf(known.get(entryKey(entry))) === sql) continue
    const found = await checkDefinition(tx, sql, SOME_MONTH)
    if (found) faults.push(faultAt(entry, 'sql', found))
    else faults.push(...(await vanityFault(tx, entry, body)))
  }
  return faults
}

/** What only looks well is refused, unless the board says why it looks at it all the same. */
async function vanityFault(tx: Transaction, entry: FileEntry, body: KpiBody): Promise<Fault[]> {
  if (body.despite !== undefined) return []
  const vanity = await readVanity(tx, body, SOME_MONTH.zone)
  const found = vanity && saysPoor(vanity)
  const expected =
    'a number that goes along with whether they stay or how content they are; or, under despite, why the board is to look at it all the same'
  return found === undefined ? [] : [faultAt(entry, 'despite', { found, expected })]
}

const sqlOf = (entry: Entry | undefined): string | undefined => entry && KINDS.kpi.read(entry.body).body.sql

/** A definition is tried on one month, whichever: what it would cost is reckoned once more before each use. */
const SOME_MONTH: Span = {
  from: Temporal.PlainDate.from('2026-01-01'),
  until: Temporal.PlainDate.from('2026-02-01'),
  zone: 'UTC',
}

/** Who only reports a number can't move it: its owner has a say in what customers go through. */
function ownerFault(entry: FileEntry, people: Around['people']): Fault[] {
  const { owner } = entry.content
  const expected =
    'somebody with a say in the journey: of marketing, sales, product, support or customer success'
  if (owner === undefined) return [faultAt(entry, 'owner', { found: 'nobody', expected })]
  const person = people.findLast(({ handle }) => handle === owner)
  if (!person || hasSay(person)) return []
  const because = person.function === 'data' ? 'reports numbers and does not move them' : 'has no function'
  return [faultAt(entry, 'owner', { found: `${sayFound(owner)}, who ${because}`, expected })]
}

/** Whoever owns personas has a say whatever the function. */
const hasSay = ({ function: of, roles }: Around['people'][number]): boolean =>
  roles.includes('persona-owner') || (of !== undefined && of !== 'data')

const faultAt = ({ file }: FileEntry, path: string, what: Pick<Fault, 'found' | 'expected'>): Fault => ({
  file: file.file,
  line: file.lineOf([path]),
  path,
  ...what,
})
