import type { DuckDBAppender } from '@duckdb/node-api'
import { readPersonaTags } from '#src/accounts/persona-tags.ts'
import type { Context } from '#src/context.ts'
import type { Database } from '#src/db/connect.ts'
import { rawOf } from './faults.ts'
import type { Given } from './given.ts'
import { READINGS } from './read-value.ts'
import type { Reader } from './reader.ts'
import { accountsInPages } from './store.ts'

/** Fills the table `persona_tags` with every text that `mapped` calls a persona by: its slug, or why there is none. */
export async function tagPersonas(ctx: Context, reader: Reader, { columns }: Given): Promise<void> {
  await reader.run('CREATE TABLE persona_tags (called VARCHAR, slug VARCHAR, reason VARCHAR)')
  const column = columns.find(({ type }) => type === 'persona')
  if (column === undefined) return
  const value = READINGS.persona.value(rawOf(column))
  const found = await reader.rows(`SELECT DISTINCT ${value} AS called FROM mapped WHERE ${value} IS NOT NULL`)
  const readTag = readPersonaTags(await ctx.readLibrary())
  const appender = await reader.connection.createAppender('persona_tags')
  for (const called of found.map((row) => String(row.called))) {
    const tag = readTag(called)
    appendRow(appender, [called, 'slug' in tag ? tag.slug : null, 'reason' in tag ? tag.reason : null])
  }
  appender.closeSync()
}

/** Fills the table `known_accounts` where rows refer to accounts. */
export async function listAccounts(db: Database, reader: Reader, { columns }: Given): Promise<void> {
  await reader.run('CREATE TABLE known_accounts (id VARCHAR, persona VARCHAR)')
  if (!columns.some(({ type }) => type === 'account')) return
  const appender = await reader.connection.createAppender('known_accounts')
  for await (const accounts of accountsInPages(db)) {
    for (const { id, persona } of accounts) appendRow(appender, [id, persona])
    appender.flushSync()
  }
  appender.closeSync()
}

function appendRow(appender: DuckDBAppender, cells: (string | null)[]): void {
  for (const cell of cells) {
    if (cell === null) appender.appendNull()
    else appender.appendVarchar(cell)
  }
  appender.endRow()
}
