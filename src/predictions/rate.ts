import { asRead, type Behaviour, FEATURES, type FeatureName, valuesOf } from './behaviour.ts'
import { type Forecast, type Sample, usualOf } from './forecast.ts'
import { foreseen, type Model, movedBy } from './model.ts'

/** Something about a customer that moves its chance, beside what is usual for its persona. */
export type Reason = { feature: FeatureName; raises: boolean; value: number; usual: number }

/** A customer's chance, the mean of its persona's customers, and why they differ, the weightiest first. */
export type Rated = { chance: number; usual: number; level: Level; reasons: Reason[] }

export type Level = 'high' | 'usual' | 'low'

/** Twice the usual, and not next to nothing; or half of it. */
const [TIMES, LEAST_HIGH] = [2, 0.05]

export function levelOf(chance: number, usual: number): Level {
  if (chance >= TIMES * usual && chance >= LEAST_HIGH) return 'high'
  return chance <= usual / TIMES ? 'low' : 'usual'
}

const MOST_REASONS = 3
/** What moves the logit by less is not worth a word. */
const LEAST_MOVE = 0.15

/** Rates customers of the personas of whom the forecast is reliable; undefined of others. */
export function rater(
  { model, unreliable }: Pick<Forecast, 'model' | 'unreliable'>,
  now: Sample[],
): (behaviour: Behaviour) => Rated | undefined {
  const usual = new Map<string, { values: number[]; chance: number }>()
  return (behaviour) => {
    const { persona } = behaviour
    if (!model || unreliable.includes(persona)) return undefined
    const its = usual.get(persona) ?? usualFor(persona, model, now)
    usual.set(persona, its)
    const own = { persona, values: valuesOf(behaviour) }
    const chance = foreseen(model, own)
    const reasons = movedBy(model, own, its.values)
      .filter(({ by, feature }) => Math.abs(by) >= LEAST_MOVE && !Number.isNaN(own.values[feature]))
      .toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by))
      .slice(0, MOST_REASONS)
    return {
      chance,
      usual: its.chance,
      level: levelOf(chance, its.chance),
      reasons: reasons.flatMap(({ feature, by }) => reasonOf(feature, by, own.values, its.values)),
    }
  }
}

function usualFor(persona: string, model: Model, now: Sample[]): { values: number[]; chance: number } {
  const own = now.filter((each) => each.persona === persona)
  const its = own.length > 0 ? own : now
  const sum = its.reduce((all, each) => all + foreseen(model, each), 0)
  return { values: usualOf(now, persona), chance: sum / Math.max(1, its.length) }
}

function reasonOf(feature: number, by: number, own: number[], usual: number[]): Reason[] {
  const name = FEATURES[feature]?.name
  if (name === undefined) return []
  const [value, typical] = [own, usual].map((values) => asRead(feature, values[feature] ?? Number.NaN))
  return [{ feature: name, raises: by > 0, value: value ?? Number.NaN, usual: typical ?? Number.NaN }]
}

/** How many of some customers it is expected of, and between what chance alone would let it come out. */
export type Expected = { n: number; expected: number; low: number; high: number }

const BEYOND_CHANCE = 1.96

/** Adds up chances, one after the other. */
export function adder(): { add(chance: number): void; sum(): Expected } {
  let [n, expected, variance] = [0, 0, 0]
  return {
    add: (chance) => {
      n += 1
      expected += chance
      variance += chance * (1 - chance)
    },
    sum: () => {
      const far = BEYOND_CHANCE * Math.sqrt(variance)
      return { n, expected, low: Math.max(0, expected - far), high: Math.min(n, expected + far) }
    },
  }
}
