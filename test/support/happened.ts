import { randomUUID } from 'node:crypto'
import type { Database, Transaction } from '#src/db/connect.ts'

/** Something that a customer did, stored as if it had been sent in and mapped. */
export type Happened = {
  account: string
  signal: string
  at: Temporal.Instant
  id?: string
  properties?: object
}

export async function writeEvents(db: Database | Transaction, events: Happened[]): Promise<void> {
  await db.event.createMany({
    data: events.map(({ account, signal, at, id = randomUUID(), properties = {} }) => ({
      messageId: id,
      type: 'track',
      name: signal,
      signal,
      family: 'support',
      accountId: account,
      at: new Date(at.epochMilliseconds),
      receivedAt: new Date(),
      properties,
    })),
  })
}

/** An account that belongs to somebody, with tickets of months up to the given one, the newest last. */
export async function writeAccount(
  db: Database,
  account: { id: string; name?: string; owner?: string; persona?: string; attributes?: object },
  months?: { until: string; tickets: number[] },
): Promise<void> {
  const { id, name = id, owner = null, persona = null, attributes = {} } = account
  await db.account.create({
    data: { accountId: id, name, owner, persona, attributes, startedOn: new Date('2025-01-01') },
  })
  const { until = '2026-01-01', tickets = [] } = months ?? {}
  const last = Temporal.PlainDate.from(until)
  await db.accountMonth.createMany({
    data: tickets.map((count, index) => ({
      accountId: id,
      month: new Date(last.subtract({ months: tickets.length - 1 - index }).toString()),
      mrrStart: 1000,
      mrrEnd: 1000,
      tickets: count,
    })),
  })
}
