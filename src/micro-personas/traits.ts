import type { Behaviour } from '#src/predictions/behaviour.ts'
import { cohenD, type Sample } from '#src/statistics/effect-size.ts'
import { type Emerging, TRAIT_NAMES, type TraitName } from './group.ts'

/** A customer by what it does; seats are null where no source tells them. */
export type Doer = Behaviour & { seats: number | null }

type Trait = { of(doer: Doer): number | null; log?: true }

/** What customers can differ in by what they do; never by who they are. */
const TRAITS: Record<TraitName, Trait> = {
  usage: { of: ({ usage }) => usage },
  tickets: { of: ({ tickets }) => tickets, log: true },
  escalations: { of: ({ escalations }) => escalations, log: true },
  mrr: { of: ({ mrr }) => mrr, log: true },
  seats: { of: ({ seats }) => seats, log: true },
  behavioural: { of: (its) => its.behavioural, log: true },
  communication: { of: (its) => its.communication, log: true },
  support: { of: (its) => its.support, log: true },
  monetary: { of: (its) => its.monetary, log: true },
  nps: { of: ({ nps }) => nps },
}

/** Customers as rows of standardised numbers, and what each column is. */
export type Table = { traits: TraitName[]; rows: number[][] }

const LEAST_KNOWN = 0.5
/** Where nearly all have the same number, the others are an exception and no group. */
const MOST_ALIKE = 0.8
const FARTHEST = 3

/** What isn't known counts as the mean. Two traits that say the same, such as seats and MRR, both count. */
export function tableOf(doers: Doer[]): Table {
  const columns = TRAIT_NAMES.flatMap((name) => {
    const values = doers.map((doer) => scaled(TRAITS[name], doer))
    const known = values.filter((value) => value !== null)
    if (known.length < LEAST_KNOWN * doers.length || alike(known) > MOST_ALIKE * known.length) return []
    const { mean, deviation } = sampleOf(known)
    if (!(deviation > 1e-9)) return []
    const far = values.map((value) => (value === null ? 0 : (value - mean) / deviation))
    return [
      {
        name,
        far: far.map((each) => Math.min(FARTHEST, Math.max(-FARTHEST, each))),
      },
    ]
  })
  return {
    traits: columns.map(({ name }) => name),
    rows: doers.map((_, row) => columns.map(({ far }) => far[row] ?? 0)),
  }
}

function scaled({ of, log }: Trait, doer: Doer): number | null {
  const value = of(doer)
  return value === null ? null : log ? Math.log1p(Math.max(0, value)) : value
}

/** How many have the number that most have. */
function alike(values: number[]): number {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return Math.max(0, ...counts.values())
}

function sampleOf(values: number[]): Sample {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { n, mean, deviation: Math.sqrt(squares / Math.max(1, n - 1)) }
}

/** How a group differs from the others in one thing: the means as people read them, and Cohen's d. */
export type Difference = Emerging['traits'][number]

/** A large effect by Cohen's measure. */
const LARGE = 0.8
const MOST = 4

/** In what a group differs much from the others, the most first. */
export function differencesOf(
  doers: Doer[],
  isIn: (index: number) => boolean,
  among: TraitName[],
): Difference[] {
  const all = among.flatMap((name): Difference[] => {
    const trait = TRAITS[name]
    const values = doers.map((doer) => scaled(trait, doer))
    const [inside, outside] = [true, false].map((wanted) =>
      sampleOf(values.filter((value, index) => value !== null && isIn(index) === wanted) as number[]),
    )
    const d = inside && outside && cohenD(inside, outside)
    if (!inside || !outside || d === undefined || Math.abs(d) < LARGE) return []
    const read = (value: number) => (trait.log ? Math.expm1(value) : value)
    return [{ trait: name, d, mean: read(inside.mean), others: read(outside.mean) }]
  })
  return all.toSorted((a, b) => Math.abs(b.d) - Math.abs(a.d)).slice(0, MOST)
}
