import { recordChange } from '#src/audit/record-change.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import { demandOf } from '#src/members/actor.ts'
import { type Alert, type AlertFacts, alertFacts, type Receiver, STATES, standingOf } from './alert.ts'
import { type Earlier, pairKey, type Sent } from './decide.ts'
import { type Answer, answered } from './machine.ts'

type Row = NonNullable<Awaited<ReturnType<Database['alert']['findUnique']>>>

function alertOf(row: Row): Alert {
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

/** What came of an answer: the alert as it stands now, and whether the answer is what it stands by. */
export type Answered = { alert: Alert; taken: boolean }

/** Answers an alert, unless that is too late. The same answer of the same person twice counts once. */
export async function answerAlert(
  db: Database,
  id: string,
  given: Answer & { by: string; reason?: string | undefined },
  now: Temporal.Instant,
): Promise<Answered | undefined> {
  const subject = `alert/${id}`
  let outcome: Answered | undefined
  await recordChange(db, now, async (tx) => {
    await demandOf(tx, given.by, 'answer-alert', { subject })
    await tx.$queryRaw`SELECT 1 FROM alerts WHERE id = ${id}::uuid FOR UPDATE`
    const alert = await findAlert(tx, id)
    const next = alert && answered(standingOf(alert), given)
    outcome = alert && { alert, taken: false }
    if (!alert || !next || next.state === 'ok') return undefined
    const row = await tx.alert.update({
      where: { id },
      data: {
        state: next.state,
        snoozedUntil: next.state === 'snoozed' ? dateOf(next.until) : null,
        answeredBy: given.by,
        answeredAt: dateOf(now),
        useful: USEFUL[given.answer],
        reason: given.reason ?? null,
        step: { increment: 1 },
      },
    })
    outcome = { alert: alertOf(row), taken: true }
    const payload = { state: next.state, reason: given.reason ?? null }
    return { actor: given.by, action: 'alert answered', subject, payload }
  })
  return outcome
}

/** Whoever takes it or is done found it worth their time; a snooze doesn't say. */
const USEFUL = { take: true, done: true, dismiss: false, snooze: null } as const

/** Alerts to one reader that wait for an answer, the oldest first. */
export async function openAlertsOf(db: Database, reader: string): Promise<Alert[]> {
  const rows = await db.alert.findMany({
    where: { reader, state: { in: ['breached', 'snoozed'] }, recoveredAt: null },
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

export async function noteShown(db: Database, { id, step }: Pick<Alert, 'id' | 'step'>): Promise<void> {
  await db.alert.updateMany({ where: { id, shownStep: { lt: step } }, data: { shownStep: step } })
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

/** Alerts of an account, a trigger or a reader, the newest first. */
export async function alertsOf(
  db: Database,
  of: { accountId?: string; trigger?: string; reader?: string; persona?: string; standing?: boolean },
  most: number,
): Promise<Alert[]> {
  const { standing, ...where } = of
  const rows = await db.alert.findMany({
    where: { ...where, ...(standing && { recoveredAt: null }) },
    orderBy: [{ firedAt: 'desc' }, { id: 'asc' }],
    take: most,
  })
  return rows.map(alertOf)
}

const dateOf = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds)
const instantOf = (date: Date | null) =>
  date === null ? undefined : Temporal.Instant.fromEpochMilliseconds(date.getTime())
