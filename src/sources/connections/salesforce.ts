import type { Connection } from '@jsforce/jsforce-node'
import { causeOf, UserError } from '#src/errors.ts'
import { openFiles } from '#src/ingest/reader.ts'
import { type Connector, type CursorKind, type Field, Unreachable, type Wanted } from './connection.ts'
import { landRows } from './land-rows.ts'
import { type Picked, pickFields, wordOutside } from './picked-fields.ts'

/** The version of the API that is asked; Salesforce keeps each for years. */
const VERSION = '62.0'

/**
 * Salesforce, asked in SOQL with the client credentials of a connected app. In an address for tests and proxies
 * `?protocol=http` says that there is no TLS.
 */
export const salesforce: Connector = {
  called: 'Salesforce',
  example: 'salesforce://CLIENT_ID:CLIENT_SECRET@your-domain.my.salesforce.com',
  speaks: (address) => address.startsWith('salesforce://'),
  async open(wanted) {
    const picked = pickFields(wanted.select, wanted.title)
    const reader = await openFiles([], wanted.zone)
    try {
      const connection = await enterSalesforce(wanted.address)
      const kind = await cursorKind(connection, picked, wanted)
      const deleted = deletedIn(picked, wanted)
      const soql = soqlOf(picked, wanted, kind, deleted)
      const columns = picked.fields.map(({ as }) => ({
        name: as,
        type: isCursor(as, wanted) && kind ? DUCKDB[kind] : 'VARCHAR',
      }))
      const mapped = await landRows(reader, columns, readRows(connection, soql, picked, wanted, deleted))
      return {
        ...{ reader, columns: mapped, cursorType: kind && DUCKDB[kind] },
        ...(deleted && { gone: deleted.keys }),
      }
    } catch (error) {
      await reader.close()
      throw explain(error, wanted)
    }
  },
  writes: {
    most: 200,
    read: (field, ids) =>
      asking(field, async (connection) => {
        const list = ids.map((id) => `'${id.replaceAll(/['\\]/g, '\\$&')}'`).join(', ')
        const soql = `SELECT Id, ${field.field} FROM ${field.object} WHERE Id IN (${list})`
        const { records } = await connection.query(soql)
        return new Map(
          records.map((record) => [
            textAt(record, ['id']) ?? '',
            textAt(record, [field.field.toLowerCase()]),
          ]),
        )
      }),
    write: (field, records) =>
      asking(field, async (connection) => {
        const changed = records.map(({ id, value }) => ({ Id: id, [field.field]: value }))
        const results = await connection.sobject(field.object).update(changed, { allOrNone: false })
        return results.flatMap((result, index) =>
          result.success
            ? []
            : [
                {
                  id: records[index]?.id ?? '',
                  reason: result.errors.map(({ message }) => message).join(' '),
                },
              ],
        )
      }),
  },
}

async function asking<T>(field: Field, ask: (connection: Connection) => Promise<T>): Promise<T> {
  try {
    return await ask(await enterSalesforce(field.address))
  } catch (error) {
    throw explain(error, field)
  }
}

/** A session, renewed by itself when it expires. The library is loaded here and not at start. */
async function enterSalesforce(address: string): Promise<Connection> {
  const { Connection } = await import('@jsforce/jsforce-node')
  const url = new URL(address)
  const instanceUrl = `${url.searchParams.get('protocol') ?? 'https'}://${url.host}`
  const credentials = {
    clientId: decodeURIComponent(url.username),
    clientSecret: decodeURIComponent(url.password),
    loginUrl: instanceUrl,
  }
  const connection = new Connection({
    instanceUrl,
    oauth2: credentials,
    version: VERSION,
    logLevel: 'NONE',
    refreshFn: (_, done) =>
      void sessionFor(connection).then(
        (token) => done(null, token),
        (error: unknown) => done(error instanceof Error ? error : new Error(causeOf(error))),
      ),
  })
  connection.accessToken = await sessionFor(connection)
  return connection
}

async function sessionFor(connection: Connection): Promise<string> {
  const { access_token: token } = await connection.oauth2.requestToken({ grant_type: 'client_credentials' })
  return token
}

const DUCKDB: Record<CursorKind, string> = {
  time: 'TIMESTAMPTZ',
  'local time': 'TIMESTAMP',
  date: 'DATE',
  number: 'DECIMAL(38, 10)',
}

const isCursor = (as: string, { cursor }: Wanted): boolean =>
  as.toLowerCase() === cursor?.column.toLowerCase()

/** What the cursor's field holds, as Salesforce describes it. */
async function cursorKind(
  connection: Connection,
  { fields, object }: Picked,
  wanted: Wanted,
): Promise<CursorKind | undefined> {
  const field = fields.find(({ as }) => isCursor(as, wanted))
  if (!field) return undefined
  const described = await connection.describe(object)
  const type = described.fields.find(
    ({ name }) => name.toLowerCase() === field.expression.toLowerCase(),
  )?.type
  if (type === 'datetime') return 'time'
  if (type === 'date') return 'date'
  throw new UserError(
    `The cursor ${field.as} of the source ${wanted.title} is no time of ${object}: take SystemModstamp AS ${field.as}.`,
  )
}

