import { z } from 'zod'

/** The lifecycle of a customer: eight stages, of which the last ends well (advocacy) or badly (churn). */
export const STAGES = [
  'awareness',
  'consideration',
  'purchase',
  'onboarding',
  'adoption',
  'expansion',
  'renewal',
  'advocacy',
  'churn',
] as const

export type Stage = (typeof STAGES)[number]

const SPELLINGS: Record<string, Stage> = {
  evaluation: 'consideration',
  buying: 'purchase',
  trial: 'consideration',
  onboard: 'onboarding',
  usage: 'adoption',
  upsell: 'expansion',
  renew: 'renewal',
  renewing: 'renewal',
  referral: 'advocacy',
  cancellation: 'churn',
  cancelling: 'churn',
  leaving: 'churn',
}

/** The stage that a single word names, as people write it: with a comma or a question mark after it, too. */
export function stageNamed(word: string): Stage | undefined {
  const lower = word.toLowerCase().replace(/[^\p{L}]+$/u, '')
  return STAGES.find((stage) => stage === lower) ?? SPELLINGS[lower]
}

export const stage = z.enum(STAGES).describe(`Where in the lifecycle: ${STAGES.join(', ')}`)

/** The steps of a buying decision, each with the question that its content answers. */
export const DECISION_STEPS = {
  problem: 'What is our problem, and what does it cost us?',
  framework: 'Which ways are there to solve it?',
  criteria: 'By what do we choose?',
  validation: 'Does it hold for people like us?',
  decision: 'What happens if we say yes?',
} as const

const steps = Object.keys(DECISION_STEPS) as [keyof typeof DECISION_STEPS, ...(keyof typeof DECISION_STEPS)[]]

export const decisionStep = z.enum(steps).describe(`Step of the decision: ${steps.join(', ')}`)
