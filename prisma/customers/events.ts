import type { ReadEvent } from '#src/signals/event.ts'
import { BEHAVIOURS } from './behaviour.ts'
import type { SimulatedContact } from './contacts.ts'
import { type Random, seededRandom } from './random.ts'
import type { SimulatedAccount } from './simulate.ts'
import type { SimulatedTicket } from './tickets.ts'

type Properties = Record<string, string | number | boolean>

/** What some customers did some time within the last 90 days, each on average as often as their like do. */
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

const HABITS: Habit[] = [
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

function caseRead(random: Random): Properties {
  return { case: random.pick(['Hollerbek', 'Brandsund', 'Pellmont', 'Tarn & Lowe']) }
}

const DAY = 86_400_000
const SEED = 20_261_127
/** Customers who are on trial of another module; those who prepare something; those who have fallen silent. */
const [TRIAL, PREPARING, COMPARING, SILENT] = [0.02, 0.02, 0.02, 0.04]

/** What the demo company's customers did within the last 90 days: the same for the same customers and moment. */
export function simulateEvents(
  { accounts, contacts }: { accounts: SimulatedAccount[]; contacts: SimulatedContact[] },
  tickets: SimulatedTicket[],
  now: Temporal.Instant,
): ReadEvent[] {
  const random = seededRandom(SEED)
  const people = new Map(contacts.toReversed().map(({ accountId, id }) => [accountId, id]))
  const active = accounts.filter(({ endedOn }) => endedOn === undefined)
  const happenings = [
    ...active.flatMap((account) => [
      ...ofUse(account, random),
      ...ofHabits(account, random),
      ...ofStories(account, random),
    ]),
    ...ofTickets(tickets, now),
  ]
  return happenings
    .filter(({ ago }) => ago > 0 && ago < 90)
    .map(({ accountId, ago, name, type = 'track', properties = {} }, index) => ({
      ...{ messageId: `demo-${String(index + 1).padStart(6, '0')}`, type, name, accountId, properties },
      senderId: type === 'record' ? undefined : people.get(accountId),
      at: now.subtract({ milliseconds: Math.round(ago * DAY) }),
      link: undefined,
    }))
}

type Happening = {
  accountId: string
  /** In days, with their fractions. */
  ago: number
  name: string
  type?: 'track' | 'page' | 'record'
  properties?: Properties
}

/** The plan is opened the oftener the more it is used; a shift that is handed over digitally is told once a week. */
function ofUse({ id, persona }: SimulatedAccount, random: Random): Happening[] {
  const { usage } = BEHAVIOURS.find(({ slug }) => slug === persona) ?? BEHAVIOURS[0]
  const since = random.chance(SILENT) ? random.between(15, 40) : 0
  const every = 4 / usage
  const plans = Array.from({ length: Math.floor((60 - since) / every) }, (_, index) => {
    return { accountId: id, ago: since + (index + random.next()) * every, name: 'Plan Opened' }
  })
  const weeks = random.chance(0.75) ? [0, 1, 2, 3] : []
  const handOffs = weeks.map((week) => {
    const count = random.between(5, 40)
    return {
      accountId: id,
      ago: since + (week + random.next()) * 7,
      name: 'Hand-off Sent',
      properties: { count },
    }
  })
  return [...plans, ...handOffs]
}

function ofHabits({ id, persona }: SimulatedAccount, random: Random): Happening[] {
  return HABITS.flatMap(({ name, type, share, personas, times, ago, properties }) => {
    if (!(personas?.includes(persona) ?? true) || !random.chance(share)) return []
    return Array.from({ length: random.between(...times) }, () => ({
      ...{ accountId: id, name, ago: random.between(...ago) + random.next() },
      ...(type && { type }),
      ...(properties && { properties: properties(random) }),
    }))
  })
}

/** What follows on each other, as it does where something is about to happen. */
function ofStories({ id }: SimulatedAccount, random: Random): Happening[] {
  const did = (name: string, ago: number, more: Partial<Happening> = {}) => {
    return { accountId: id, name, ago: ago + random.next(), ...more }
  }
  const from = random.between(0, 12)
  const path = { type: 'page', properties: { path: '/en/pricing' } } as const
  return [
    ...(random.chance(TRIAL) ? [did('Trial Started', from, { properties: { product: 'Relay' } })] : []),
    ...(random.chance(PREPARING)
      ? [did('Case Study Read', from + 3, { properties: caseRead(random) }), did('Pricing', from, path)]
      : []),
    ...(random.chance(COMPARING)
      ? [
          did('Webinar Attended', from + 5),
          did('Comparison Downloaded', from, { properties: { competitor: 'Tourmin' } }),
        ]
      : []),
  ]
}

function ofTickets(tickets: SimulatedTicket[], now: Temporal.Instant): Happening[] {
  return tickets.flatMap(({ accountId, openedAt, category, escalated }) => {
    const ago = (now.epochMilliseconds - openedAt) / DAY
    const opened = { accountId, ago, name: 'Ticket Opened', properties: { category } }
    // Rung up two hours later.
    return escalated ? [opened, { ...opened, name: 'Ticket Escalated', ago: ago - 1 / 12 }] : [opened]
  })
}
