import { randomBytes } from 'node:crypto'
import { appendAudit } from '#src/audit/store.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import { demandOf } from '#src/members/actor.ts'
import { findPlaces } from './columns.ts'
import { rememberErased } from './erased-ids.ts'
import {
  emptyRows,
  eraseDetails,
  type Renamed,
  renameIds,
  replaceInTexts,
  stillNamed,
  tellLibraries,
} from './store.ts'
import { findSubject, type Subject } from './subject.ts'

/** What was erased, by table; and what still names them, since nothing can change it. */
export type Erased = {
  /** What stands in the place of the id now. */
  pseudonym: string
  rows: Map<string, number>
  details: number
  left: { subjects: number; entries: string[] }
}

const WITHIN_MS = 30 * 60_000
/** A shorter id may be part of anything. */
const SHORTEST_ID = 5

/**
 * Takes a customer, a contact or a user out of everything that is kept: names, addresses, texts and ids. Their rows stay
 * under other ids, so that every count and sum is what it was; of the old ones a digest, so that no source brings them back. Undefined where nothing of them is kept.
 */
export async function erase(
  db: Database,
  id: string,
  { by, at, random = randomBytes }: { by: string; at: Temporal.Instant; random?: (bytes: number) => Buffer },
): Promise<Erased | undefined> {
  const newName = () => `erased-${random(8).toString('hex')}`
  return await db.$transaction(
    async (tx) => {
      await demandOf(tx, by, 'erase', { subject: 'customers' })
      const found = await findSubject(tx, id)
      const erased = await eraseFrom(tx, found, newName)
      if (erased) {
        const ids = [...new Set([id, ...found.people])]
        await rememberErased(tx, ids, random(32).toString('hex'), new Date(at.epochMilliseconds))
        const { pseudonym, rows, details } = erased
        const payload = { rows: Object.fromEntries(rows), details }
        await appendAudit(tx, {
          actor: by,
          action: 'erase',
          subject: pseudonym,
          payload,
          at: new Date(at.epochMilliseconds),
        })
      }
      return erased
    },
    { timeout: WITHIN_MS, maxWait: 30_000 },
  )
}

async function eraseFrom(
  tx: Transaction,
  subject: Subject,
  newName: () => string,
): Promise<Erased | undefined> {
  const { id, isAccount, people, names } = subject
  const pseudonym = newName()
  const persons = people.map((from) => ({ from, to: from === id ? pseudonym : newName() }))
  const places = await findPlaces(tx)
  await emptyRows(tx, subject)
  const rows = await renameIds(tx, places, isAccount ? { from: id, to: pseudonym } : undefined, persons)
  const said: Renamed[] = [...names, ...(id.length >= SHORTEST_ID ? [id] : [])].map((from) => ({
    from,
    to: pseudonym,
  }))
  for (const each of said)
    for (const [table, changed] of await replaceInTexts(tx, places.texts, each))
      rows.set(table, Math.max(rows.get(table) ?? 0, changed))
  const all = said.map(({ from }) => from)
  const details = await eraseDetails(tx, all)
  if (rows.size === 0 && details === 0) return undefined
  if (rows.has('evidence') || rows.has('open_questions')) await tellLibraries(tx, pseudonym)
  return { pseudonym, rows, details, left: await stillNamed(tx, all) }
}
