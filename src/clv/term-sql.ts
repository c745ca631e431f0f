import { Prisma } from '#prisma/generated/client.ts'

/** What sources call how often a contract is renewed or billed, and how many months that is. */
const NAMED: [pattern: string, months: number][] = [
  ['^(month|per month|m2m)', 1],
  ['^(quarter|three month)', 3],
  ['^(half|semi|six month)', 6],
  ['^(two year|2 year|bienn)', 24],
  ['^(three year|3 year|trienn)', 36],
  ['^(year|annual|one year|1 year|per year|twelve month)', 12],
]

/**
 * After how many months an account renews: its attribute `term_months` (1 to 120), else what its attribute `billing` is
 * called, else as most do.
 */
export function termOf(otherwise: number): Prisma.Sql {
  const billing = Prisma.sql`lower(trim(attributes ->> 'billing'))`
  const named = NAMED.map(([pattern, months]) => Prisma.sql`WHEN ${billing} ~ ${pattern} THEN ${months}::int`)
  return Prisma.sql`CASE
    WHEN attributes ->> 'term_months' ~ '^([1-9][0-9]?|1[01][0-9]|120)$' THEN (attributes ->> 'term_months')::int
    ${Prisma.join(named, ' ')} ELSE ${otherwise}::int END`
}
