import type { FitJudged } from '#src/clv/wrong-fit.ts'
import type { Context } from '#src/context.ts'
import { classificationAt, excludedFromScorecards } from '#src/decisions/effects.ts'
import { answerableFor } from '#src/freshness/answerable.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { closeMonth, type MonthSums } from '#src/kpis/month-close.ts'
import { LEAST_HISTORY } from '#src/kpis/range.ts'
import { judgedRules } from '#src/kpis/rule-then.ts'
import { weeklyValidation } from '#src/validation/weekly.ts'
import { asDecided } from './as-decided.ts'
import { decidedSince } from './decided-store.ts'
import type { Judged } from './finding.ts'
import { judgeCohorts, judgeDrift, judgeMetric, judgeMisses, judgeReview, judgeUse } from './judge.ts'
import { judgeConflict } from './judge-conflict.ts'
import { judgeValidation } from './judge-validation.ts'
import { readCohorts, readUse, readVerdicts } from './store.ts'

const HISTORY_MONTHS = 12
/** Cohorts overlap, three months each; the newest began to be complete three months ago. */
const COHORTS_FROM = 18
const COHORTS_TO = 3

/** What is known today of the personas that somebody answers for. Sales cycles are left out: nothing is known of deals. */
export async function judgedFor(handle: string, now: Temporal.Instant, ctx: Context): Promise<Judged[]> {
  const { db, zone } = ctx
  const library = await ctx.readLibrary()
  const mine = entriesOf(library, 'persona').filter(
    (persona) =>
      (persona.status === 'active' || persona.status === 'hypothesis') &&
      answerableFor(persona, library.members).owner?.handle === handle,
  )
  if (mine.length === 0) return []
  const here = now.toZonedDateTimeISO(zone)
  const tags = classificationAt(library, here.toPlainDate())
  const closed = here.toPlainDate().with({ day: 1 }).subtract({ months: 1 })
  const sums: { month: string; rows: MonthSums[] }[] = []
  for (const month of monthsUntil(closed, HISTORY_MONTHS))
    sums.push({ month: month.toString(), rows: await closeMonth(db, month, tags) })
  const started = monthsUntil(closed.subtract({ months: COHORTS_TO }), COHORTS_FROM)
  const [from = closed, to = closed] = [started.at(0), started.at(-1)]
  const delivered = (sums.at(-1)?.rows.length ?? 0) > 0
  const cohorts = delivered ? await readCohorts(db, { from, to, tags }) : []
  const fit = delivered ? await fitOf(db, closed) : []
  const verdicts = await readVerdicts(db, now)
  const use = await readUse(db, now)
  const changes = await decidedSince(db, decidedFrom(closed, zone), { library, zone })
  const others = scorecardPersonas(library, here.toPlainDate())
  const rules = await judgedRules(db, library, now)
  const validation = await weeklyValidation(here, ctx, library)
  const judged = mine.flatMap((persona): Judged[] => [
    ...judgeReview(persona, here),
    ...(persona.body.kind === 'negative'
      ? []
      : [
          ...(validation ? judgeValidation(persona.slug, validation) : []),
          ...judgeDrift(persona.slug, sums),
          ...judgeMetric(persona.slug, sums, rules),
          ...judgeCohorts(
            persona.slug,
            cohorts,
            started.map((month) => month.toString()),
          ),
          ...fit.filter((each) => each.persona === persona.slug).map(fitting),
          ...judgeUse(persona, use, now),
          ...(others.includes(persona.slug)
            ? judgeConflict(persona.slug, { others, months: sums, changes })
            : []),
        ]),
    ...verdicts.filter((each) => each.persona === persona.slug).flatMap(judgeMisses),
  ])
  return asDecided(judged, library, here.toPlainDate())
}

/** A change has to have half a year before it, and be seen for two months after. */
const decidedFrom = (closed: Temporal.PlainDate, zone: string): Temporal.Instant =>
  closed.subtract({ months: LEAST_HISTORY }).toZonedDateTime(zone).toInstant()

/** Who gains or loses: neither those who are left out or not validated yet, nor those who are turned away. */
function scorecardPersonas(library: Library, today: Temporal.PlainDate): string[] {
  const excluded = excludedFromScorecards(library, today)
  return entriesOf(library, 'persona')
    .filter(
      ({ slug, status, body }) => status === 'active' && body.kind !== 'negative' && !excluded.has(slug),
    )
    .map(({ slug }) => slug)
}

async function fitOf(db: Context['db'], closed: Temporal.PlainDate): Promise<FitJudged[]> {
  const { readFit } = await import('#src/clv/wrong-fit-store.ts')
  return await readFit(db, closed)
}

const fitting = ({ persona, wrong }: FitJudged): Judged => {
  const kind = 'wrong-fit'
  return wrong ? { kind, persona, facts: { kind, ...wrong } } : { kind, persona }
}

/** So many months before a month, and itself; the oldest first. */
const monthsUntil = (last: Temporal.PlainDate, before: number): Temporal.PlainDate[] =>
  Array.from({ length: before + 1 }, (_, index) => last.subtract({ months: before - index }))
