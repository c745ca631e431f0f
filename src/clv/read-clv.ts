import { setImmediate } from 'node:timers/promises'
import type { Database } from '#src/db/connect.ts'
import { readSetting, type SettingKey } from '#src/settings/store.ts'
import { type Assumptions, type ClvReport, clvReport } from './clv.ts'
import { readLives } from './lives-store.ts'
import { readHistory } from './store.ts'

/** A fourth of the history, and no more than half a year, is held back; of less than a year nothing is. */
const MOST_HELD_BACK = 6
const LEAST_HISTORY = 12

/** CLV by persona over all months before one (its first day); undefined where there are none. */
export async function readClv(db: Database, before: Temporal.PlainDate): Promise<ClvReport | undefined> {
  const history = await readHistory(db, before)
  if (!history) return undefined
  const { first: from, last: to } = history
  const months = from.until(to, { largestUnit: 'months' }).months + 1
  const heldBackMonths = months < LEAST_HISTORY ? 0 : Math.min(MOST_HELD_BACK, Math.floor(months / 4))
  const heldBackFrom = to.add({ months: 1 }).subtract({ months: heldBackMonths })
  const assumptions = await readAssumptions(db)
  const lives = await readLives(db, { to, heldBackFrom, term: assumptions.term })
  // What follows computes for a while: others are answered first.
  await setImmediate()
  return clvReport({ ...lives, to, from, heldBackMonths, assumptions })
}

const DEFAULTS: Assumptions = { grossMargin: 1, discount: 0.1, term: 1 }

export async function readAssumptions(db: Database): Promise<Assumptions> {
  const said = async (key: SettingKey, otherwise: number): Promise<number> => {
    const value = await readSetting(db, key)
    return value === undefined ? otherwise : Number(value)
  }
  return {
    grossMargin: await said('clv/gross-margin', DEFAULTS.grossMargin),
    discount: await said('clv/discount', DEFAULTS.discount),
    term: await said('clv/term', DEFAULTS.term),
  }
}