/** What records that are in its bin are told by, filled while reading; undefined where they are not asked for. */
type Deleted = { path: string[]; keys: string[] }

function deletedIn({ fields, rest }: Picked, { key }: Wanted): Deleted | undefined {
  const field = fields.find(({ as }) => as.toLowerCase() === key)
  // Groups have no records of their own.
  if (!field || wordOutside(rest, 'group') !== undefined) return undefined
  return { path: field.expression.toLowerCase().split('.'), keys: [] }
}

/** The SELECT in SOQL, from where the last run got. Times stand there without quotation marks. */
function soqlOf(
  { fields, object, rest }: Picked,
  wanted: Wanted,
  kind: CursorKind | undefined,
  deleted: Deleted | undefined,
): string {
  const all = [...fields.map(({ expression }) => expression), ...(deleted ? [IS_DELETED] : [])]
  const names = [...new Set(all)].join(', ')
  const from = kind && wanted.cursor?.from(kind)
  const field = fields.find(({ as }) => isCursor(as, wanted))
  const since = field && from !== undefined ? `${field.expression} >= ${from}` : undefined
  return `SELECT ${names} FROM ${object} ${withCondition(rest, since)}`.trim()
}

const IS_DELETED = 'IsDeleted'

/** What may follow a condition, in the order of the language. */
const AFTER_WHERE = ['with', 'group', 'order', 'limit', 'offset', 'for']

function withCondition(rest: string, since: string | undefined): string {
  if (since === undefined) return rest
  const ends = AFTER_WHERE.flatMap((word) => wordOutside(rest, word) ?? [])
  const end = Math.min(rest.length, ...ends)
  const [, condition] = /^where\b(.*)$/is.exec(rest.slice(0, end).trim()) ?? []
  const all = condition === undefined ? since : `(${condition.trim()}) AND ${since}`
  return `WHERE ${all} ${rest.slice(end)}`.trim()
}

type Rows = AsyncGenerator<(string | null)[]>

/** Page by page: nothing but one of them is in memory. */
async function* readRows(
  connection: Connection,
  soql: string,
  { fields }: Picked,
  wanted: Wanted,
  deleted: Deleted | undefined,
): Rows {
  const paths = fields.map(({ expression }) => expression.toLowerCase().split('.'))
  let page = await connection.query(soql, { autoFetch: false, scanAll: deleted !== undefined })
  for (;;) {
    wanted.signal.throwIfAborted()
    for (const record of page.records)
      if (deleted && textAt(record, [IS_DELETED.toLowerCase()]) === 'true')
        deleted.keys.push(textAt(record, deleted.path) ?? '')
      else yield paths.map((path) => textAt(record, path))
    if (page.done || page.nextRecordsUrl === undefined) return
    page = await connection.queryMore(page.nextRecordsUrl)
  }
}

/** A value, or one of what a record refers to. Salesforce cares for no case in names. */
function textAt(record: unknown, [name, ...further]: string[]): string | null {
  if (typeof record !== 'object' || record === null || name === undefined) return null
  const [, value]: [string, unknown] = Object.entries(record).find(([key]) => key.toLowerCase() === name) ?? [
    name,
    null,
  ]
  if (further.length > 0) return textAt(value, further)
  if (value === null || value === undefined) return null
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** By Salesforce's codes of errors, without what the address holds. */
function explain(error: unknown, { title, variable }: Pick<Wanted, 'title' | 'variable'>): UserError {
  if (error instanceof UserError) return error
  const code = codeOf(error)
  const said = causeOf(error).replace(/\s+/g, ' ').slice(0, 300)
  if (code === 'REQUEST_LIMIT_EXCEEDED')
    return new Unreachable(
      `Salesforce takes no more requests today: its limit is reached. The source ${title} goes on with its next run.`,
    )
  if (/^invalid_(client|grant|request)|^INVALID_(SESSION|LOGIN|AUTH)/.test(code))
    return new UserError(
      `Salesforce refuses the credentials of ${variable} (${said}): check the connected app's client id, secret and its user.`,
    )
  if (/^(INVALID_FIELD|INVALID_TYPE|MALFORMED_QUERY|INVALID_QUERY)/.test(code))
    return new UserError(`The SELECT of the source ${title} doesn't fit Salesforce: ${said}.`)
  if (code === 'INSUFFICIENT_ACCESS')
    return new UserError(`The user of ${variable} may not read what the source ${title} asks for: ${said}.`)
  return new UserError(
    `Reading the source ${title} from Salesforce broke off: ${said}. Nothing was imported.`,
    {
      cause: error,
    },
  )
}

const codeOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return ''
  if ('errorCode' in error && typeof error.errorCode === 'string') return error.errorCode
  return 'name' in error && typeof error.name === 'string' ? error.name : ''
}
