/** How customers of one persona of the demo company behave: what drives the simulation, not what comes of it. */
export type Behaviour = {
  slug: string
  /** Weight among all customers that sign. */
  share: number
  /** Vehicles at the start, from and to. */
  vehicles: [from: number, to: number]
  /** Probability of buying Ledger too, which costs more a vehicle. */
  ledger: number
  /** Probability of a term of 36 months instead of 12. */
  longTerm: number
  /** Months of the year (1 to 12) in which most of them sign, if there are such. */
  season?: number[]
  /** Probability of leaving at the first renewal, at a later one, and in a month of the first 90 days. */
  leaves: { first: number; later: number; early: number }
  /** Probabilities in a month of adding and of taking away vehicles, and the largest share that is added. */
  grows: number
  shrinks: number
  growth: number
  /** Tickets in the first month and in a later one, on average, and what one costs in cents. */
  tickets: { first: number; later: number; cost: number }
  /** The share of 22 working days on which they use it. */
  usage: number
}

/** In line with what the evidence of the demo company says about them. */
export const BEHAVIOURS: [Behaviour, ...Behaviour[]] = [
  {
    slug: 'carla-operations-lead',
    share: 40,
    vehicles: [60, 250],
    ledger: 0.35,
    longTerm: 0.1,
    season: [2, 3, 4],
    leaves: { first: 0.13, later: 0.08, early: 0.004 },
    grows: 0.05,
    shrinks: 0.015,
    growth: 0.15,
    tickets: { first: 1.7, later: 0.32, cost: 3_400 },
    usage: 0.86,
  },
  {
    slug: 'finn-finance-lead',
    share: 17,
    vehicles: [40, 160],
    ledger: 0.95,
    longTerm: 0.4,
    leaves: { first: 0.14, later: 0.07, early: 0.005 },
    grows: 0.02,
    shrinks: 0.02,
    growth: 0.1,
    tickets: { first: 1.7, later: 0.2, cost: 2_600 },
    usage: 0.42,
  },
  {
    slug: 'ola-network-director',
    share: 14,
    vehicles: [250, 900],
    ledger: 0.5,
    longTerm: 0.45,
    leaves: { first: 0.05, later: 0.04, early: 0.001 },
    grows: 0.11,
    shrinks: 0.01,
    growth: 0.25,
    tickets: { first: 1.7, later: 0.95, cost: 4_800 },
    usage: 0.93,
  },
  {
    slug: 'ravi-systems-lead',
    share: 16,
    vehicles: [40, 150],
    ledger: 0.2,
    longTerm: 0.05,
    leaves: { first: 0.22, later: 0.13, early: 0.012 },
    grows: 0.04,
    shrinks: 0.03,
    growth: 0.12,
    tickets: { first: 1.7, later: 0.5, cost: 4_100 },
    usage: 0.7,
  },
  {
    slug: 'gus-november-buyer',
    share: 13,
    vehicles: [30, 120],
    ledger: 0.1,
    longTerm: 0.02,
    season: [10, 11, 12],
    leaves: { first: 0.59, later: 0.4, early: 0.03 },
    grows: 0.01,
    shrinks: 0.06,
    growth: 0.1,
    tickets: { first: 4.1, later: 1.1, cost: 3_900 },
    usage: 0.35,
  },
]
