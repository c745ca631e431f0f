import { BOARD_QUESTIONS, type BoardQuestion, type Check } from './check.ts'
import { checksOf } from './checks.ts'
import type { HealthFacts } from './facts.ts'
import { levelsOf, type Maturity, stagesOf } from './maturity.ts'
import { unjudgedOf } from './mismatch.ts'
import type { Pitfall, Unjudged } from './pitfall.ts'
import { pitfallsOf } from './pitfalls.ts'
import { type Roadmap, roadmapOf } from './roadmap.ts'
import { type Symptom, symptomsOf, type Verdict, verdictOf } from './symptoms.ts'

/** How the whole stands: everything that the self-test says. */
export type Health = {
  facts: HealthFacts
  symptoms: Symptom[]
  verdict: Verdict
  stages: Maturity
  levels: Maturity
  pitfalls: Pitfall[]
  /** Pitfalls that nobody can tell yet. */
  unjudged: Unjudged[]
  roadmap: Roadmap
  /** What only the board can tell and has not told. */
  open: BoardQuestion[]
  next: Step
}

/** The one thing to do next. */
export type Step = { do: 'check'; check: Check } | { do: 'pitfall'; pitfall: Pitfall } | { do: 'rhythm' }

export function healthOf(facts: HealthFacts): Health {
  const checks = checksOf(facts)
  const symptoms = symptomsOf(facts)
  const said = {
    stages: stagesOf(checks),
    levels: levelsOf(checks),
    pitfalls: pitfallsOf(facts),
    roadmap: roadmapOf(checks, facts),
  }
  return {
    facts,
    symptoms,
    verdict: verdictOf(symptoms),
    ...said,
    unjudged: unjudgedOf(facts),
    open: openQuestions(facts, symptoms),
    next: stepOf(said),
  }
}

/** First what the next stage lacks, then the next level, then the phase; what nobody can tell yet comes after. */
function stepOf({
  stages,
  levels,
  roadmap,
  pitfalls,
}: Pick<Health, 'stages' | 'levels' | 'roadmap' | 'pitfalls'>): Step {
  const wanted = [...stages.missing, ...levels.missing, ...(roadmap.current?.checks ?? [])]
  const known = wanted.find(({ met }) => met === false)
  if (known) return { do: 'check', check: known }
  const [pitfall] = pitfalls
  if (pitfall) return { do: 'pitfall', pitfall }
  const unknown = wanted.find(({ met }) => met === undefined)
  return unknown ? { do: 'check', check: unknown } : { do: 'rhythm' }
}

/** Before there are personas there is nothing to ask. */
function openQuestions({ personas, counts }: HealthFacts, symptoms: Symptom[]): BoardQuestion[] {
  if (personas.length === 0) return []
  const decided = symptoms.filter(({ from }) => from === 'data').map(({ symptom }) => symptom)
  return BOARD_QUESTIONS.filter(
    (question) => !counts.answers.has(question) && !decided.some((symptom) => symptom === question),
  )
}
