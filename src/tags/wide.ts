import type { Transaction } from '#src/db/connect.ts'
import { type Fault, sayFound } from '#src/knowledge/fault.ts'
import { KINDS } from '#src/knowledge/kinds.ts'
import type { FileEntry } from '#src/knowledge/read-folder.ts'
import { compileRule } from '#src/rules/compile.ts'
import { countersFor } from '#src/triggers/counters.ts'
import { latestEvent } from '#src/triggers/history-store.ts'
import { accountSample } from './account-page.ts'
import { contactSample } from './contact-page.ts'
import type { Tagged } from './evaluate.ts'

/** What fits nearly everybody tells nobody apart. */
const NEARLY_ALL = 0.95
/** Among fewer accounts a share says nothing. */
const LEAST_ACCOUNTS = 5
/** For whether a rule is too wide a part of the accounts says enough. */
const SAMPLE = 500

/** Whether a rule fits so many that whoever wants it has to say so once more. */
export const fitsNearlyAll = ({ accounts, fits }: { accounts: number; fits: number }): boolean =>
  accounts >= LEAST_ACCOUNTS && fits / accounts >= NEARLY_ALL

/** Tag rules that fit nearly every account without saying that they are meant to. */
export async function wideRuleFaults(tx: Transaction, entries: FileEntry[]): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const { kind, content, file } of entries) {
    if (kind !== 'tag-rule' || content.status !== 'active') continue
    const { data } = KINDS['tag-rule'].body.safeParse(content.body)
    // What names its persona by a field tells apart whatever it fits.
    if (data?.when === undefined || data.persona === undefined || data.wide) continue
    const share = await shareOf(tx, data.when, data.tags ?? 'accounts')
    if (share === undefined) continue
    const path = 'when'
    faults.push({
      file: file.file,
      line: file.lineOf([path]),
      path,
      found: sayFound(data.when),
      expected: `a narrower condition, since this one fits ${Math.round(100 * share)} % of all ${data.tags ?? 'accounts'} and so tells nobody apart; or wide: true, if it is meant to`,
    })
  }
  return faults
}

/** How large a share of the accounts a condition fits, where that is nearly all; one that can't be read fits none. */
async function shareOf(tx: Transaction, when: string, tags: Tagged): Promise<number | undefined> {
  const rule = compiled(when)
  if (!rule) return undefined
  const now = await latestEvent(tx)
  const accounts = await sampleOf(tx, tags, now)
  const ids = accounts.map(({ id }) => id)
  const counters = await countersFor(tx, ids, rule.needs, now)
  const at = new Date(now.epochMilliseconds)
  const fits = accounts.filter(({ id, facts }) => {
    const its = counters.get(id)
    return rule.test({ ...facts, ...(its && { counters: its }), at }) === true
  }).length
  return fitsNearlyAll({ accounts: accounts.length, fits }) ? fits / accounts.length : undefined
}

async function sampleOf(tx: Transaction, tags: Tagged, now: Temporal.Instant) {
  if (tags === 'contacts') return await contactSample(tx, now.toZonedDateTimeISO('UTC').toPlainDate(), SAMPLE)
  return (await accountSample(tx, now, SAMPLE)).map(({ id, facts }) => ({ id, facts: { account: facts } }))
}

function compiled(when: string) {
  try {
    return compileRule(when)
  } catch {
    return undefined
  }
}
