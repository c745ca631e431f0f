/**
 * What is known of a paying customer at the end of a month, and what it did in the three months after, where they are
 * over. Null is what nobody knows. Nothing of a person at the customer.
 */
export type Behaviour = {
  account: string
  persona: string
  /** Of the account on our side, as its source gives it. */
  owner: string | null
  /** In its so manieth month as a customer. */
  age: number | null
  /** At the end of the month. */
  mrr: number
  /** What was added and taken away in the last three months, as a share of what it paid before. */
  grown: number
  shrunk: number
  /** A month, in the last three and in the three before. */
  tickets: number | null
  ticketsBefore: number | null
  /** Active days in the month itself, and a month in the three before it. */
  usage: number | null
  usageBefore: number | null
  /** Of the last three months. */
  escalations: number | null
  behavioural: number | null
  communication: number | null
  support: number | null
  monetary: number | null
  /** The newest answer of the last twelve months. */
  nps: number | null
  csat: number | null
  left: boolean
  expanded: boolean
}

/** Whether a customer leaves, or pays more, within the three months to come. */
export type Outcome = 'churn' | 'expansion'

export const came = ({ left, expanded }: Behaviour, outcome: Outcome): boolean =>
  outcome === 'churn' ? left : expanded

export type FeatureName = (typeof FEATURES)[number]['name']

type Feature = {
  name: string
  /** As people read it. */
  of(behaviour: Behaviour): number | null
  /** Counts and amounts weigh by their size's order: one ticket more says less after ten. */
  log?: true
  /** Of so many customers it has to be known. */
  least: number
}

const MONTHS = 12
const [MOST, SOME] = [0.5, 0.1]

/** What a forecast looks at, beside the persona. */
export const FEATURES = [
  { name: 'age', of: ({ age }) => age, log: true, least: MOST },
  // A year as a customer is full within the three months, or was with this one: contracts end so.
  {
    name: 'yearEnds',
    of: ({ age }) => (age === null ? null : Number(age % MONTHS >= MONTHS - 3)),
    least: MOST,
  },
  { name: 'yearBegins', of: ({ age }) => (age === null ? null : Number(age % MONTHS === 0)), least: MOST },
  { name: 'mrr', of: ({ mrr }) => mrr, log: true, least: MOST },
  { name: 'grown', of: ({ grown }) => grown, log: true, least: MOST },
  { name: 'shrunk', of: ({ shrunk }) => shrunk, log: true, least: MOST },
  { name: 'tickets', of: ({ tickets }) => tickets, log: true, least: MOST },
  {
    name: 'moreTickets',
    of: ({ tickets, ticketsBefore }) => difference(tickets, ticketsBefore),
    least: MOST,
  },
  { name: 'usage', of: ({ usage }) => usage, least: MOST },
  { name: 'moreUsage', of: ({ usage, usageBefore }) => difference(usage, usageBefore), least: MOST },
  { name: 'escalations', of: ({ escalations }) => escalations, log: true, least: MOST },
  { name: 'behavioural', of: (its) => its.behavioural, log: true, least: MOST },
  { name: 'communication', of: (its) => its.communication, log: true, least: MOST },
  { name: 'support', of: (its) => its.support, log: true, least: MOST },
  { name: 'monetary', of: (its) => its.monetary, log: true, least: MOST },
  { name: 'nps', of: ({ nps }) => nps, least: SOME },
  { name: 'csat', of: ({ csat }) => csat, least: SOME },
] as const satisfies Feature[]

const difference = (now: number | null, before: number | null): number | null =>
  now === null || before === null ? null : now - before

/** A customer as numbers, one a feature; NaN is what nobody knows. */
export const valuesOf = (behaviour: Behaviour): number[] =>
  FEATURES.map((feature: Feature) => {
    const value = feature.of(behaviour)
    if (value === null) return Number.NaN
    return feature.log ? Math.log1p(Math.max(0, value)) : value
  })

/** A feature's number as people read it. */
export const asRead = (feature: number, value: number): number => {
  const its: Feature | undefined = FEATURES[feature]
  return its?.log ? Math.expm1(value) : value
}
