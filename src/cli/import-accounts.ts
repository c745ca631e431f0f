import { UsageError } from '#src/errors.ts'
import { type ImportedTable, importTable } from '#src/ingest/import-table.ts'
import type { TerminalCommand } from './command.ts'

const MOST_REASONS = 8

export const importAccounts: TerminalCommand = {
  name: 'import-accounts',
  asks: 'import-accounts',
  takes: 'FILE --map SELECT.sql [--table NAME] [--rejects FILE] [--as HANDLE]',
  does: 'imports accounts, their months, contacts, deals, tickets, surveys, touches or spend from CSV, Parquet or JSON, through one SELECT over input',
  words: [1, 1],
  options: ['map', 'table', 'rejects', 'as'],
  async run({ words: [file = ''], options }, { open, print }) {
    const { map, table, rejects } = options
    if (map === undefined)
      throw new UsageError('import-accounts needs --map, the file of a SELECT over input.')
    const actor = options.as ?? 'operator'
    print(sayImported(await importTable(await open(), { file, map, table, rejects, actor })))
  },
}

const NOUNS: Record<string, string> = {
  accounts: 'accounts',
  account_months: 'account-months',
  contacts: 'contacts',
  spend: 'months of spend',
}

function sayImported(imported: ImportedTable): string {
  const { added, changed, unchanged } = imported
  const noun = NOUNS[imported.table] ?? imported.table
  const done =
    added + changed === 0
      ? `Nothing changed: all ${count(unchanged)} ${noun} are as in the file.`
      : `Imported ${noun}: ${count(added)} new, ${count(changed)} changed, ${count(unchanged)} unchanged.`
  return [done, ...sayErased(imported.erased), ...sayNotKept(imported), ...sayRejected(imported)].join('\n')
}

/** Those who were erased stay out, whatever a file still says of them. */
export const sayErased = (erased: number): string[] =>
  erased === 0 ? [] : [`${count(erased)} erased before, left out.`]

function sayNotKept({ notKept }: ImportedTable): string[] {
  if (notKept.length === 0) return []
  const them = notKept.length === 1 ? 'it is' : 'they are'
  return [`Not kept: ${notKept.join(', ')}, since no data dictionary says that ${them} needed.`]
}

function sayRejected({ rejected, rejectedRows, rejects }: ImportedTable): string[] {
  if (rejectedRows === 0) return []
  const shown = rejected.slice(0, MOST_REASONS)
  const more = rejected.length - shown.length
  return [
    `${count(rejectedRows)} rows were rejected; ${rejects} lists them:`,
    ...shown.map(({ reason, rows }) => `${count(rows).padStart(9)}  ${reason}`),
    ...(more > 0 ? [`           … and ${count(more)} more reasons`] : []),
  ]
}

const count = (number: number): string => number.toLocaleString('en')
