import { told } from './check.ts'
import { CORE, daysSince, type HealthFacts } from './facts.ts'
import { churnSpread, type Spread } from './spread.ts'
import { type Clash, clashesIn } from './vocabularies.ts'

export type SymptomName = 'count' | 'dashboards' | 'vocabulary' | 'profiles' | 'stale' | 'outcomes'

/** One of the six; `present` is undefined where nobody has said so yet. `from`: who knows. */
export type Symptom = {
  symptom: SymptomName
  present: boolean | undefined
  from: 'data' | 'board'
} & Evidence

/** Numbers that say so, as far as there are any. */
type Evidence = { n: number; of: number; clash?: Clash | undefined; spread?: Spread | undefined }

/** From so many on they are documents, not an ecosystem. */
const DOCUMENTS_FROM = 3

export type Verdict = 'documents' | 'open' | 'ecosystem'

/** What the six say together; `open` where what nobody has answered yet would decide. */
export function verdictOf(symptoms: Symptom[]): Verdict {
  const present = symptoms.filter((each) => each.present).length
  const unknown = symptoms.filter((each) => each.present === undefined).length
  if (present >= DOCUMENTS_FROM) return 'documents'
  return present + unknown >= DOCUMENTS_FROM ? 'open' : 'ecosystem'
}

/** Each symptom from data where there are some; what is not in them, from what the board says. */
export const symptomsOf = (facts: HealthFacts): Symptom[] => [
  noCount(facts),
  channelOnly(facts),
  manyVocabularies(facts),
  thinProfiles(facts),
  rarelyUpdated(facts),
  noOutcome(facts),
]

const HALF = 0.5

/** Nobody can say how many customers a persona has, as long as most customers have none. */
function noCount({ counts }: HealthFacts): Symptom {
  const { n, of } = taggedIn(counts.customers)
  return { symptom: 'count', from: 'data', present: of === 0 || n / of < HALF, n, of }
}

/** Customers that have a persona, of all. */
export function taggedIn(customers: ReadonlyMap<string, number>): { n: number; of: number } {
  const of = [...customers.values()].reduce((sum, each) => sum + each, 0)
  return { n: of - (customers.get('') ?? 0), of }
}

/** A review by persona that comes every month is a dashboard by persona; of others only people know. */
function channelOnly({ counts }: HealthFacts): Symptom {
  if (counts.ran.has('kpi-review') && counts.year.length > 0)
    return { symptom: 'dashboards', from: 'data', present: false, n: counts.year.length, of: 0 }
  const { met } = told('dashboards', counts.answers)
  return { symptom: 'dashboards', from: 'board', present: met === undefined ? met : !met, n: 0, of: 0 }
}

/** Words that clash are a symptom; words that are mapped for each persona are none. */
function manyVocabularies({ library, personas, counts }: HealthFacts): Symptom {
  const [clash] = clashesIn(library)
  const n = personas.filter(({ mapped }) => mapped > 1).length
  const about = { symptom: 'vocabulary', n, of: personas.length } as const
  if (clash) return { ...about, from: 'data', present: true, clash }
  if (n > 0 && n === personas.length) return { ...about, from: 'data', present: false }
  const { met } = told('vocabulary', counts.answers)
  return { ...about, from: 'board', present: met === undefined ? met : !met }
}

function thinProfiles({ personas }: HealthFacts): Symptom {
  const whole = personas.filter(({ lacks }) => lacks.length === 0).length
  return {
    symptom: 'profiles',
    from: 'data',
    present: personas.length === 0 || whole / personas.length <= HALF,
    n: whole,
    of: personas.length,
  }
}

/** Half a year: so often a persona is refreshed. */
export const REFRESH_DAYS = 183

function rarelyUpdated({ personas, now }: HealthFacts): Symptom {
  const recent = personas.filter(({ lookedAt }) => daysSince(lookedAt, now) <= REFRESH_DAYS).length
  return {
    symptom: 'stale',
    from: 'data',
    present: personas.length === 0 || recent / personas.length <= HALF,
    n: recent,
    of: personas.length,
  }
}

/** Personas that leave equally often are not tied to what the business lives on, or nobody can say. */
function noOutcome({ counts }: HealthFacts): Symptom {
  const spread = churnSpread(counts.year)
  return { symptom: 'outcomes', from: 'data', present: !spread.differs, n: spread.measured, of: 0, spread }
}

/** What a profile lacks most often, first. */
export const lackingMost = ({ personas }: Pick<HealthFacts, 'personas'>) =>
  CORE.map((part) => ({ part, n: personas.filter(({ lacks }) => lacks.includes(part)).length }))
    .filter(({ n }) => n > 0)
    .toSorted((a, b) => b.n - a.n)
