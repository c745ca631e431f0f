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

/** How people tell of a stage without naming it. */
const TOLD: [RegExp, Stage][] = [
  [/\b(?:becom\w+ aware|first hears?|hears? of us|never heard of us)\b/i, 'awareness'],
  [/\b(?:evaluat\w+|considers?|considering|compares vendors|shops? around)\b/i, 'consideration'],
  [/\b(?:buys?|buying|sign(?:s|ing)?|clos(?:es|ing) the deal)\b/i, 'purchase'],
  [
    /\b(?:go(?:es|ing)? live|go-live|rollout|kick-?off|sets? up|setting up|first (?:days|weeks))\b/i,
    'onboarding',
  ],
  [/\b(?:daily use|every ?day|uses? it|using it)\b/i, 'adoption'],
  [/\b(?:expand(?:s|ing)?|upgrad(?:es?|ing)|grow(?:s|ing)?|buys? more)\b/i, 'expansion'],
  [
    /\b(?:renews|end of (?:the |her |his |their )?(?:term|contract)|(?:contract|term) (?:\w+ ){0,3}ends?(?:ing)?|prolong\w*)\b/i,
    'renewal',
  ],
  [/\b(?:recommend(?:s|ing)? us|refer(?:s|ring)? us|tells? others)\b/i, 'advocacy'],
  [/\b(?:leaves?(?: us)?|cancels?|quits?|gives? notice|drops? us|lose (?:her|him|them))\b/i, 'churn'],
]

/** The stage that a text tells of without naming it, and the text without the words for it. */
export function stageTold(text: string): { stage: Stage; left: string } | undefined {
  const [told] = TOLD.filter(([pattern]) => pattern.test(text))
  return told && { stage: told[1], left: text.replace(told[0], ' ').replaceAll(/\s+/g, ' ').trim() }
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
