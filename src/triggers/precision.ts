import type { Database } from '#src/db/connect.ts'

/** How often a trigger, as it says now, was found useful by those who answered, of its newest alerts. */
export type Precision = {
  trigger: string
  fired: number
  useful: number
  of: number
  reasons: string[]
  /** When somebody answered last. */
  answeredAt: Date | null
}

/** So many answers are looked at, and so few of them useful is too few. */
export const ANSWERS = 20
export const LEAST_USEFUL = 0.3

/** What was answered to each trigger's newest alerts of its present version. */
export async function precisions(
  db: Database,
  triggers: { slug: string; version: number }[],
): Promise<Map<string, Precision>> {
  const rows = await db.$queryRaw<Precision[]>`
    WITH wanted AS (
      SELECT slug, version FROM unnest(${triggers.map(({ slug }) => slug)}::text[],
        ${triggers.map(({ version }) => version)}::int[]) AS each(slug, version)),
    answered AS (
      SELECT trigger, useful, reason, row_number() OVER (PARTITION BY trigger ORDER BY answered_at DESC, id) AS place,
        answered_at
      FROM alerts JOIN wanted ON slug = trigger AND version = rule_version WHERE useful IS NOT NULL)
    SELECT slug AS trigger,
      (SELECT count(*)::int FROM alerts WHERE trigger = slug AND rule_version = version) AS fired,
      count(*) FILTER (WHERE useful)::int AS useful, count(useful)::int AS of,
      coalesce(array_agg(reason ORDER BY place) FILTER (WHERE reason IS NOT NULL), '{}') AS reasons,
      max(answered_at) AS "answeredAt"
    FROM wanted LEFT JOIN answered ON trigger = slug AND place <= ${ANSWERS}
    GROUP BY slug, version`
  return new Map(rows.map((row) => [row.trigger, row]))
}

/** Too few found it useful: it is worth a change. */
export const isPoor = ({ useful, of }: Pick<Precision, 'useful' | 'of'>): boolean =>
  of >= ANSWERS && useful / of < LEAST_USEFUL

/** An alert that somebody answered: of which persona at which stage, and whether it was worth their time. */
export type AnsweredAlert = { persona: string | undefined; stage: string | undefined; useful: boolean }

/** The newest answers to a trigger, as it says now; the newest first. */
export async function answersTo(
  db: Database,
  { slug, version }: { slug: string; version: number },
): Promise<AnsweredAlert[]> {
  const rows = await db.alert.findMany({
    where: { trigger: slug, ruleVersion: version, useful: { not: null } },
    orderBy: [{ answeredAt: 'desc' }, { id: 'asc' }],
    take: ANSWERS,
  })
  return rows.map(({ persona, stage, useful }) => ({
    persona: persona ?? undefined,
    stage: stage ?? undefined,
    useful: useful === true,
  }))
}

const WEEK_HOURS = 7 * 24

/** How the triggers of one owner do: those that somebody answered within a week, and those that are worth a change. */
export async function precisionsFor(
  db: Database,
  triggers: { slug: string; version: number }[],
  now: Temporal.Instant,
): Promise<Precision[]> {
  if (triggers.length === 0) return []
  const since = now.subtract({ hours: WEEK_HOURS }).epochMilliseconds
  const lately = ({ answeredAt }: Precision) => answeredAt !== null && answeredAt.getTime() > since
  return [...(await precisions(db, triggers)).values()].filter((each) => isPoor(each) || lately(each))
}
