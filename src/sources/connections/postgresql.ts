import { Socket } from 'node:net'
import type { Client, FieldDef, QueryConfig } from 'pg'
import { causeOf, UserError } from '#src/errors.ts'
import { openFiles } from '#src/ingest/reader.ts'
import { type Connector, type CursorKind, Unreachable, type Wanted } from './connection.ts'
import { landRows } from './land-rows.ts'

const CONNECT_WITHIN_MS = 20_000
const ROWS_AT_ONCE = 2_000

/** Any database or warehouse that speaks PostgreSQL's protocol. Rows stream through a transaction that only reads. */
export const postgresql: Connector = {
  called: 'a database',
  example: 'postgresql://reader:secret@host/name',
  speaks: (address) => /^postgres(ql)?:\/\//.test(address),
  async open(wanted) {
    // Ours to close: pg waits for an answer before it ends, and the server may owe one for long.
    const socket = new Socket()
    const stop = () => void socket.destroy()
    wanted.signal.addEventListener('abort', stop)
    try {
      return await read(await connect(wanted, socket), wanted)
    } catch (error) {
      throw explain(error, wanted)
    } finally {
      wanted.signal.removeEventListener('abort', stop)
      stop()
    }
  },
}

/** The library is loaded here and not at start, which every instance makes. */
async function connect({ address, variable, withinMs }: Wanted, socket: Socket): Promise<Client> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({
    connectionString: address,
    application_name: 'dramatis',
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    statement_timeout: withinMs,
    stream: () => socket,
  })
  // A connection that is lost between two queries says so here; the next query says it, too.
  client.on('error', () => undefined)
  await client.connect().catch((error: unknown) => {
    throw new Unreachable(`The database of ${variable} can't be reached: ${withoutAddress(error, address)}.`)
  })
  return client
}

async function read(client: Client, wanted: Wanted) {
  const { cursor, select, zone } = wanted
  await client.query('BEGIN READ ONLY')
  await client.query({ text: "SELECT set_config('TimeZone', $1, true)", values: [zone] })
  const from = `(${select.trim().replace(/;[\s;]*$/, '')}\n) AS source`
  const fields = await describe(client, `SELECT * FROM ${from} LIMIT 0`)
  const column = cursor && fields.find(({ name }) => name.toLowerCase() === cursor.column.toLowerCase())
  const kind = column && KINDS[column.dataTypeID]
  if (column && kind === undefined)
    throw new UserError(
      `The cursor ${column.name} of the source ${wanted.title} is neither a time nor a day nor a number: cast it, as by ${column.name}::timestamptz.`,
    )
  const since = kind && cursor?.from(kind.kind)
  const where = column && since !== undefined ? ` WHERE "${column.name.replaceAll('"', '""')}" >= $1` : ''
  const values = where === '' ? [] : [since]
  const rows = await stream(client, `SELECT * FROM ${from}${where}`, values)
  const reader = await openFiles([], zone)
  try {
    const columns = fields.map(({ name }) => ({
      name,
      type: column?.name === name && kind ? kind.type : 'VARCHAR',
    }))
    return {
      reader,
      columns: await landRows(reader, columns, until(wanted.signal, rows)),
      cursorType: kind?.type,
    }
  } catch (error) {
    await reader.close()
    throw error
  }
}

/** Extended protocol: it takes one statement, so that none can end the transaction that only reads. */
async function describe(client: Client, text: string): Promise<FieldDef[]> {
  const query: QueryConfig & { queryMode: 'extended' } = { text, queryMode: 'extended' }
  return (await client.query(query)).fields
}

/** Values as the server writes them: no guess of ours changes an id or a time. */
const AS_TEXT = { getTypeParser: () => (text: unknown) => text }

async function stream(client: Client, text: string, values: unknown[]): Promise<AsyncIterable<Row>> {
  const { default: QueryStream } = await import('pg-query-stream')
  const options = {
    batchSize: ROWS_AT_ONCE,
    highWaterMark: ROWS_AT_ONCE,
    rowMode: 'array' as const,
    types: AS_TEXT,
  }
  return client.query(new QueryStream(text, values, options))
}

type Row = (string | null)[]

/** Ends at once where the time is over: a stream whose server owes an answer waits for it. */
async function* until<T>(signal: AbortSignal, rows: AsyncIterable<T>): AsyncGenerator<T> {
  const overdue = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('the time is over')), { once: true })
  })
  overdue.catch(() => undefined)
  const iterator = rows[Symbol.asyncIterator]()
  for (;;) {
    const next = await Promise.race([iterator.next(), overdue])
    if (next.done) return
    yield next.value
  }
}

/** PostgreSQL's numbers of types that a cursor may have, with DuckDB's names for them. */
const KINDS: Record<number, { kind: CursorKind; type: string }> = {
  1184: { kind: 'time', type: 'TIMESTAMPTZ' },
  1114: { kind: 'local time', type: 'TIMESTAMP' },
  1082: { kind: 'date', type: 'DATE' },
  20: { kind: 'number', type: 'DECIMAL(38, 10)' },
  21: { kind: 'number', type: 'DECIMAL(38, 10)' },
  23: { kind: 'number', type: 'DECIMAL(38, 10)' },
  1700: { kind: 'number', type: 'DECIMAL(38, 10)' },
}

/** By PostgreSQL's codes of errors. */
function explain(error: unknown, { title, variable, address }: Wanted): UserError {
  if (error instanceof UserError) return error
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  const said = withoutAddress(error, address)
  if (code === '25006')
    return new UserError(`The SELECT of the source ${title} writes, and a source only reads.`)
  if (code === '42501')
    return new UserError(`The user of ${variable} may not read what the source ${title} asks for: ${said}.`)
  if (/^(42|22|0A)/.test(code))
    return new UserError(`The SELECT of the source ${title} doesn't fit its database: ${said}.`)
  return new Unreachable(`Reading the source ${title} broke off: ${said}. Nothing was imported.`, {
    cause: error,
  })
}

/** What the database says, without what the address holds. */
function withoutAddress(error: unknown, address: string): string {
  const secrets = [address, URL.canParse(address) ? decodeURIComponent(new URL(address).password) : '']
  return secrets
    .filter((secret) => secret !== '')
    .reduce((said, secret) => said.replaceAll(secret, '…'), causeOf(error))
    .slice(0, 300)
}
