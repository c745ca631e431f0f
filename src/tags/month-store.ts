import type { Transaction } from '#src/db/connect.ts'

/** How far back a correction goes at most: what is older is history. */
const MOST_MONTHS = 12

/** The months of an account that counted for another persona, with the one that they counted for. */
export type Corrected = { month: string; before: string | null }

/**
 * The unbroken run of an account's latest months that counted for some other persona, up to a year back: what is wrong
 * where it has been this one all along.
 */
export async function wrongMonths(tx: Transaction, account: string, persona: string): Promise<Corrected[]> {
  const rows = await tx.$queryRaw<Corrected[]>`
    SELECT month::text, persona AS before FROM account_months WHERE account_id = ${account}
    ORDER BY month DESC LIMIT ${MOST_MONTHS}`
  const [newest] = rows
  const end = rows.findIndex(({ before }) => before === persona || before !== newest?.before)
  return end < 0 ? rows : rows.slice(0, end)
}

/** Counts these months for a persona. Those that do already stay as they are. */
export async function correctMonths(
  tx: Transaction,
  account: string,
  persona: string,
  months: Corrected[],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE account_months SET persona = ${persona}
    WHERE account_id = ${account} AND month = ANY(${months.map(({ month }) => month)}::date[])
      AND persona IS DISTINCT FROM ${persona}`
}
