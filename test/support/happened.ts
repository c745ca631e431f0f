import { randomUUID } from 'node:crypto'
import type { Context } from '#src/context.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import { type Swept, sweepTriggers } from '#src/triggers/sweep.ts'

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

/** Sweeps until all is looked at that is stored by now: what other databases of a server are at holds a sweep back, too. */
export async function sweepAll(ctx: Context, worker: string = randomUUID()): Promise<Swept> {
  const swept: Swept = { events: 0, accounts: 0, rechecked: 0 }
  const [now] = await ctx.db.$queryRaw<{ id: string }[]>`SELECT pg_current_xact_id()::text AS id`
  for (;;) {
    const each = await sweepTriggers(ctx, worker)
    swept.events += each?.events ?? 0
    swept.accounts += each?.accounts ?? 0
    swept.rechecked += each?.rechecked ?? 0
    const [mark] = await ctx.db.$queryRaw<{ seenIn: string }[]>`
      SELECT seen_in::text AS "seenIn" FROM trigger_sweep`
    if (BigInt(mark?.seenIn ?? 0) > BigInt(now?.id ?? 0)) return swept
  }
}
