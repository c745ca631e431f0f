/** What a method tells by its nature. */
type Insight = 'qualitative' | 'quantitative' | 'behavioural' | 'sales' | 'third-party'

/** How much is enough: a number of somebody or something, all that there is, or as it comes. */
type Sample = { least: number; usual: string } | 'everybody' | 'varies'

export type MethodFacts = {
  insight: Insight
  sample: Sample
  /** Time and money that it takes. */
  investment: 'high' | 'medium' | 'low'
  bestFor: string
}

const interviews = { least: 15, usual: '15 to 20 interviews per persona' }

/** How something can be found out. */
const METHODS = {
  interviews: {
    insight: 'qualitative',
    sample: interviews,
    investment: 'high',
    bestFor: 'motives, decision rules and the words that people use',
  },
  'switch-interviews': {
    insight: 'qualitative',
    sample: interviews,
    investment: 'high',
    bestFor: 'what makes people hire a product, and fire the one before',
  },
  survey: {
    insight: 'quantitative',
    sample: { least: 200, usual: '200 respondents or more' },
    investment: 'medium',
    bestFor: 'how common something is that interviews found',
  },
  crm: {
    insight: 'quantitative',
    sample: 'everybody',
    investment: 'low',
    bestFor: 'who buys, how fast, at which price, and who leaves',
  },
  cohort: {
    insight: 'quantitative',
    sample: 'everybody',
    investment: 'medium',
    bestFor: 'who stays and grows, by month of the start and persona',
  },
  'product-analytics': {
    insight: 'behavioural',
    sample: 'everybody',
    investment: 'medium',
    bestFor: 'what people do rather than say, and groups that behave alike',
  },
  journey: {
    insight: 'behavioural',
    sample: 'varies',
    investment: 'medium',
    bestFor: 'where people get stuck, step by step',
  },
  content: {
    insight: 'behavioural',
    sample: 'everybody',
    investment: 'low',
    bestFor: 'what they read and watch before they decide',
  },
  'sales-calls': {
    insight: 'sales',
    sample: { least: 30, usual: '30 to 50 calls' },
    investment: 'medium',
    bestFor: 'objections, questions and the order in which they come',
  },
  'win-loss': {
    insight: 'sales',
    sample: 'varies',
    investment: 'medium',
    bestFor: 'why deals were won and lost',
  },
  objections: {
    insight: 'sales',
    sample: 'varies',
    investment: 'low',
    bestFor: 'the patterns behind what is said against us',
  },
  'field-note': {
    insight: 'sales',
    sample: 'varies',
    investment: 'low',
    bestFor: 'one sentence heard in a call, word for word, on the same day',
  },
  'support-tickets': {
    insight: 'behavioural',
    sample: 'everybody',
    investment: 'low',
    bestFor: 'what hurts after the purchase, and who costs most to support',
  },
  'social-listening': {
    insight: 'third-party',
    sample: 'varies',
    investment: 'low',
    bestFor: 'how people talk when nobody asks them',
  },
  'industry-report': {
    insight: 'third-party',
    sample: 'varies',
    investment: 'low',
    bestFor: 'the size of a market and where it goes',
  },
  reviews: {
    insight: 'third-party',
    sample: 'varies',
    investment: 'low',
    bestFor: 'what customers of competitors praise and miss',
  },
  experiment: {
    insight: 'quantitative',
    sample: 'varies',
    investment: 'medium',
    bestFor: 'whether a message or an offer works better for one persona',
  },
} as const satisfies Record<string, MethodFacts>

export type MethodName = keyof typeof METHODS

export const METHOD_NAMES = Object.keys(METHODS) as [MethodName, ...MethodName[]]

export const factsOf = (method: MethodName): MethodFacts => METHODS[method]

/** A conversation about how somebody decides: only these count as interviews. */
export const isInterview = (method: MethodName): boolean =>
  method === 'interviews' || method === 'switch-interviews'
