import type { Database, Transaction } from '#src/db/connect.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { readMapping } from './mapping.ts'
import { type KeptEvent, storeEvents } from './store.ts'

/** A value of a row that a source gave anew. */
export type RecordChange = {
  /** The canonical table and its column: an event of type record is called `deals.stage`. */
  table: string
  column: string
  /** The row's own id, as given by the source. */
  id: string
  accountId: string | undefined
  from: string | number | boolean | undefined
  to: string | number | boolean | undefined
}

/** The columns of a table whose changes some signal in force is made of; whoever imports looks at no others. */
export function watchedColumns(library: Library, table: string): string[] {
  const prefix = `${table}.`
  const names = entriesOf(library, 'signal')
    .filter(({ status }) => status === 'active')
    .flatMap(({ body }) =>
      body.from.filter(({ type }) => type === 'record').map(({ name = '' }) => name.trim()),
    )
  return [
    ...new Set(names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length))),
  ]
}

/**
 * Keeps changes of a CRM's rows as events, as far as they are signals, and says how many that were. Called in the
 * transaction that changes the rows, so that both are there or none.
 */
export async function storeChanges(
  db: Database | Transaction,
  library: Library,
  changes: RecordChange[],
  at: Temporal.Instant,
): Promise<number> {
  const mapping = readMapping(entriesOf(library, 'signal'))
  const events = changes.flatMap(({ table, column, id, accountId, from, to }): KeptEvent[] => {
    const name = `${table}.${column}`
    const meaning = mapping({ type: 'record', name, properties: { from, to } })
    if (meaning.signal === undefined) return []
    const messageId = `record:${name}:${id}:${at.toString()}`
    return [{ messageId, type: 'record', name, senderId: undefined, accountId, at, ...meaning }]
  })
  return await storeEvents(db, events, at)
}
