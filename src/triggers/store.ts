import type { Database, Transaction } from '#src/db/connect.ts'
import { type Alert, alertFacts, type Receiver, STATES } from './alert.ts'

type Row = NonNullable<Awaited<ReturnType<Database['alert']['findUnique']>>>

export function alertOf(row: Row): Alert {
  const { reader, channel } = row
  return {
    id: row.id,
    trigger: row.trigger,
    ruleVersion: row.ruleVersion ?? undefined,
    accountId: row.accountId,
    persona: row.persona ?? undefined,
    stage: row.stage ?? undefined,
    state: STATES.find((state) => state === row.state) ?? 'breached',
    facts: alertFacts.parse(row.facts),
    receiver: reader === null ? { channel: channel ?? '' } : { reader },
    eventId: row.eventId ?? undefined,
    eventAt: instantOf(row.eventAt),
    firedAt: Temporal.Instant.fromEpochMilliseconds(row.firedAt.getTime()),
    toldAt: Temporal.Instant.fromEpochMilliseconds(row.toldAt.getTime()),
    held: row.held,
    answeredBy: row.answeredBy ?? undefined,
    answeredAt: instantOf(row.answeredAt),
    snoozedUntil: instantOf(row.snoozedUntil),
    reason: row.reason ?? undefined,
    recoveredAt: instantOf(row.recoveredAt),
    step: row.step,
  }
}

export async function findAlert(db: Database | Transaction, id: string): Promise<Alert | undefined> {
  const row = await db.alert.findUnique({ where: { id } })
  return row ? alertOf(row) : undefined
}

/** A page of the alerts that stand, by their ids. */
export async function standingAlerts(
  db: Database,
  after: string | undefined,
  most: number,
): Promise<Alert[]> {
  const rows = await db.alert.findMany({
    where: { recoveredAt: null, ...(after !== undefined && { id: { gt: after } }) },
    orderBy: { id: 'asc' },
    take: most,
  })
  return rows.map(alertOf)
}

const waitingFor = (reader: string) => ({
  ...{ reader, recoveredAt: null },
  state: { in: ['breached', 'snoozed'] },
})

/** How many alerts to one reader wait for an answer. */
export const countOpenAlerts = async (db: Database, reader: string): Promise<number> =>
  await db.alert.count({ where: waitingFor(reader) })

/** Alerts to one reader that wait for an answer, the oldest first. */
export async function openAlertsOf(db: Database, reader: string): Promise<Alert[]> {
  const rows = await db.alert.findMany({
    where: waitingFor(reader),
    orderBy: [{ firedAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(alertOf)
}

/** Alerts whose card, or whose line in a digest, doesn't say yet how they stand. */
export async function untoldAlerts(db: Database, most: number): Promise<Alert[]> {
  const rows = await db.alert.findMany({
    where: { shownStep: { lt: db.alert.fields.step } },
    // Cards before the list of what is beyond them.
    orderBy: [{ held: 'asc' }, { firedAt: 'asc' }, { id: 'asc' }],
    take: most,
  })
  return rows.map(alertOf)
}

/** What was held back for somebody since then, the oldest first. */
export async function heldAlerts(
  db: Database,
  receiver: Receiver,
  { from, to }: { from: Temporal.Instant; to: Temporal.Instant },
): Promise<Alert[]> {
  const rows = await db.alert.findMany({
    where: { ...receiver, held: true, firedAt: { gte: dateOf(from), lt: dateOf(to) } },
    orderBy: [{ firedAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(alertOf)
}

type Of = { accountId?: string; trigger?: string; reader?: string; persona?: string; standing?: boolean }

const thoseOf = ({ standing, ...where }: Of) => ({ ...where, ...(standing && { recoveredAt: null }) })

export const countAlerts = async (db: Database, of: Of): Promise<number> =>
  await db.alert.count({ where: thoseOf(of) })

/** Alerts of an account, a trigger or a reader, the newest first. */
export async function alertsOf(db: Database, of: Of, most: number): Promise<Alert[]> {
  const rows = await db.alert.findMany({
    where: thoseOf(of),
    orderBy: [{ firedAt: 'desc' }, { id: 'asc' }],
    take: most,
  })
  return rows.map(alertOf)
}

export const dateOf = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds)
const instantOf = (date: Date | null) =>
  date === null ? undefined : Temporal.Instant.fromEpochMilliseconds(date.getTime())
