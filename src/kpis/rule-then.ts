import type { Database } from '#src/db/connect.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { kpisIn } from './find-kpi.ts'
import { type RangeRule, rangeRule } from './range.ts'
import { JUDGED_KPIS, type JudgedRules, SLUGS } from './review.ts'

/** By which rule a range is made, and which version of the KPI says so. */
export type RuleThen = RangeRule & { version: number }

/** A KPI's rule as it stood at an instant, so that an old period keeps its own; its first one, where it came later. */
export async function ruleThen(db: Database, kpi: Entry<'kpi'>, at: Temporal.Instant): Promise<RuleThen> {
  const { version } = kpi
  if (version === 1 || Temporal.Instant.compare(kpi.since, at) <= 0)
    return { ...rangeRule.parse(kpi.body), version }
  const versions = await db.entryVersion.findMany({
    where: { entryId: kpi.id },
    select: { version: true, content: true, createdAt: true },
    orderBy: { version: 'asc' },
  })
  const then =
    versions.findLast(({ createdAt }) => createdAt.getTime() <= at.epochMilliseconds) ?? versions[0]
  return then
    ? { ...readRule(then.content), version: then.version }
    : { ...rangeRule.parse(kpi.body), version }
}

/** A version from before there were such fields has what holds where nothing is said. */
const readRule = (content: unknown): RangeRule =>
  rangeRule.parse(typeof content === 'object' && content !== null && 'body' in content ? content.body : {})

/** The rules of the KPIs that a review judges, as they stood at an instant. */
export async function judgedRules(
  db: Database,
  library: Library,
  at: Temporal.Instant,
): Promise<JudgedRules> {
  const rules: JudgedRules = {}
  for (const kpi of JUDGED_KPIS) {
    const entry = kpisIn(library).find(({ slug }) => slug === SLUGS[kpi])
    if (entry) rules[kpi] = await ruleThen(db, entry, at)
  }
  return rules
}
