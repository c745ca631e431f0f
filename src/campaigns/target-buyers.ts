import { Prisma } from '#prisma/generated/client.ts'

/** Whom a company wants to sell to: any of the industries and roles, and at least so many employees. */
export type Target = { industries: string[]; roles: string[]; least: number | undefined }

export const EVERYBODY: Target = { industries: [], roles: [], least: undefined }

/** By what buyers are grouped. */
export const BUYERS_BY = [
  'role',
  'title',
  'industry',
  'size',
  'role and size',
  'role and industry',
  'persona',
] as const
export type BuyersBy = (typeof BUYERS_BY)[number]

const isOneOf = (value: Prisma.Sql, among: string[]): Prisma.Sql =>
  among.length === 0
    ? Prisma.sql`true`
    : Prisma.sql`lower(${value}) = ANY (${among.map((each) => each.toLowerCase())})`

export const isTarget = ({ industries, roles, least }: Target): Prisma.Sql => Prisma.sql`
  ${isOneOf(Prisma.sql`industry`, industries)} AND ${isOneOf(Prisma.sql`role`, roles)}
  AND ${least === undefined ? Prisma.sql`true` : Prisma.sql`coalesce(employees, 0) >= ${least}`}`

/**
 * `visits`: each touch with who came; `paying`: what an account of the newest month pays a year (MRR × 12), once an
 * account; `companies`: accounts with what is known of them and the role of whoever signed up first; `people`: who signed
 * up, with their own role. What is not known is ''.
 */
export const BASE = Prisma.sql`
  paying AS (
    SELECT account_id, mrr_end * 12 AS arr FROM account_months
    WHERE month = (SELECT max(month) FROM account_months) AND mrr_end > 0
  ), visits AS (
    SELECT t.user_id, t.at, t.is_signup, coalesce(c.account_id, t.account_id) AS account_id,
      coalesce(t.utm_campaign, '') AS campaign, coalesce(t.utm_medium, '') AS channel,
      coalesce(t.landing_page, '') AS page, coalesce(c.role, '') AS role, coalesce(btrim(c.title), '') AS title, c.persona, c.attributes
    FROM touches t LEFT JOIN contacts c ON c.contact_id = t.user_id
  ), signers AS (
    SELECT DISTINCT ON (account_id) account_id, at AS signed_at, role, title FROM visits
    WHERE is_signup AND account_id IS NOT NULL ORDER BY account_id, at, user_id
  ), companies AS (
    SELECT a.account_id, coalesce(btrim(a.attributes->>'industry'), '') AS industry,
      ${employeesOf(Prisma.sql`a.attributes`)} AS employees, coalesce(a.persona, '') AS persona,
      coalesce(s.role, '') AS role, coalesce(s.title, '') AS title, s.signed_at, p.arr
    FROM accounts a LEFT JOIN signers s USING (account_id) LEFT JOIN paying p USING (account_id)
  ), people AS (
    SELECT DISTINCT ON (v.user_id) v.user_id, v.role, v.title,
      coalesce(nullif(k.industry, ''), btrim(v.attributes->>'industry'), '') AS industry,
      coalesce(k.employees, ${employeesOf(Prisma.sql`v.attributes`)}) AS employees,
      coalesce(v.persona, nullif(k.persona, ''), '') AS persona
    FROM visits v LEFT JOIN companies k USING (account_id) WHERE v.is_signup ORDER BY v.user_id, v.at
  )`

export function employeesOf(attributes: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`CASE WHEN ${attributes}->>'employees' ~ '^[0-9]{1,9}$' THEN (${attributes}->>'employees')::int END`
}

export const SIZE = Prisma.sql`CASE
    WHEN employees IS NULL THEN '' WHEN employees < 20 THEN '1 to 19' WHEN employees < 50 THEN '20 to 49'
    WHEN employees < 250 THEN '50 to 249' WHEN employees < 1000 THEN '250 to 999' ELSE '1000 and more' END`

const BUCKETS: Record<BuyersBy, Prisma.Sql> = {
  role: Prisma.sql`role`,
  title: Prisma.sql`title`,
  industry: Prisma.sql`industry`,
  size: SIZE,
  'role and size': Prisma.sql`role || ' · ' || ${SIZE}`,
  'role and industry': Prisma.sql`role || ' · ' || industry`,
  persona: Prisma.sql`persona`,
}

export const bucketOf = (by: BuyersBy): Prisma.Sql => BUCKETS[by]
