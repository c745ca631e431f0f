import type { SimulatedContact } from './contacts.ts'
import { prospectOf } from './deals.ts'
import type { SimulatedLead } from './leads.ts'
import { type Random, seededRandom } from './random.ts'
import type { SimulatedAccount } from './simulate.ts'

/** One visit to the demo company's pages. */
export type SimulatedTouch = {
  userId: string
  accountId: string | undefined
  at: string
  source: string | undefined
  medium: string | undefined
  campaign: string | undefined
  landingPage: string
  referrer: string | undefined
  isSignup: boolean
}

type Campaign = {
  name: string
  source: string
  medium: string
  /** Iterations of its page. */
  pages: [string, ...string[]]
  referrer?: string
  /** In cents a month, and in which months of the year, if not in all. */
  spend: number
  months?: number[]
}

const WEBINAR: Campaign = {
  name: 'peak-season-webinar',
  source: 'linkedin',
  medium: 'paid social',
  pages: ['/webinar/peak-season', '/webinar/peak-season-2'],
  referrer: 'https://www.linkedin.com/',
  spend: 640_000,
  months: [1, 2, 3, 8, 9],
}
const NEWSLETTER: Campaign = {
  name: 'dispatch-letter',
  source: 'newsletter',
  medium: 'email',
  pages: ['/count-a-week'],
  spend: 90_000,
}
const PEERS: Campaign = {
  name: 'call-a-peer',
  source: 'customers',
  medium: 'referral',
  pages: ['/peers'],
  spend: 150_000,
}
const COST_SHEET: Campaign = {
  name: 'cost-sheet',
  source: 'linkedin',
  medium: 'paid social',
  pages: ['/cost-sheet', '/cost-sheet-36-months'],
  referrer: 'https://www.linkedin.com/',
  spend: 310_000,
}
const DEPOT_DAY: Campaign = {
  name: 'depot-day',
  source: 'trade-fair',
  medium: 'event',
  pages: ['/depot-day'],
  spend: 1_900_000,
  months: [5, 10],
}
const SANDBOX: Campaign = {
  name: 'sandbox-key',
  source: 'docs',
  medium: 'referral',
  pages: ['/developers', '/developers/sandbox'],
  spend: 60_000,
}
const SEARCH: Campaign = {
  name: 'november-search',
  source: 'google',
  medium: 'cpc',
  pages: ['/start-today', '/start-this-week'],
  referrer: 'https://www.google.com/',
  spend: 2_300_000,
  months: [10, 11, 12],
}
const CAMPAIGNS = [WEBINAR, NEWSLETTER, PEERS, COST_SHEET, DEPOT_DAY, SANDBOX, SEARCH]

/** By which ways people come, as often as they are named; undefined: by nobody's doing. */
const WAYS: Record<string, [Campaign | undefined, ...(Campaign | undefined)[]]> = {
  'carla-operations-lead': [WEBINAR, WEBINAR, NEWSLETTER, PEERS, PEERS, undefined],
  'finn-finance-lead': [COST_SHEET, COST_SHEET, PEERS, NEWSLETTER, undefined],
  'ola-network-director': [DEPOT_DAY, DEPOT_DAY, PEERS, undefined],
  'ravi-systems-lead': [SANDBOX, SANDBOX, SANDBOX, SEARCH, undefined],
  'gus-november-buyer': [SEARCH, SEARCH, SEARCH, undefined],
}
const ORGANIC_PAGES: [string, ...string[]] = ['/', '/product', '/pricing']
const SEED = 20_261_128

/** How customers and leads of the last two years came, from their first visit to the one on which they signed up. */
export function simulateTouches(
  { accounts, contacts, leads }: People,
  today: Temporal.PlainDate,
): SimulatedTouch[] {
  const random = seededRandom(SEED)
  const since = today.subtract({ months: 24 })
  const champions = new Map(contacts.filter(isChampion).map((contact) => [contact.accountId, contact.id]))
  const customers = accounts
    .filter(({ startedOn }) => Temporal.PlainDate.compare(startedOn, since) > 0)
    .flatMap(({ id, persona, startedOn }) => {
      const signup = startedOn.subtract({ days: random.between(5, 40) })
      return visits({ userId: champions.get(id) ?? id, accountId: id, persona }, signup, true, random)
    })
  const others = leads.flatMap((lead) => {
    const first = Temporal.PlainDate.from(lead.attributes.first_contact).subtract({ days: 1 })
    const user = { userId: lead.id, accountId: prospectOf(lead), persona: lead.persona ?? '' }
    return visits(user, first, random.chance(0.7), random)
  })
  return [...customers, ...others]
}

type People = { accounts: SimulatedAccount[]; contacts: SimulatedContact[]; leads: SimulatedLead[] }
type User = { userId: string; accountId: string; persona: string }

const isChampion = ({ part }: SimulatedContact): boolean => part === 'champion'

/** Up to three visits before the last one, on days of their own. */
function visits(user: User, last: Temporal.PlainDate, signedUp: boolean, random: Random): SimulatedTouch[] {
  const before = Array.from(
    { length: random.between(0, 3) },
    (_, index) => 3 + index * 9 + random.between(0, 8),
  )
  const earlier = before.toReversed().map((days) => visit(user, last.subtract({ days }), false, random))
  return [...earlier, visit(user, last, signedUp, random)]
}

function visit(user: User, day: Temporal.PlainDate, isSignup: boolean, random: Random): SimulatedTouch {
  const way = random.pick(WAYS[user.persona] ?? [SEARCH, NEWSLETTER, undefined])
  const campaign = way?.months?.includes(day.month) === false ? undefined : way
  const two = (number: number) => String(number).padStart(2, '0')
  return {
    userId: user.userId,
    accountId: user.accountId,
    at: `${day.toString()}T${two(random.between(6, 18))}:${two(random.between(0, 59))}:00Z`,
    source: campaign?.source,
    medium: campaign?.medium,
    campaign: campaign?.name,
    landingPage: random.pick(campaign?.pages ?? ORGANIC_PAGES),
    referrer: campaign?.referrer,
    isSignup,
  }
}

export type SimulatedSpend = { campaign: string; month: Temporal.PlainDate; cents: number }

/** What the campaigns of two years cost, up to the last closed month. */
export function simulateSpend(closed: Temporal.PlainDate): SimulatedSpend[] {
  const random = seededRandom(SEED + 1)
  const months = Array.from({ length: 24 }, (_, ago) => closed.subtract({ months: 23 - ago }))
  return months.flatMap((month) =>
    CAMPAIGNS.filter(({ months: some }) => some?.includes(month.month) ?? true).map(({ name, spend }) => ({
      campaign: name,
      month,
      cents: Math.round(spend * (0.85 + 0.3 * random.next())),
    })),
  )
}
