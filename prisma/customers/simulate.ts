import { BEHAVIOURS, type Behaviour } from './behaviour.ts'
import { type Company, inventCompany } from './names.ts'
import { type Random, seededRandom } from './random.ts'
import { type Life, live, type SimulatedMonth } from './subscription.ts'

export type SimulatedAccount = {
  id: string
  name: string
  country: string
  /** The word of its name that says what it does. */
  trade: string
  /** Which persona it behaves like, and whether anybody has tagged it so. */
  persona: string
  tagged: boolean
  vehicles: number
  startedOn: Temporal.PlainDate
  endedOn: Temporal.PlainDate | undefined
  /** Days until they worked with it; undefined where they don't yet, or left before. */
  onboardingDays: number | undefined
  termMonths: number
  /** The first day of the next term, where it has not left. */
  renewsOn: Temporal.PlainDate | undefined
  /** Those within the window, each with its first day. */
  months: (SimulatedMonth & { day: Temporal.PlainDate })[]
}

const ACCOUNTS = 2_000
const WINDOW_MONTHS = 24
/** Customers began up to so many months before the last closed one, so that the window starts with a grown company. */
const OLDEST = 48
const UNTAGGED = 0.03
const SEED = 20_261_125
/** Names have a seed of their own, so that they are the same in every month: the README names some. */
const NAMES_SEED = 20_261_123

/**
 * The demo company's customers, simulated month by month up to the last closed one (its first day): the same for the
 * same month. Those who left before the window are not among them.
 */
export function simulateCustomers(closed: Temporal.PlainDate): SimulatedAccount[] {
  const random = seededRandom(SEED)
  const naming = seededRandom(NAMES_SEED)
  const days = Array.from({ length: WINDOW_MONTHS }, (_, ago) => closed.subtract({ months: ago }))
  const names = new Set<string>()
  const accounts: SimulatedAccount[] = []
  while (accounts.length < ACCOUNTS) {
    const company = { ...inventCompany(naming, names), tagged: !naming.chance(UNTAGGED) }
    accounts.push(simulateAccount({ random, days }, accounts.length + 1, company))
  }
  return accounts
}

type World = { random: Random; days: Temporal.PlainDate[] }
type Called = Company & Pick<SimulatedAccount, 'tagged'>

/** Lives lives until one reaches into the window, the first days of whose months are computed once, the last month's first. */
function simulateAccount({ random, days }: World, number: number, company: Called): SimulatedAccount {
  const [closed = Temporal.PlainDate.from('1970-01-01')] = days
  const dayOf = (month: number) => closed.add({ months: month })
  for (;;) {
    const behaviour = pickBehaviour(random)
    const first = pickFirstMonth(behaviour, closed, random)
    const life = live(behaviour, first, random)
    const { left } = life
    const startedOn = dayOf(first).add({ days: random.between(0, 27) })
    const months = life.months.flatMap((month) => {
      const day = days[-month.month]
      return day === undefined ? [] : [{ ...month, day }]
    })
    if (months.length === 0) continue
    const onboardingDays = onboardingOf(life, seededRandom(SEED + number))
    const endedOn = left === undefined ? undefined : dayOf(left + 1).subtract({ days: 1 })
    const lastSeen = endedOn ?? dayOf(1).subtract({ days: 1 })
    const isThrough = Temporal.PlainDate.compare(startedOn.add({ days: onboardingDays }), lastSeen) <= 0
    return {
      id: `FB-${String(number).padStart(5, '0')}`,
      ...company,
      persona: behaviour.slug,
      vehicles: life.vehicles,
      startedOn,
      endedOn,
      onboardingDays: isThrough ? onboardingDays : undefined,
      termMonths: life.term,
      renewsOn: left === undefined ? dayOf(nextTerm(life)) : undefined,
      months,
    }
  }
}

/**
 * Longer with each ticket of the first month, and often with those who left within a year. It has a seed of its own, so that
 * nothing else depends on it.
 */
function onboardingOf({ months: [first], left, begun }: Life, random: Random): number {
  const usual = random.between(13, 33) + 2 * (first?.ticketCosts.length ?? 0)
  return left !== undefined && left - begun < 12 ? usual + random.between(0, 16) : usual
}

/** The first month of the next term that is still to come after the window's last month, 0. */
function nextTerm({ begun, term }: Life): number {
  return begun + term * Math.ceil((1 - begun) / term)
}

function pickBehaviour(random: Random): Behaviour {
  const tickets = BEHAVIOURS.flatMap((behaviour) => Array.from({ length: behaviour.share }, () => behaviour))
  return random.pick([BEHAVIOURS[0], ...tickets.slice(1)])
}

/** Outside their season, three of four wait and sign in another month. */
function pickFirstMonth({ season }: Behaviour, closed: Temporal.PlainDate, random: Random): number {
  for (;;) {
    const first = -random.between(0, OLDEST)
    const inSeason = season?.includes(closed.add({ months: first }).month) ?? true
    if (inSeason || random.chance(0.25)) return first
  }
}
