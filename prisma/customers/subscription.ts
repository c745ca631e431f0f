import type { Behaviour } from './behaviour.ts'
import type { Random } from './random.ts'

/** What happened to one customer in one month. Money in cents; months are counted, the window's last one is 0. */
export type SimulatedMonth = {
  month: number
  start: number
  new: number
  reactivation: number
  expansion: number
  contraction: number
  churned: number
  end: number
  /** What each of its tickets cost. */
  ticketCosts: number[]
  supportCost: number
  activeDays: number
}

/** A life as a customer; `left` is the month at whose end it was over, if it is; else it renews every `term` months from `begun`. */
export type Life = {
  months: SimulatedMonth[]
  vehicles: number
  left: number | undefined
  begun: number
  term: number
}

const CENTS_A_VEHICLE = 1_400
const CENTS_FOR_LEDGER = 400
const LARGEST_DISCOUNT = 0.12
const WORKING_DAYS = 22
/** Who leaves uses it less and less in the months before, and asks more. */
const FADING_MONTHS = 3
/** Probability in a month after leaving of coming back, and for how many months that goes on. */
const RETURNS = 0.006
const RETURNS_WITHIN = 12

/** Lives one customer's months from its first to the window's last, month 0. */
export function live(behaviour: Behaviour, first: number, random: Random): Life {
  const [least, most] = behaviour.vehicles
  const vehicles = random.between(least, most)
  const life: Life = { months: [], vehicles, left: undefined, begun: first, term: 12 }
  let begun = first
  let returning = false
  while (begun <= 0) {
    const term = random.chance(behaviour.longTerm) ? 36 : 12
    const left = lastMonth(behaviour, { first: begun, term }, random)
    Object.assign(life, { begun, term })
    life.months.push(...subscribe({ behaviour, first: begun, left, vehicles, returning }, random))
    life.left = left <= 0 ? left : undefined
    const back = returnMonth(left, random)
    if (back === undefined) break
    begun = back
    returning = true
  }
  return life
}

/** The month at whose end the subscription is left: early, at one of its renewals, or none that is known yet. */
function lastMonth(
  { leaves }: Behaviour,
  { first, term }: { first: number; term: number },
  random: Random,
): number {
  for (let month = first; month <= 0; month++) {
    const age = month - first + 1
    if (age <= 3 && random.chance(leaves.early)) return month
    if (age % term === 0 && random.chance(age === term ? leaves.first : leaves.later)) return month
  }
  return Number.POSITIVE_INFINITY
}

function returnMonth(left: number, random: Random): number | undefined {
  for (let month = left + 2; month <= Math.min(0, left + RETURNS_WITHIN); month++) {
    if (random.chance(RETURNS)) return month
  }
  return undefined
}

type Subscription = {
  behaviour: Behaviour
  first: number
  left: number
  vehicles: number
  returning: boolean
}

function subscribe(subscription: Subscription, random: Random): SimulatedMonth[] {
  const { behaviour, first, left, vehicles, returning } = subscription
  const list = CENTS_A_VEHICLE + (random.chance(behaviour.ledger) ? CENTS_FOR_LEDGER : 0)
  const price = Math.round(list * (1 - random.next() * LARGEST_DISCOUNT))
  const months: SimulatedMonth[] = []
  let fleet = vehicles
  for (let month = first; month <= Math.min(left, 0); month++) {
    const before = fleet
    if (month > first) fleet += changeOfFleet(behaviour, fleet, random)
    const start = month === first ? 0 : before * price
    const begun = month === first ? fleet * price : 0
    months.push({
      month,
      start,
      new: returning ? 0 : begun,
      reactivation: returning ? begun : 0,
      expansion: Math.max(0, fleet - before) * price,
      contraction: Math.max(0, before - fleet) * price,
      churned: month === left ? fleet * price : 0,
      end: month === left ? 0 : fleet * price,
      ...use(behaviour, { age: month - first, leavesIn: left - month }, random),
    })
  }
  return months
}

function changeOfFleet({ grows, shrinks, growth }: Behaviour, fleet: number, random: Random): number {
  if (random.chance(grows)) return Math.ceil(fleet * growth * random.next())
  return random.chance(shrinks) ? -Math.floor(fleet * 0.25 * random.next()) : 0
}

function use(
  { tickets, usage }: Behaviour,
  { age, leavesIn }: { age: number; leavesIn: number },
  random: Random,
): Pick<SimulatedMonth, 'ticketCosts' | 'supportCost' | 'activeDays'> {
  const fading = Math.max(0, FADING_MONTHS - leavesIn) / FADING_MONTHS
  const asked = random.poisson((age === 0 ? tickets.first : tickets.later) * (1 + fading))
  const costs = Array.from({ length: asked }, () => Math.round(tickets.cost * (0.4 + 1.2 * random.next())))
  const days = Array.from({ length: WORKING_DAYS }, () => random.chance(usage * (1 - 0.7 * fading)))
  return {
    ticketCosts: costs,
    supportCost: costs.reduce((sum, cost) => sum + cost, 0),
    activeDays: days.filter(Boolean).length,
  }
}
