import { recordChange } from '#src/audit/record-change.ts'
import type { Database } from '#src/db/connect.ts'
import { demandOf } from '#src/members/actor.ts'
import { type Surge, surge } from './ticket-surge.ts'

type AlertState = 'breached' | 'taken' | 'dismissed'

/** An alert as it stands. Its id is made of its run and its account, so that a retry finds the same one. */
export type Alert = {
  id: string
  facts: Surge
  reader: string
  state: AlertState
  answeredBy: string | undefined
  answeredAt: Temporal.Instant | undefined
}

/** Accounts whose alert has fired and is not over, by the run that fired it. */
export async function openAlerts(db: Database, trigger: string): Promise<Map<string, string>> {
  const rows = await db.alert.findMany({ where: { trigger, recoveredAt: null } })
  return new Map(rows.map(({ accountId, id }) => [accountId, id]))
}

/** Notes that alerts have fired; one that is open already stays as it is. */
export async function fireAlerts(
  db: Database,
  trigger: string,
  alerts: { id: string; reader: string; facts: Surge }[],
  now: Temporal.Instant,
): Promise<void> {
  const firedAt = new Date(now.epochMilliseconds)
  const rows = alerts.map(({ id, reader, facts }) => ({
    id,
    trigger,
    reader,
    facts,
    accountId: facts.accountId,
    firedAt,
  }))
  await db.alert.createMany({ data: rows, skipDuplicates: true })
}

/** Ends the alerts whose condition is over, so that the next transition fires again. */
export async function recoverAlerts(
  db: Database,
  trigger: string,
  stillBreached: string[],
  now: Temporal.Instant,
): Promise<void> {
  await db.alert.updateMany({
    where: { trigger, recoveredAt: null, accountId: { notIn: stillBreached } },
    data: { recoveredAt: new Date(now.epochMilliseconds) },
  })
}

export async function findAlert(db: Database, id: string): Promise<Alert | undefined> {
  const row = await db.alert.findUnique({ where: { id } })
  if (!row) return undefined
  return {
    id,
    facts: surge.parse(row.facts),
    reader: row.reader,
    state: (['taken', 'dismissed'] as const).find((state) => state === row.state) ?? 'breached',
    answeredBy: row.answeredBy ?? undefined,
    answeredAt: row.answeredAt ? instantOf(row.answeredAt) : undefined,
  }
}

/** Answers an alert, if nobody has yet. */
export async function answerAlert(
  db: Database,
  id: string,
  answer: { state: 'taken' | 'dismissed'; by: string },
  now: Temporal.Instant,
): Promise<void> {
  const { state, by } = answer
  const subject = `alert/${id}`
  await recordChange(db, now, async (tx) => {
    await demandOf(tx, by, 'answer-alert', { subject })
    const data = { state, answeredBy: by, answeredAt: new Date(now.epochMilliseconds) }
    const { count } = await tx.alert.updateMany({ where: { id, state: 'breached' }, data })
    return count === 0 ? undefined : { actor: by, action: 'alert answered', subject, payload: { state } }
  })
}

/** Alerts to one reader that wait for an answer. */
export async function openAlertsOf(db: Database, reader: string) {
  const rows = await db.alert.findMany({
    where: { reader, state: 'breached', recoveredAt: null },
    orderBy: { firedAt: 'asc' },
  })
  const posts = await db.post.findMany({
    where: { OR: rows.map(({ id }) => ({ key: { endsWith: `/${id}` } })) },
  })
  return rows.map((row) => {
    const key = posts.find((post) => post.key.endsWith(`/${row.id}`))?.key
    const said = { id: row.id, account: surge.parse(row.facts).name, firedAt: instantOf(row.firedAt) }
    return { ...said, ...(key !== undefined && { key }) }
  })
}

const instantOf = (date: Date) => Temporal.Instant.fromEpochMilliseconds(date.getTime())
