import type { ReadEvent } from '#src/signals/event.ts'
import { BEHAVIOURS } from './behaviour.ts'
import type { SimulatedContact } from './contacts.ts'
import { caseRead, HABITS, type Properties } from './habits.ts'
import { type Random, seededRandom } from './random.ts'
import type { SimulatedAccount } from './simulate.ts'
import type { SimulatedTicket } from './tickets.ts'

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
    ...active.flatMap((account) => {
      const did = [...ofUse(account, random), ...ofHabits(account, random), ...ofStories(account, random)]
      const age = daysSince(account.startedOn, now)
      return did.filter(({ ago }) => ago < age)
    }),
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

const daysSince = (day: Temporal.PlainDate, now: Temporal.Instant): number =>
  day.until(now.toZonedDateTimeISO('UTC').toPlainDate()).days

/** The plan is opened the oftener the more it is used; shifts handed over digitally are told every other week. */
function ofUse({ id, persona }: SimulatedAccount, random: Random): Happening[] {
  const { usage } = BEHAVIOURS.find(({ slug }) => slug === persona) ?? BEHAVIOURS[0]
  const since = random.chance(SILENT) ? random.between(15, 40) : 0
  const every = 4 / usage
  const plans = Array.from({ length: Math.floor((60 - since) / every) }, (_, index) => {
    return { accountId: id, ago: since + (index + random.next()) * every, name: 'Plan Opened' }
  })
  const weeks = random.chance(0.75) ? [0, 2, 4, 6, 8, 10, 12] : []
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
