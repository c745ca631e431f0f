import type { Database, Transaction } from '#src/db/connect.ts'
import { type CounterNeed, type Counters, counterKey } from '#src/rules/needs.ts'
import { readCounters } from '#src/signals/counters.ts'

/** What these accounts' events say to what conditions need, as of a moment. */
export async function countersFor(
  db: Database | Transaction,
  accounts: string[],
  needs: CounterNeed[],
  at: Temporal.Instant,
): Promise<Map<string, Counters>> {
  const asked = needs.map(
    ({ of: read, ...need }) => ({ read, ...need }) as Parameters<typeof readCounters>[2][number],
  )
  const read = await readCounters(db, accounts, asked, at)
  return new Map(
    accounts.map((id) => {
      const its = read(id)
      return [id, new Map(needs.flatMap((need) => valueIn(its, need)))]
    }),
  )
}

/** What never happened has no time since. */
function valueIn(
  its: ReturnType<Awaited<ReturnType<typeof readCounters>>>,
  need: CounterNeed,
): [string, number][] {
  const key = counterKey(need)
  if (need.of === 'count') return [[key, its.count(need.signal, need.days)]]
  if (need.of === 'total') return [[key, its.total(need.signal, need.property, need.days)]]
  const days = its.last(need.signal)
  return Number.isFinite(days) ? [[key, days]] : []
}
