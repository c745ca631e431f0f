import type { Database } from '#src/db/connect.ts'

/** A deal with the account whose people are its committee. Days in the team's zone. */
export type KnownDeal = {
  id: string
  accountId: string
  stage: string | undefined
  outcome: 'open' | 'won' | 'lost'
  openedOn: Temporal.PlainDate | undefined
  closedOn: Temporal.PlainDate | undefined
}

/** The deal of exactly this id, upper or lower case; undefined where there is none, or its source no longer has it. */
export async function dealOf(db: Database, typed: string): Promise<KnownDeal | undefined> {
  const row = await db.deal.findFirst({
    where: { dealId: { equals: typed.trim().slice(0, 100), mode: 'insensitive' }, goneAt: null },
  })
  if (!row) return undefined
  return {
    id: row.dealId,
    accountId: row.accountId,
    stage: row.stage ?? undefined,
    outcome: row.outcome === 'won' || row.outcome === 'lost' ? row.outcome : 'open',
    openedOn: dayOf(row.openedOn),
    closedOn: dayOf(row.closedOn),
  }
}

const dayOf = (date: Date | null): Temporal.PlainDate | undefined =>
  date === null ? undefined : Temporal.PlainDate.from(date.toISOString().slice(0, 10))
