import type { Database, Transaction } from '#src/db/connect.ts'
import type { Alert, AlertFacts, Receiver } from './alert.ts'
import { type Earlier, pairKey, type Sent } from './decide.ts'
import { alertOf, dateOf } from './store.ts'

/** What fired before of these triggers at these accounts. */
export async function earlierAlerts(db: Database, triggers: string[], accounts: string[]): Promise<Earlier> {
  const rows = await db.alert.findMany({
    where: { trigger: { in: triggers }, accountId: { in: accounts } },
    orderBy: { firedAt: 'asc' },
  })
  const earlier: Earlier = new Map()
  for (const row of rows) {
    const alert = alertOf(row)
    const key = pairKey(row.trigger, row.accountId)
    const open = alert.recoveredAt ? earlier.get(key)?.open : alert
    earlier.set(key, { open, firedAt: alert.firedAt })
  }
  return earlier
}

/** How many cards went to each receiver since then, by trigger. */
export async function sentSince(db: Database, since: Temporal.Instant): Promise<Sent> {
  return await db.$queryRaw<Sent>`
    SELECT coalesce(reader, channel) AS to, trigger, count(*)::int AS count FROM alerts
    WHERE fired_at >= ${dateOf(since)} AND NOT held GROUP BY 1, 2`
}

export type NewAlert = {
  id: string
  trigger: string
  ruleVersion: number
  accountId: string
  persona: string | undefined
  stage: string
  facts: AlertFacts
  receiver: Receiver
  event: { id: string; at: Temporal.Instant } | undefined
  held: boolean
}

/** Notes that alerts have fired; where one stands already it stays as it is. */
export async function fireAlerts(
  db: Database | Transaction,
  alerts: NewAlert[],
  now: Temporal.Instant,
): Promise<void> {
  const at = dateOf(now)
  const rows = alerts.map(({ receiver, event, persona, ...alert }) => ({
    ...alert,
    ...receiver,
    persona: persona ?? null,
    eventId: event?.id ?? null,
    eventAt: event ? dateOf(event.at) : null,
    firedAt: at,
    toldAt: at,
  }))
  await db.alert.createMany({ data: rows, skipDuplicates: true })
}

/** Ends alerts whose condition is over, so that the next transition fires again. */
export async function recoverAlerts(
  db: Database | Transaction,
  ids: string[],
  now: Temporal.Instant,
): Promise<void> {
  await db.alert.updateMany({
    where: { id: { in: ids }, recoveredAt: null },
    data: { recoveredAt: dateOf(now), step: { increment: 1 } },
  })
}

/** Notes that what an alert tells of has happened again. */
export async function renewAlert(
  db: Transaction,
  id: string,
  event: { id: string; at: Temporal.Instant },
): Promise<void> {
  const data = { eventId: event.id, eventAt: dateOf(event.at) }
  await db.alert.updateMany({ where: { id, recoveredAt: null }, data })
}

/** Notes that alerts were told again: they wait for an answer as on their first day. */
export async function noteToldAgain(db: Database, ids: string[], now: Temporal.Instant): Promise<void> {
  await db.alert.updateMany({
    where: { id: { in: ids }, recoveredAt: null, state: { in: ['breached', 'snoozed'] } },
    data: { state: 'breached', snoozedUntil: null, toldAt: dateOf(now), step: { increment: 1 } },
  })
}

/** Notes that an alert's card, or its line in a digest, says how it stands by now. */
export async function noteShown(db: Database, { id, step }: Pick<Alert, 'id' | 'step'>): Promise<void> {
  await db.alert.updateMany({ where: { id, shownStep: { lt: step } }, data: { shownStep: step } })
}

/** Notes whom an alert goes to instead of somebody; false where it goes to another one by now. */
export async function passOn(
  db: Database,
  { id, receiver, facts }: Pick<Alert, 'id' | 'receiver' | 'facts'>,
  instead: Receiver,
): Promise<boolean> {
  const data = { reader: null, channel: null, ...receiver, facts }
  const { count } = await db.alert.updateMany({ where: { id, ...instead }, data })
  return count > 0
}
