import { type Random, seededRandom } from './random.ts'

/** Somebody who asked the demo company for something. No name and no address: nobody here needs them. */
export type SimulatedLead = {
  id: string
  role: string
  persona: string | undefined
  disqualifiedOn: Temporal.PlainDate | undefined
  attributes: { first_contact: string; source: string; vehicles: number }
}

type Kind = {
  persona?: string
  /** Weight among all leads. */
  share: number
  /** Probability of being turned away. */
  turnedAway: number
  roles: [string, ...string[]]
  vehicles: [from: number, to: number]
  sources: [string, ...string[]]
  /** Months of the year (1 to 12) in which most of them come, if there are such. */
  season?: number[]
}

/** In line with what the demo company knows: Gus is known for what he is, and still signed more often than not. */
const KINDS: [Kind, ...Kind[]] = [
  {
    persona: 'carla-operations-lead',
    share: 38,
    turnedAway: 0.06,
    roles: ['Operations lead', 'Head of dispatch', 'Transport manager'],
    vehicles: [60, 250],
    sources: ['webinar', 'newsletter', 'referral'],
    season: [1, 2, 3],
  },
  {
    persona: 'finn-finance-lead',
    share: 14,
    turnedAway: 0.08,
    roles: ['Head of finance', 'Commercial manager'],
    vehicles: [40, 160],
    sources: ['referral', 'cost sheet'],
  },
  {
    persona: 'ola-network-director',
    share: 10,
    turnedAway: 0.05,
    roles: ['Network director', 'Regional director'],
    vehicles: [250, 900],
    sources: ['tender', 'referral'],
  },
  {
    persona: 'ravi-systems-lead',
    share: 16,
    turnedAway: 0.12,
    roles: ['IT manager', 'Systems lead'],
    vehicles: [40, 150],
    sources: ['documentation', 'sandbox'],
  },
  {
    persona: 'gus-november-buyer',
    share: 14,
    turnedAway: 0.45,
    roles: ['Owner', 'Site manager'],
    vehicles: [30, 120],
    sources: ['search ad', 'telephone'],
    season: [10, 11, 12],
  },
  { share: 8, turnedAway: 0.35, roles: ['Other'], vehicles: [1, 60], sources: ['search ad', 'newsletter'] },
]

const LEADS = 1_240
const WINDOW_DAYS = 365
const SEED = 20_261_123

/** The demo company's leads of the last year, the same for the same day. */
export function simulateLeads(today: Temporal.PlainDate): SimulatedLead[] {
  const random = seededRandom(SEED)
  return Array.from({ length: LEADS }, (_, index) => simulateLead(index + 1, today, random))
}

function simulateLead(number: number, today: Temporal.PlainDate, random: Random): SimulatedLead {
  const kind = pickKind(random)
  const first = pickDay(kind, today, random)
  const decided = first.add({ days: random.between(1, 12) })
  const turnedAway = random.chance(kind.turnedAway) && Temporal.PlainDate.compare(decided, today) <= 0
  return {
    id: `FL-${String(number).padStart(5, '0')}`,
    role: random.pick(kind.roles),
    persona: kind.persona,
    disqualifiedOn: turnedAway ? decided : undefined,
    attributes: {
      first_contact: first.toString(),
      source: random.pick(kind.sources),
      vehicles: random.between(...kind.vehicles),
    },
  }
}

function pickKind(random: Random): Kind {
  const all = KINDS.flatMap((kind) => Array.from({ length: kind.share }, () => kind))
  return random.pick([KINDS[0], ...all.slice(1)])
}

/** Outside their season, three of four come on another day. */
function pickDay({ season }: Kind, today: Temporal.PlainDate, random: Random): Temporal.PlainDate {
  for (;;) {
    const day = today.subtract({ days: random.between(0, WINDOW_DAYS - 1) })
    if ((season?.includes(day.month) ?? true) || random.chance(0.25)) return day
  }
}
