import { monthlyRate, type PersonaClv } from './clv.ts'
import { stayWith } from './model-stay.ts'

/** What a customer of a persona is worth more if their churn at each renewal is multiplied; undefined without a model. */
export function worthAt(
  { lifetime, month, value }: PersonaClv,
  factor: number,
  discount: number,
): number | undefined {
  if (!value || lifetime?.by !== 'model' || !lifetime.model) return undefined
  const { model } = lifetime
  const mu = Math.min(1, Math.max(0, model.mu * factor))
  return (
    (stayWith({ ...model, mu }, lifetime, monthlyRate(discount)) - lifetime.discounted) * month.contribution
  )
}

/** What one point more who renew the first time is worth, a new customer. */
export const worthOfAPoint = (its: PersonaClv, discount: number): number | undefined => {
  const mu = its.lifetime?.model?.mu ?? 0
  return mu <= 0.01 ? undefined : worthAt(its, (mu - 0.01) / mu, discount)
}
