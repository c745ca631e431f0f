import type { Database, Transaction } from '#src/db/connect.ts'
import { readAccounts } from './accounts.ts'
import { type WouldFire, wouldFire } from './dry-run.ts'
import { accountIds, accountsHeard, countAccounts, latestEvent, readHistory } from './history-store.ts'
import { isFor, type TriggerRule } from './rules.ts'

const DRY_DAYS = 90
const AT_ONCE = 500
/** For whether a trigger is too wide a part of the accounts says enough. */
const SAMPLE = 500

/** What a trigger would have fired in so many days, the newest first, among how many accounts that it is for. */
export type Tried = { fired: WouldFire[]; accounts: number; eligible: number; days: number }

/** Goes through the last days as if the trigger had been there. Writes nothing. */
export async function tryRule(
  db: Database | Transaction,
  rule: TriggerRule,
  { to, zone, sample }: { to: Temporal.Instant; zone: string; sample?: number },
): Promise<Tried> {
  const from = to.subtract({ hours: 24 * DRY_DAYS })
  const mornings = morningsUntil(to, zone)
  const since = from.subtract({ hours: 24 * longest(rule) })
  const fired: WouldFire[] = []
  let eligible = 0
  for await (const ids of pagesOf(db, rule, { from, to }, sample)) {
    const known = await readAccounts(db, ids, to, zone)
    const accounts = [...known.values()].filter((each) => isFor(rule, each))
    eligible += accounts.length
    const events = await readHistory(
      db,
      accounts.map(({ id }) => id),
      rule.signals,
      { from: since, to },
    )
    for (const account of accounts)
      fired.push(...wouldFire(rule, { account, events: events.get(account.id) ?? [], from, mornings }))
  }
  if (sample === undefined && isHeardAlone(rule)) eligible = await countAccounts(db, rule.body.personas)
  fired.sort((a, b) => Temporal.Instant.compare(b.at, a.at))
  return { fired, accounts: new Set(fired.map(({ account }) => account.id)).size, eligible, days: DRY_DAYS }
}

/** Of a trigger upon events that is for any stage only accounts that it hears of have to be gone through. */
const isHeardAlone = ({ body }: TriggerRule): boolean => body.on.length > 0 && body.stages.length === 0

/** Accounts to go through, some at a time. */
async function* pagesOf(
  db: Database | Transaction,
  rule: TriggerRule,
  within: { from: Temporal.Instant; to: Temporal.Instant },
  sample: number | undefined,
): AsyncGenerator<string[]> {
  if (sample !== undefined) {
    yield await accountIds(db, '', sample, true)
  } else if (isHeardAlone(rule)) {
    const heard = await accountsHeard(db, rule.body.on, within)
    for (let at = 0; at < heard.length; at += AT_ONCE) yield heard.slice(at, at + AT_ONCE)
  } else {
    for (let after: string | undefined = ''; after !== undefined; ) {
      const ids: string[] = await accountIds(db, after, AT_ONCE, false)
      yield ids
      after = ids.length < AT_ONCE ? undefined : ids.at(-1)
    }
  }
}

/** Firing for more accounts than these a trigger says nothing about any of them. */
const WIDE_SHARE = 0.5
/** Among fewer accounts a share says nothing. */
const LEAST_ELIGIBLE = 10

export const isWide = ({ accounts, eligible }: Pick<Tried, 'accounts' | 'eligible'>): boolean =>
  eligible >= LEAST_ELIGIBLE && accounts / eligible > WIDE_SHARE

/** Why a trigger is refused that would fire for most accounts and doesn't say that it is meant to. */
export async function tooWide(tx: Transaction, rule: TriggerRule): Promise<string | undefined> {
  if (rule.body.wide) return undefined
  const to = await latestEvent(tx)
  const tried = await tryRule(tx, rule, { to, zone: 'UTC', sample: SAMPLE })
  if (!isWide(tried)) return undefined
  const share = Math.round((100 * tried.accounts) / tried.eligible)
  return `a narrower condition, since this one would have fired for ${share} % of its accounts in ${DRY_DAYS} days; or wide: true, if it is meant to`
}

/** At seven, when what did not happen is looked for. */
function morningsUntil(to: Temporal.Instant, zone: string): Temporal.Instant[] {
  const last = to.toZonedDateTimeISO(zone).toPlainDate()
  const all = Array.from({ length: DRY_DAYS }, (_, ago) =>
    last
      .subtract({ days: DRY_DAYS - 1 - ago })
      .toZonedDateTime({ timeZone: zone, plainTime: '07:00' })
      .toInstant(),
  )
  return all.filter((morning) => Temporal.Instant.compare(morning, to) <= 0)
}

/** How far back a trigger counts; of what has no window as far as the time that is gone through. */
const longest = ({ needs }: TriggerRule): number =>
  Math.max(DRY_DAYS, ...needs.flatMap((need) => (need.of === 'last' ? [] : [need.days])))
