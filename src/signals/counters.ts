import { Prisma } from '#prisma/generated/client.ts'
import type { Database, Transaction } from '#src/db/connect.ts'

/** What a condition wants to know of an account: how often within days, how long ago, or a sum within days. */
export type Need =
  | { read: 'count'; signal: string; days: number }
  | { read: 'last'; signal: string }
  | { read: 'total'; signal: string; property: string; days: number }

/** What an account's events say, to those needs alone that were read. */
export type Counters = {
  /** How often within so many days. */
  count(signal: string, days: number): number
  /** Full days since the last time; Infinity if there never was one. */
  last(signal: string): number
  /** The sum of a property within so many days; what is no number counts nothing. */
  total(signal: string, property: string, days: number): number
}

/**
 * Reads what conditions need of these accounts, or of `all` that have such events, in one statement. Windows end at
 * `at`; what happened later isn't seen, so that a rule can be tried as of any day.
 */
export async function readCounters(
  db: Database | Transaction,
  accounts: string[] | 'all',
  needs: Need[],
  at: Temporal.Instant,
): Promise<(accountId: string) => Counters> {
  const wanted = [...new Map(needs.map((need) => [keyOf(need), need])).values()]
  const rows = wanted.length === 0 || accounts.length === 0 ? [] : await read(db, accounts, wanted, at)
  const places = new Map(wanted.map((need, index) => [keyOf(need), index]))
  const byAccount = new Map(rows.map(({ id, values }) => [id, values]))
  return (accountId) => countersOf(byAccount.get(accountId), places)
}

type Row = { id: string; values: (number | null)[] }

const keyOf = (need: Need): string => {
  if (need.read === 'last') return `last ${need.signal}`
  const what = need.read === 'count' ? 'count' : `total ${JSON.stringify(need.property)}`
  return `${what} ${need.signal} ${need.days}`
}

function countersOf(values: Row['values'] | undefined, places: ReadonlyMap<string, number>): Counters {
  const valueFor = (need: Need, absent: number): number => {
    const place = places.get(keyOf(need))
    if (place === undefined) throw new Error(`Nobody said that ${keyOf(need)} would be needed.`)
    return values?.[place] ?? absent
  }
  return {
    count: (signal, days) => valueFor({ read: 'count', signal, days }, 0),
    last: (signal) => valueFor({ read: 'last', signal }, Number.POSITIVE_INFINITY),
    total: (signal, property, days) => valueFor({ read: 'total', signal, property, days }, 0),
  }
}

async function read(
  db: Database | Transaction,
  accounts: string[] | 'all',
  needs: Need[],
  at: Temporal.Instant,
): Promise<Row[]> {
  const until = new Date(at.epochMilliseconds)
  const since = (days: number) => new Date(at.subtract({ hours: 24 * days }).epochMilliseconds)
  const columns = Prisma.join(needs.map((need) => column(need, until, since)))
  const which =
    accounts === 'all'
      ? Prisma.sql`account_id IS NOT NULL`
      : Prisma.sql`account_id = ANY(${accounts}::text[])`
  const parts = reachOf(needs).map(({ signal, days, summed }) => {
    const from = days === undefined ? Prisma.empty : Prisma.sql`AND at > ${since(days)}`
    const properties = summed ? Prisma.sql`properties` : Prisma.sql`NULL::jsonb`
    return Prisma.sql`SELECT account_id, signal, at, ${properties} AS properties FROM events
      WHERE ${which} AND signal = ${signal} AND at <= ${until} ${from}`
  })
  return await db.$queryRaw<Row[]>`
    SELECT account_id AS id, ARRAY[${columns}] AS values
    FROM (${Prisma.join(parts, ' UNION ALL ')}) AS happened GROUP BY account_id`
}

type Reach = { signal: string; days: number | undefined; summed: boolean }

/**
 * Of each signal how many days back have to be read, undefined where all of it; and whether more than its index tells
 * is asked. One part a signal, so that each is read out of an index alone where that does.
 */
function reachOf(needs: Need[]): Reach[] {
  return [...Map.groupBy(needs, ({ signal }) => signal)].map(([signal, its]) => {
    const most = Math.max(...its.map((need) => (need.read === 'last' ? Number.POSITIVE_INFINITY : need.days)))
    const days = most === Number.POSITIVE_INFINITY ? undefined : most
    return { signal, days, summed: its.some(({ read }) => read === 'total') }
  })
}

function column(need: Need, until: Date, since: (days: number) => Date): Prisma.Sql {
  const its = Prisma.sql`signal = ${need.signal}`
  if (need.read === 'last')
    return Prisma.sql`floor(extract(epoch FROM ${until}::timestamptz - max(at) FILTER (WHERE ${its})) / 86400)::float8`
  const window = Prisma.sql`${its} AND at > ${since(need.days)}`
  if (need.read === 'count') return Prisma.sql`(count(*) FILTER (WHERE ${window}))::float8`
  return Prisma.sql`(sum((properties->>${need.property}::text)::numeric)
    FILTER (WHERE ${window} AND jsonb_typeof(properties->${need.property}::text) = 'number'))::float8`
}
