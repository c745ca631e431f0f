import type { Transaction } from '#src/db/connect.ts'

export type Column = { table: string; name: string; type: 'text' | 'jsonb' }

/** Columns of ids and of texts, found in the database itself, so that no table is forgotten. */
export type Places = {
  accounts: Column[]
  people: Column[]
  /** Where somebody may have been named in passing. */
  texts: Column[]
}

/** What can't be changed, for the reasons that are said when they are found to name somebody. */
const FROZEN = ['audit', 'entries', 'entry_versions', '_prisma_migrations']
/** Our own people, and what holds no text. */
const NOT_CUSTOMERS = [
  ...['members', 'slack_identities', 'leaves', 'settings', 'write_keys', 'workspace_token'],
  ...['installation', 'erased_ids'],
]
/** Chunks of an import in flight live for minutes. */
const PASSING = ['import_chunks', 'channel_slots']
/** Their rows are told by their ids: somebody else in them may go by the same name. */
const TOLD_BY_ID = [
  ...['accounts', 'account_months', 'contacts', 'deals', 'tickets', 'surveys', 'touches', 'spend'],
  ...['events', 'event_senders', 'event_rejects', 'persona_tags'],
]

export async function findPlaces(tx: Transaction): Promise<Places> {
  const columns = await tx.$queryRaw<Column[]>`
    SELECT c.table_name AS "table", c.column_name AS name, c.data_type AS type
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.data_type IN ('text', 'jsonb')
    ORDER BY c.table_name, c.ordinal_position`
  const open = columns.filter(({ table }) => ![...FROZEN, ...NOT_CUSTOMERS, ...PASSING].includes(table))
  const accounts = open.filter(
    ({ table, name }) => name === 'account_id' || (table === 'evidence' && name === 'account'),
  )
  const people = open.filter(({ name }) => ['contact_id', 'user_id', 'sender_id'].includes(name))
  const ids = new Set([...accounts, ...people])
  const texts = open.filter((column) => !ids.has(column) && !TOLD_BY_ID.includes(column.table))
  return { accounts, people, texts }
}
