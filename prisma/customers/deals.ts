import type { SimulatedContact } from './contacts.ts'
import type { SimulatedLead } from './leads.ts'
import { type Random, seededRandom } from './random.ts'
import type { SimulatedAccount } from './simulate.ts'

/** A deal about a new customer. Money in cents a year. */
export type SimulatedDeal = {
  id: string
  accountId: string
  /** Where it is, or was when it was lost. */
  stage: string
  openedOn: Temporal.PlainDate
  closedOn: Temporal.PlainDate | undefined
  outcome: 'won' | 'lost' | 'open'
  amount: number
  lossReason: string | undefined
  competitor: string | undefined
  attributes: { vehicles: number; pilot: boolean; committee?: { contact_id: string; part: string }[] }
}

type Weighted = [[string, number], ...[string, number][]]

/** Days from opening to closing, and how often with a pilot. */
type Course = { days: [from: number, to: number]; pilot: number; reasons: Weighted; rivals: Weighted }

const REASONS: Weighted = [
  ['too expensive', 30],
  ['no budget', 22],
  ['not before peak', 21],
  ['fear of the rollout', 16],
  ['IT came in late', 11],
]
/** Half of those who say no change nothing. */
const NOBODY = ''
const RIVALS: Weighted = [
  [NOBODY, 50],
  ['Tourmin', 21],
  ['Kolonna', 13],
  ['Building it themselves', 11],
  ['Fieldmouse', 5],
]
const COURSES: Record<string, Course> = {
  'carla-operations-lead': { days: [45, 120], pilot: 0.6, reasons: REASONS, rivals: RIVALS },
  'finn-finance-lead': {
    days: [40, 95],
    pilot: 0.3,
    reasons: [
      ['too expensive', 45],
      ['no budget', 35],
      ['contract too long', 20],
    ],
    rivals: RIVALS,
  },
  'ola-network-director': {
    days: [110, 220],
    pilot: 0.7,
    reasons: [
      ['fear of the rollout', 40],
      ['no budget', 30],
      ['works council', 30],
    ],
    rivals: [
      ['Kolonna', 45],
      [NOBODY, 45],
      ['Tourmin', 10],
    ],
  },
  'ravi-systems-lead': {
    days: [10, 40],
    pilot: 0.2,
    reasons: [
      ['built it themselves', 40],
      ['security questions', 30],
      ['too expensive', 30],
    ],
    rivals: [
      ['Building it themselves', 48],
      [NOBODY, 34],
      ['Fieldmouse', 18],
    ],
  },
  'gus-november-buyer': {
    days: [5, 25],
    pilot: 0.05,
    reasons: [
      ['too expensive', 60],
      ['not before peak', 40],
    ],
    rivals: RIVALS,
  },
}
const ANYBODY: Course = { days: [20, 60], pilot: 0.1, reasons: REASONS, rivals: RIVALS }
const CENTS_A_VEHICLE_AND_YEAR = 12 * 1_400
const WINDOW_DAYS = 365
const BECOMES_A_DEAL = 0.86
const STAGES: Weighted = [
  ['discovery', 35],
  ['pilot', 30],
  ['offer', 25],
  ['negotiation', 10],
]
const SEED = 20_261_126

/** Who may become a customer, by the id of their lead. */
export const prospectOf = ({ id }: Pick<SimulatedLead, 'id'>): string => id.replace('FL', 'FP')

/** The deals of the last year: those that brought customers, and those of leads, lost or still open. */
export function simulateDeals(
  { accounts, contacts, leads }: World,
  today: Temporal.PlainDate,
): SimulatedDeal[] {
  const random = seededRandom(SEED)
  const people = Map.groupBy(contacts, ({ accountId }) => accountId)
  const since = today.subtract({ days: WINDOW_DAYS })
  const won = accounts
    .filter(({ startedOn }) => isWithin(startedOn, since, today))
    .map((account) => wonDeal(account, people.get(account.id) ?? [], random))
  const others = leads
    .filter(({ disqualifiedOn }) => disqualifiedOn === undefined)
    .flatMap((lead) => (random.chance(BECOMES_A_DEAL) ? [otherDeal(lead, today, random)] : []))
  return [...won, ...others]
    .toSorted((a, b) => Temporal.PlainDate.compare(a.openedOn, b.openedOn))
    .map((deal, index) => ({ id: `FD-${String(index + 1).padStart(5, '0')}`, ...deal }))
}

type World = { accounts: SimulatedAccount[]; contacts: SimulatedContact[]; leads: SimulatedLead[] }
type Draft = Omit<SimulatedDeal, 'id'>

function isWithin(day: Temporal.PlainDate, from: Temporal.PlainDate, to: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(from, day) <= 0 && Temporal.PlainDate.compare(day, to) <= 0
}

function wonDeal(account: SimulatedAccount, people: SimulatedContact[], random: Random): Draft {
  const { days, pilot } = COURSES[account.persona] ?? ANYBODY
  const [first] = account.months
  return {
    accountId: account.id,
    stage: 'signed',
    openedOn: account.startedOn.subtract({ days: random.between(...days) }),
    closedOn: account.startedOn,
    outcome: 'won',
    amount: 12 * (first === undefined ? 0 : first.start + first.new),
    lossReason: undefined,
    competitor: undefined,
    attributes: {
      vehicles: account.vehicles,
      pilot: random.chance(pilot),
      committee: people.map(({ id, part }) => ({ contact_id: id, part })),
    },
  }
}

function otherDeal(lead: SimulatedLead, today: Temporal.PlainDate, random: Random): Draft {
  const { days, pilot, reasons, rivals } = COURSES[lead.persona ?? ''] ?? ANYBODY
  const { first_contact, vehicles } = lead.attributes
  const openedOn = Temporal.PlainDate.from(first_contact)
  const closedOn = openedOn.add({ days: random.between(...days) })
  const lost = Temporal.PlainDate.compare(closedOn, today) <= 0
  const rival = random.weigh(rivals)
  return {
    accountId: prospectOf(lead),
    stage: random.weigh(STAGES),
    openedOn,
    closedOn: lost ? closedOn : undefined,
    outcome: lost ? 'lost' : 'open',
    amount: vehicles * CENTS_A_VEHICLE_AND_YEAR,
    lossReason: lost ? random.weigh(reasons) : undefined,
    competitor: lost && rival !== NOBODY ? rival : undefined,
    attributes: { vehicles, pilot: random.chance(pilot) },
  }
}
