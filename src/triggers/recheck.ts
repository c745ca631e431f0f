import type { Transaction } from '#src/db/connect.ts'
import type { Alert } from './alert.ts'
import { isNews, type KnownEvent } from './decide.ts'
import { recoverAlerts } from './fire-store.ts'
import { known, type Sweeping } from './looking.ts'
import { holds } from './rules.ts'
import { standingAlerts } from './store.ts'
import { readEventsOf } from './sweep-store.ts'

const AT_ONCE = 500

/** What is over by itself among the alerts that stand: their condition, their news, their trigger or their account. */
export async function recheck(
  sweeping: Sweeping,
): Promise<{ over: (tx: Transaction) => Promise<void>; count: number }> {
  const over: string[] = []
  let count = 0
  for (let last: string | undefined; ; ) {
    const alerts = await standingAlerts(sweeping.ctx.db, last, AT_ONCE)
    const still = await stillSo(alerts, sweeping)
    over.push(...alerts.filter(({ id }) => still.get(id) === false).map(({ id }) => id))
    count += alerts.length
    last = alerts.at(-1)?.id
    if (alerts.length < AT_ONCE) break
  }
  return { over: (tx) => recoverAlerts(tx, over, sweeping.now), count }
}

/** Whether each alert's condition is true by now; undefined where that can't be told. */
export async function stillSo(
  alerts: Alert[],
  { ctx, rules, now }: Pick<Sweeping, 'ctx' | 'rules' | 'now'>,
): Promise<Map<string, boolean | undefined>> {
  const concerned = alerts.flatMap(({ trigger }) => rules.all.get(trigger) ?? [])
  const ids = alerts.map(({ accountId }) => accountId)
  const { accounts, factsFor } = await known(ids, [...new Set(concerned)], now, ctx)
  const events = await readEventsOf(
    ctx.db,
    alerts.flatMap(({ eventId }) => eventId ?? []),
  )
  return new Map(
    alerts.map((alert) => {
      const rule = rules.all.get(alert.trigger)
      const account = accounts.get(alert.accountId)
      if (!rule || !account) return [alert.id, false]
      const event = eventOf(alert, events)
      if (event === 'over' || (event && !isNews(rule, event.at, now))) return [alert.id, false]
      return [alert.id, holds(rule, account, factsFor(account, event))]
    }),
  )
}

/** The event that an alert goes back to; one that was erased is over. */
function eventOf({ eventId }: Alert, events: Map<string, KnownEvent>): KnownEvent | 'over' | undefined {
  return eventId === undefined ? undefined : (events.get(eventId) ?? 'over')
}
