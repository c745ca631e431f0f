import type { Random } from './random.ts'

export type Properties = Record<string, string | number | boolean>

/** Something that some customers did some time within the last 90 days, each on average as often as their like do. */
type Habit = {
  name: string
  type?: 'page' | 'record'
  /** Of all customers, or of those of some personas, the share that did so at all. */
  share: number
  personas?: string[]
  times: [from: number, to: number]
  /** How many days ago, from and to. */
  ago: [from: number, to: number]
  properties?: (random: Random) => Properties
}

const FINN = ['finn-finance-lead']
const RAVI = ['ravi-systems-lead']

export const HABITS: Habit[] = [
  {
    ...{ name: 'Pricing', type: 'page', share: 0.05, times: [1, 3], ago: [0, 60] },
    properties: () => ({ path: '/en/pricing' }),
  },
  { ...{ name: 'Case Study Read', share: 0.05, times: [1, 2], ago: [0, 60] }, properties: caseRead },
  {
    ...{ name: 'Recording Watched', share: 0.04, times: [1, 1], ago: [0, 80] },
    properties: (random) => ({ webinar: 'Four ways to hand over a shift', minutes: random.between(11, 41) }),
  },
  {
    ...{ name: 'Ledger Exported', share: 0.7, personas: FINN, times: [1, 3], ago: [0, 75] },
    properties: (random) => ({ rows: random.between(40, 900) }),
  },
  {
    name: 'API Connected',
    share: 0.6,
    personas: RAVI,
    times: [1, 1],
    ago: [5, 89],
    properties: () => ({ system: 'ERP' }),
  },
  { name: 'User Invited', share: 0.12, times: [1, 2], ago: [0, 89], properties: () => ({ role: 'planner' }) },
  {
    name: 'Email Opened',
    share: 0.2,
    times: [1, 4],
    ago: [0, 80],
    properties: () => ({ campaign: 'autumn-letter' }),
  },
  {
    name: 'Email Replied',
    share: 0.03,
    times: [1, 1],
    ago: [0, 80],
    properties: () => ({ campaign: 'autumn-letter' }),
  },
  {
    ...{ name: 'Meeting Held', share: 0.15, times: [1, 2], ago: [1, 85] },
    properties: (random) => ({ attendees: random.between(1, 5), minutes: random.pick([30, 45, 60]) }),
  },
  { name: 'Meeting Missed', share: 0.02, times: [1, 2], ago: [0, 45] },
  {
    ...{ name: 'Conversation Rated', share: 0.02, times: [1, 2], ago: [0, 50] },
    properties: () => ({ sentiment: 'negative', channel: 'phone' }),
  },
  {
    ...{ name: 'Payment Failed', share: 0.02, times: [1, 2], ago: [0, 60] },
    properties: (random) => ({ attempt: random.between(1, 3), method: random.pick(['card', 'debit']) }),
  },
  {
    name: 'Payment Method Changed',
    share: 0.01,
    times: [1, 1],
    ago: [0, 80],
    properties: () => ({ method: 'card' }),
  },
  {
    name: 'Package Changed',
    share: 0.01,
    times: [1, 1],
    ago: [0, 80],
    properties: () => ({ direction: 'down', product: 'Ledger' }),
  },
  {
    name: 'Package Changed',
    share: 0.015,
    times: [1, 1],
    ago: [0, 80],
    properties: () => ({ direction: 'up', product: 'Ledger' }),
  },
  {
    ...{ name: 'Discount Requested', share: 0.012, times: [1, 1], ago: [0, 70] },
    properties: (random) => ({ percent: random.pick([5, 10, 15]) }),
  },
  {
    ...{ name: 'deals.stage', type: 'record', share: 0.02, times: [1, 1], ago: [0, 70] },
    properties: () => ({ from: 'pilot', to: 'offer' }),
  },
]

/** One of the cases on the demo company's pages. */
export function caseRead(random: Random): Properties {
  return { case: random.pick(['Hollerbek', 'Brandsund', 'Pellmont', 'Tarn & Lowe']) }
}
