import type { Context } from '#src/context.ts'
import type { ClvReport } from './clv.ts'
import { type Pipeline, readPipeline } from './pipeline-store.ts'
import { readAssumptions, readClv } from './read-clv.ts'
import { type RenewalSignals, renewalSignals } from './renewal-signals.ts'
import { readRenewalSignals } from './renewal-signals-store.ts'
import { type Outlook, outlooksOf, type Scenario } from './scenario.ts'
import { readLever } from './scenario-store.ts'
import { readHistory } from './store.ts'

/** All that the five questions, the four levers and each function's view of them are answered from. */
export type Questions = {
  report: ClvReport
  signals: RenewalSignals
  pipeline: Pipeline[]
  /** What two more days of use a month would go with. */
  use: Outlook[]
}

type Reading = Pick<Context, 'db' | 'zone'>

/** Over all months before one (its first day); undefined where there are none. */
export async function readQuestions(
  ctx: Reading,
  before: Temporal.PlainDate,
): Promise<Questions | undefined> {
  const report = await readClv(ctx.db, before)
  if (!report) return undefined
  const signals = (await readSignals(ctx, before)) ?? renewalSignals([], [])
  const pipeline = await readPipeline(ctx.db, before)
  const use = await readOutlooks(ctx, before, MORE_USE)
  return { report, signals, pipeline, use: use?.outlooks ?? [] }
}

const MORE_USE: Scenario = { lever: { of: 'use' }, by: 2 }

/** What went with renewing, of one persona or all of them; undefined where there are no months. */
export async function readSignals(
  { db, zone }: Reading,
  before: Temporal.PlainDate,
  persona?: string,
): Promise<RenewalSignals | undefined> {
  const history = await readHistory(db, before)
  if (!history) return undefined
  const { term } = await readAssumptions(db)
  const { due, exposed } = await readRenewalSignals(db, { to: history.last, term, zone })
  return renewalSignals(due, exposed, persona)
}

/** What history says about a scenario, persona by persona; undefined where there are no months. */
export async function readOutlooks(
  { db, zone }: Reading,
  before: Temporal.PlainDate,
  scenario: Scenario,
): Promise<{ outlooks: Outlook[] } | undefined> {
  const history = await readHistory(db, before)
  if (!history) return undefined
  const { term } = await readAssumptions(db)
  const rows = await readLever(db, { to: history.last, term, zone, lever: scenario.lever })
  return { outlooks: outlooksOf(rows, scenario) }
}
