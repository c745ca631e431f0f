import type { PersonaClv } from './clv.ts'

type Valued = Pick<PersonaClv, 'month' | 'value'> & { lifetime: { discounted: number } | undefined }

/** By how much each of four things makes one persona worth more, or less, than another. Money per customer. */
export type Decomposition = {
  tenure: number
  price: number
  expansion: number
  service: number
  total: number
}

/**
 * Value = discounted months × (first price + growth − support). The difference of two products is shared out as each
 * factor's change times the mean of the other (Shapley's value for two factors), so that the parts add up to it.
 * Undefined where either has no value.
 */
export function decompose(one: Valued, other: Valued): Decomposition | undefined {
  if (!one.lifetime || !other.lifetime || !one.value || !other.value) return undefined
  const months = (one.lifetime.discounted + other.lifetime.discounted) / 2
  const contribution = (one.month.contribution + other.month.contribution) / 2
  return {
    tenure: (one.lifetime.discounted - other.lifetime.discounted) * contribution,
    price: (one.month.first - other.month.first) * months,
    expansion: (one.month.growth - other.month.growth) * months,
    service: ((other.month.support ?? 0) - (one.month.support ?? 0)) * months,
    total: one.value.value - other.value.value,
  }
}
