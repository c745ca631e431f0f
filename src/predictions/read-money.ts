import { readClv } from '#src/clv/read-clv.ts'
import type { Context } from '#src/context.ts'
import { type Gate, gatesOf } from './gates.ts'
import { bringing, checked, MONTHS_AHEAD, type MoneyForecast } from './money-forecast.ts'
import { readActives, readBrought } from './money-store.ts'
import { quartersOf } from './quarters.ts'
import { readSeenMonths, readTagged } from './store.ts'

/** What today's customers bring in the months to come, by persona; none where a gate is not passed. */
export type MoneyForecasts = {
  to: Temporal.PlainDate
  gates: Gate[]
  personas: MoneyForecast[]
  /** Those who pay, too, and of whom it is not known how long they stay. */
  uncounted: string[]
}

const EARLIER = [1, 2]
const ASKED = new Set<Gate['of']>(['tagged', 'months'])

/** Undefined where there are no account-months. */
export async function readMoney({ db, now, zone }: Context): Promise<MoneyForecasts | undefined> {
  const today = now().toZonedDateTimeISO(zone).toPlainDate()
  const seen = await readSeenMonths(db, today.with({ day: 1 }))
  const last = seen.at(-1)
  if (!last) return undefined
  const to = Temporal.PlainDate.from(last.month)
  const { of, tagged } = await readTagged(db, to)
  const { months, missing } = quartersOf(seen, to)
  const ground = { tagged: of === 0 ? undefined : tagged / of, months, quarters: 0 }
  const gates = gatesOf(ground).filter((gate) => ASKED.has(gate.of))
  if (gates.some(({ passed }) => !passed)) return { to, gates, personas: [], uncounted: [] }
  const foresee = async (month: Temporal.PlainDate) => {
    const report = await readClv(db, month.add({ months: 1 }))
    const actives = await readActives(db, month)
    return report ? { report, actives, foreseen: bringing(report, actives) } : undefined
  }
  const current = await foresee(to)
  if (!current) return { to, gates, personas: [], uncounted: [] }
  const earlier = []
  for (const times of EARLIER) {
    const month = to.subtract({ months: MONTHS_AHEAD * times })
    // A month that nobody brought would count as one in which nobody paid.
    const whole = Array.from({ length: MONTHS_AHEAD + 1 }, (_, ahead) => month.add({ months: ahead }))
    const then = whole.some((each) => missing.includes(each.toString())) ? undefined : await foresee(month)
    const margin = current.report.assumptions.grossMargin
    earlier.push({
      from: month.toString(),
      foreseen: then?.foreseen ?? [],
      brought: await readBrought(db, month, MONTHS_AHEAD, margin),
    })
  }
  const counted = new Set(current.foreseen.map(({ persona }) => persona))
  const paying = new Set(current.actives.map(({ persona }) => persona))
  return {
    to,
    gates,
    personas: checked(current.foreseen, earlier),
    uncounted: [...paying.difference(counted)],
  }
}
