import { BEHAVIOURS, type Behaviour } from './behaviour.ts'
import { type Random, seededRandom } from './random.ts'
import type { SimulatedAccount } from './simulate.ts'

/** Times in milliseconds since 1970, money in cents. */
export type SimulatedTicket = {
  id: string
  accountId: string
  openedAt: number
  resolvedAt: number | undefined
  category: string
  escalated: boolean
  firstContactResolved: boolean
  reopened: boolean
  cost: number
  csat: number | undefined
}

/** What each persona asks about, as often as the evidence of the demo company says. */
const CATEGORIES: Record<string, [[string, number], ...[string, number][]]> = {
  'carla-operations-lead': [
    ['driver log-in', 38],
    ['plan and shifts', 30],
    ['phones and messages', 32],
  ],
  'finn-finance-lead': [
    ['cost centres and export', 48],
    ['invoice', 27],
    ['hours report', 25],
  ],
  'ola-network-director': [
    ['rights between depots', 40],
    ['next wave', 32],
    ['hours report', 28],
  ],
  'ravi-systems-lead': [
    ['API and mapping', 44],
    ['ERP connection', 30],
    ['security', 26],
  ],
  'gus-november-buyer': [
    ['getting started', 45],
    ['price and contract', 35],
    ['driver log-in', 20],
  ],
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
const SEED = 20_261_125
/** Customers whose last two weeks went badly, among those who stay. */
const STORMY = 0.012

/**
 * The demo company's support tickets: those of closed months as many and as dear as the months say, and those of the
 * month that is still open, up to now. The same for the same customers and the same day.
 */
export function simulateTickets(
  accounts: SimulatedAccount[],
  now: Temporal.Instant,
  zone: string,
): SimulatedTicket[] {
  const random = seededRandom(SEED)
  const starts = new Map<string, number>()
  const startOf = (day: Temporal.PlainDate): number => {
    const known = starts.get(day.toString())
    const start = known ?? day.toZonedDateTime(zone).epochMilliseconds
    starts.set(day.toString(), start)
    return start
  }
  const today = startOf(now.toZonedDateTimeISO(zone).toPlainDate())
  const drafts = accounts.flatMap((account) => [
    ...ofClosedMonths(account, startOf, random),
    ...ofOpenMonth(account, startOf, today, random),
  ])
  return drafts
    .toSorted((a, b) => a.openedAt - b.openedAt)
    .map((draft, index) => ({
      id: `FT-${String(index + 1).padStart(6, '0')}`,
      ...settle(draft, today, random),
    }))
}

type Draft = { account: SimulatedAccount; openedAt: number; cost: number; escalated: boolean }
type StartOf = (day: Temporal.PlainDate) => number

function ofClosedMonths(account: SimulatedAccount, startOf: StartOf, random: Random): Draft[] {
  return account.months.flatMap(({ day, ticketCosts }) => {
    const ended = account.endedOn
    const leaves = ended !== undefined && Temporal.PlainDate.compare(day.add({ months: 3 }), ended) >= 0
    return ticketCosts.map((cost) => ({
      account,
      openedAt: startOf(day) + workingTime(account, day.daysInMonth, random),
      cost,
      escalated: random.chance(leaves ? 0.16 : 0.035),
    }))
  })
}

/** Nobody has closed this month yet: it is on no bill, but its tickets are there. */
function ofOpenMonth(account: SimulatedAccount, startOf: StartOf, today: number, random: Random): Draft[] {
  const last = account.months.at(-1)
  if (last === undefined || account.endedOn !== undefined) return []
  const { tickets } = behaviourOf(account)
  const start = startOf(last.day.add({ months: 1 }))
  const days = Math.round((today - start) / DAY)
  const draft = (openedAt: number, escalated: boolean): Draft => {
    return { account, openedAt, escalated, cost: Math.round(tickets.cost * (0.4 + 1.2 * random.next())) }
  }
  const usual = Array.from({ length: days > 0 ? random.poisson((tickets.later * days) / 30) : 0 }, () =>
    draft(start + workingTime(account, days, random), random.chance(0.035)),
  )
  if (!random.chance(STORMY) || days < 1) return usual
  const storm = [13, 8, 2].map((ago) =>
    draft(today - Math.max(1, Math.min(ago, days) - random.between(0, 1)) * DAY + workingHour(random), true),
  )
  return [...usual, ...storm]
}

function behaviourOf({ persona }: SimulatedAccount): Behaviour {
  return BEHAVIOURS.find(({ slug }) => slug === persona) ?? BEHAVIOURS[0]
}

/** From the beginning of a month; Finn asks in its first days, when he closes the one before. */
function workingTime({ persona }: SimulatedAccount, days: number, random: Random): number {
  const last = persona === 'finn-finance-lead' && random.chance(0.5) ? Math.min(days, 4) : days
  return random.between(0, last - 1) * DAY + workingHour(random)
}

const workingHour = (random: Random): number => random.between(7 * 60, 18 * 60) * 60_000

function settle(draft: Draft, today: number, random: Random): Omit<SimulatedTicket, 'id'> {
  const { account, openedAt, cost, escalated } = draft
  const firstContactResolved = !escalated && random.chance(0.62)
  const hours = firstContactResolved ? random.between(1, 5) : random.between(6, escalated ? 90 : 60)
  const resolvedAt = openedAt + hours * HOUR
  const answered = random.chance(0.42)
  const csat = escalated ? random.between(1, 4) : random.between(3, 5)
  return {
    accountId: account.id,
    openedAt,
    resolvedAt: resolvedAt < today ? resolvedAt : undefined,
    category: random.weigh(CATEGORIES[account.persona] ?? [['other', 1]]),
    escalated,
    firstContactResolved,
    reopened: !firstContactResolved && random.chance(0.14),
    cost,
    csat: answered && resolvedAt < today ? csat : undefined,
  }
}
