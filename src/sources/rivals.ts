import type { Transaction } from '#src/db/connect.ts'
import { truthsOf } from '#src/dictionary/rules.ts'
import { keyOfTable } from '#src/ingest/tables.ts'
import { type Fault, sayFound } from '#src/knowledge/fault.ts'
import { type Body, KINDS } from '#src/knowledge/kinds.ts'
import type { FileEntry } from '#src/knowledge/read-folder.ts'
import { entriesOfKind } from '#src/knowledge/store.ts'
import { selectedColumns } from './selected-columns.ts'
import { columnsLastGiven } from './store.ts'

/**
 * Sources that would write what another one writes while the data dictionary doesn't say which of them wins, as far as
 * these entries bring that about. What a SELECT doesn't tell by its text is refused where it is read.
 */
export async function rivalFaults(tx: Transaction, changed: FileEntry[]): Promise<Fault[]> {
  if (!changed.some(({ kind }) => kind === 'source' || kind === 'field')) return []
  const sources = await givingSources(tx, changed)
  const fields = await bodiesAfter(tx, 'field', changed)
  const said = truthsOf([...fields.values()].map(({ body }) => body as Body<'field'>))
  return sources.flatMap((one, index) =>
    sources.slice(0, index).flatMap((two) => {
      if (one.table === two.table && (one.full || two.full)) return notAlone(one, two)
      const open = [...one.columns].filter((column) => two.columns.has(column) && !said.has(column))
      const [source, other] = one.file ? [one, two] : [two, one]
      const blamed = source.file ?? changed.find((each) => saysOf(each, open))
      return open.length === 0 || !blamed ? [] : [faultOf(blamed, source, other, open)]
    }),
  )
}

type After = { body: unknown; title: string; file: FileEntry | undefined }

/** The bodies of a kind as they will be, of what will be in use, by their slugs. */
async function bodiesAfter(
  tx: Transaction,
  kind: 'source' | 'field',
  changed: FileEntry[],
): Promise<Map<string, After>> {
  // A draft of the dictionary says nothing yet; a source that is one can be read.
  const counts = (status: string) => (kind === 'field' ? status === 'active' : status !== 'retired')
  const there = (await entriesOfKind(tx, kind)).filter(({ status }) => counts(status))
  const all = new Map<string, After>(
    there.map(({ slug, title, body }) => [slug, { body, title, file: undefined }]),
  )
  for (const file of changed.filter((each) => each.kind === kind)) {
    const { title, body, status } = file.content
    all.delete(file.slug)
    const { data } = KINDS[kind].body.safeParse(body)
    if (data && counts(status)) all.set(file.slug, { title, body: data, file })
  }
  return all
}

type Giving = {
  slug: string
  title: string
  file: FileEntry | undefined
  table: string
  /** It gives all rows of its table. */
  full: boolean
  columns: Set<string>
}

/** Says which account a row belongs to, as its key says which row it is. */
const REFERENCE = 'account_id'

/** What each source writes, as table.column: as its SELECT tells, and else as it gave when it last ran. */
async function givingSources(tx: Transaction, changed: FileEntry[]): Promise<Giving[]> {
  const last = await columnsLastGiven(tx)
  return [...(await bodiesAfter(tx, 'source', changed))].map(([slug, { title, file, body }]) => {
    const { table, select, cursor, full } = body as Body<'source'>
    const without = [...keyOfTable(table), REFERENCE, cursor?.toLowerCase()]
    const told = [...selectedColumns(select), ...(file ? [] : (last.get(slug) ?? []))]
    const columns = told.filter((column) => !without.includes(column)).map((column) => `${table}.${column}`)
    return { slug, title, file, table, full: full !== undefined, columns: new Set(columns) }
  })
}

/** Of two sources of a table neither gives all of it: what the other one gives would be taken for gone. */
function notAlone(one: Giving, two: Giving): Fault[] {
  const [source, other] = one.file ? [one, two] : [two, one]
  const { file } = source
  if (!file) return []
  const path = source.full ? 'full' : 'table'
  return [
    {
      file: file.file.file,
      line: file.file.lineOf([path]),
      path,
      found: sayFound(Reflect.get(file.content.body, path)),
      expected: `the only source of ${source.table}: ${other.title} fills it, too, and one of them says that it gives all of it, so that what the other gives would be taken for gone`,
    },
  ]
}

/** Whether it is the field by which the dictionary said of one of these columns which source wins. */
function saysOf({ kind, content }: FileEntry, columns: string[]): boolean {
  return kind === 'field' && columns.includes((content.body as Body<'field'>).field)
}

function faultOf({ file, kind, content }: FileEntry, source: Giving, other: Giving, open: string[]): Fault {
  const [column = ''] = open
  const path = kind === 'source' ? 'select' : 'truth'
  const value: unknown = Reflect.get(content.body, path)
  return {
    file: file.file,
    line: file.lineOf([path]),
    path,
    found: sayFound(value),
    expected: `one source of ${open.join(', ')}: ${other.title} gives ${open.length === 1 ? 'it' : 'them'}, too. A field ${column} of the data dictionary says with truth: ${other.slug} or ${source.slug} which of the two it is; or take it out of one SELECT`,
  }
}
