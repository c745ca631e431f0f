import { type Random, seededRandom } from './random.ts'
import type { SimulatedAccount } from './simulate.ts'

export type SimulatedSurvey = {
  id: string
  accountId: string
  kind: 'nps' | 'csat'
  score: number
  comment: string | undefined
  at: string
}

type Opinion = { nps: number; good: [string, ...string[]]; bad: [string, ...string[]] }

/** What each persona tends to answer, and says about it. */
const OPINIONS: Record<string, Opinion> = {
  'carla-operations-lead': {
    nps: 8.2,
    good: ['The late shift stopped ringing me.', 'Two hand-offs less before lunch, every day.'],
    bad: ['Drivers lock themselves out at five in the morning.', 'Third log-in ticket this week.'],
  },
  'finn-finance-lead': {
    nps: 7.4,
    good: ['The hours on the invoice hold.', 'I know what it costs me in month 30.'],
    bad: ['Two cost centres are missing in the export.', 'Why is it dearer than in spring?'],
  },
  'ola-network-director': {
    nps: 8.8,
    good: ['The depots asked for the next wave themselves.', 'I see all sites on one page.'],
    bad: ['Rights between depots took us three weeks.', 'The south was forgotten in the last wave.'],
  },
  'ravi-systems-lead': {
    nps: 7.1,
    good: ['The documentation says what the API does.', 'Error codes that mean something.'],
    bad: ['A field was renamed and nobody told us.', 'The sandbox is slower than production.'],
  },
  'gus-november-buyer': {
    nps: 4.6,
    good: ['It got us through December.'],
    bad: ['Nobody here knows how to set it up.', 'I only needed it for eight weeks.'],
  },
}
const USUAL: Opinion = { nps: 7, good: ['Fine.'], bad: ['Could be better.'] }
const ROUNDS_AGO = [2, 8, 14, 20]
const SEED = 20_261_127

/** Two rounds a year of "would you recommend us?", and the question after the first weeks how content they are. */
export function simulateSurveys(
  accounts: SimulatedAccount[],
  closed: Temporal.PlainDate,
  today: Temporal.PlainDate,
): SimulatedSurvey[] {
  const random = seededRandom(SEED)
  const rounds = ROUNDS_AGO.map((ago) => closed.subtract({ months: ago }))
  const answers = accounts.flatMap((account) => [
    ...rounds.flatMap((round) => recommend(account, round, random)),
    ...afterFirstWeeks(account, closed, today, random),
  ])
  return answers
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .map((answer, index) => ({ id: `FS-${String(index + 1).padStart(5, '0')}`, ...answer }))
}

type Answer = Omit<SimulatedSurvey, 'id'>

function recommend(account: SimulatedAccount, round: Temporal.PlainDate, random: Random): Answer[] {
  const month = account.months.find(({ day }) => day.equals(round))
  if (month === undefined || month.end === 0 || !random.chance(0.28)) return []
  const { nps, good, bad } = OPINIONS[account.persona] ?? USUAL
  const soon = round.add({ months: 4 })
  const leaves = account.endedOn !== undefined && Temporal.PlainDate.compare(account.endedOn, soon) < 0
  const spread = random.between(-2, 2) + (leaves ? -3 : 0)
  const score = Math.min(10, Math.max(0, Math.round(nps + spread)))
  const comment = random.chance(0.35) ? random.pick(score >= 7 ? good : bad) : undefined
  const at = `${round.add({ days: random.between(0, 13) }).toString()}T${random.between(10, 16)}:00:00Z`
  return [{ accountId: account.id, kind: 'nps', score, comment, at }]
}

function afterFirstWeeks(
  account: SimulatedAccount,
  closed: Temporal.PlainDate,
  today: Temporal.PlainDate,
  random: Random,
): Answer[] {
  const asked = account.startedOn.add({ days: 40 })
  const recent = Temporal.PlainDate.compare(asked, closed.subtract({ months: 12 })) > 0
  if (!recent || Temporal.PlainDate.compare(asked, today) >= 0 || !random.chance(0.4)) return []
  const score = account.persona === 'gus-november-buyer' ? random.between(1, 4) : random.between(3, 5)
  return [
    { accountId: account.id, kind: 'csat', score, comment: undefined, at: `${asked.toString()}T09:00:00Z` },
  ]
}
