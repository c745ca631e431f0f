import type { AccountName } from '#src/accounts/account-name.ts'
import type { Context } from '#src/context.ts'
import { entriesOf } from '#src/knowledge/library.ts'
import { stageNamed } from '#src/lifecycle/stage.ts'
import type { CalibrationBin } from '#src/statistics/forecast-quality.ts'
import { readAccounts } from '#src/triggers/accounts.ts'
import { precisions } from '#src/triggers/precision.ts'
import type { Outcome } from './behaviour.ts'
import { readBehaviour } from './behaviour-store.ts'
import type { Forecast } from './forecast.ts'
import { type NextAction, nextAction } from './next-action.ts'
import { type Rated, rater } from './rate.ts'
import { type Forecasts, readForecasts } from './read-forecasts.ts'
import { readStandingTriggers } from './store.ts'

/** What came of customers who were rated alike, in quarters that were held back. */
type Alike = Pick<CalibrationBin, 'from' | 'to' | 'n' | 'came'>
export type RatedOutcome = Rated & { alike: Alike | undefined }

/** What is foreseen of one account; without `rated` nothing is, and the gates of the forecasts say why. */
export type AccountForecast = {
  account: AccountName
  forecasts: Forecasts
  /** Whether it paid at the end of the last month that is known, as a customer of a persona. */
  isCustomer: boolean
  rated: Partial<Record<Outcome, RatedOutcome>>
  next: NextAction | undefined
}

/** Undefined where there are no account-months at all. */
export async function readAccountForecast(
  account: AccountName,
  ctx: Context,
): Promise<AccountForecast | undefined> {
  const forecasts = await readForecasts(ctx)
  if (!forecasts) return undefined
  const { to: month, known } = forecasts
  const which = { account: account.id }
  const [behaviour] = await readBehaviour(ctx.db, { month, zone: ctx.zone, known, tags: 'now', which })
  const nothing = { account, forecasts, rated: {}, next: undefined }
  if (!behaviour) return { ...nothing, isCustomer: false }
  const rated = Object.fromEntries(
    (['churn', 'expansion'] as const).flatMap((outcome) => {
      const its = rater(forecasts[outcome], forecasts.now)(behaviour)
      return its ? [[outcome, { ...its, alike: alikeOf(its.chance, forecasts[outcome]) }]] : []
    }),
  ) as AccountForecast['rated']
  const next = rated.churn || rated.expansion ? await nextFor(account, rated, ctx) : undefined
  return { account, forecasts, isCustomer: true, rated, next }
}

function alikeOf(chance: number, { tested }: Forecast): Alike | undefined {
  const bins = tested?.bins ?? []
  return bins.find(({ to }) => chance <= to) ?? bins.at(-1)
}

async function nextFor(
  { id, persona }: AccountName,
  { churn, expansion }: AccountForecast['rated'],
  ctx: Context,
): Promise<NextAction | undefined> {
  const library = await ctx.readLibrary()
  const its = (await readAccounts(ctx.db, [id], ctx.now(), ctx.zone)).get(id)
  const stage = its && stageNamed(its.stage)
  if (!stage || persona === undefined) return undefined
  const alerts = await readStandingTriggers(ctx.db, id)
  const triggers = entriesOf(library, 'trigger').filter(({ slug }) => alerts.includes(slug))
  const judged = await precisions(ctx.db, triggers)
  return nextAction({ persona, stage, churn, expansion, alerts }, judged, library)
}
