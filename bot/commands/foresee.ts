import { nobodyToForesee, whichAccount } from '#bot/views/accounts.ts'
import { label } from '#bot/views/labels.ts'
import { shortName } from '#bot/views/names.ts'
import { moneyPrediction } from '#bot/views/prediction-money.ts'
import { accountPrediction } from '#bot/views/prediction-of-account.ts'
import { noMonthsToForesee, predictionWhy } from '#bot/views/prediction-why.ts'
import { predictionOverview } from '#bot/views/predictions.ts'
import type { AccountName } from '#src/accounts/account-name.ts'
import { accountsMeant } from '#src/accounts/find-account.ts'
import type { Context } from '#src/context.ts'
import type { Library } from '#src/knowledge/library.ts'
import { readAccountForecast } from '#src/predictions/account-forecast.ts'
import type { Outcome } from '#src/predictions/behaviour.ts'
import { readOverview } from '#src/predictions/overview.ts'
import { readForecasts } from '#src/predictions/read-forecasts.ts'
import { readMoney } from '#src/predictions/read-money.ts'
import { isStopWord } from '#src/search/words.ts'
import type { Asked } from './asked.ts'
import type { Answered, Asking, Next } from './command.ts'

const PARTS: Record<string, Outcome | 'money' | 'why'> = {
  churn: 'churn',
  risk: 'churn',
  leave: 'churn',
  leaving: 'churn',
  expansion: 'expansion',
  growth: 'expansion',
  upsell: 'expansion',
  clv: 'money',
  money: 'money',
  revenue: 'money',
  why: 'why',
}
const MOST_MEANT = 5

/** What is foreseen of all customers, of a persona's or of one account; loaded when somebody asks for it. */
export async function foresee(asked: Asked, asking: Asking, ctx: Context): Promise<Answered> {
  const parts = partsIn(asked)
  if (!parts) return await ofAccount(asked.words, asking, ctx)
  const [persona] = asked.personas
  const slug = persona?.slug
  const telling = { library: asking.library, currency: ctx.currency }
  if (parts.includes('money')) {
    const money = await readMoney(ctx)
    const blocks = money ? moneyPrediction(money, telling, slug) : noMonthsToForesee()
    return { found: 'overview', blocks, next: without('predict clv') }
  }
  const outcome = parts.includes('expansion') ? 'expansion' : 'churn'
  if (parts.includes('why')) {
    const forecasts = await readForecasts(ctx)
    const blocks = forecasts ? predictionWhy(outcome, forecasts, telling) : noMonthsToForesee()
    return { found: 'overview', blocks, next: without(`predict ${outcome} why`) }
  }
  const member = asking.asker.member
  const owner = [member?.handle, member && asking.library.members.get(member.handle)?.email]
  const overview = await readOverview(ctx, {
    ...{ outcome, persona: slug },
    owner: owner.filter((each) => each !== undefined && each !== null),
  })
  if (!overview) return { found: 'overview', blocks: noMonthsToForesee(), next: [] }
  const blocks = predictionOverview(overview, { outcome, persona: slug }, telling)
  const ask = slug === undefined && outcome === 'churn' ? 'predict' : `predict ${outcome}`
  return { found: 'overview', blocks, next: onward(ask, outcome, slug, asking.library) }
}

/** The parts that the words name; undefined where they name something else: an account. */
function partsIn({ rest }: Asked): (Outcome | 'money' | 'why')[] | undefined {
  const words = rest
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '' && (word === 'why' || !isStopWord(word)))
  const parts = words.map((word) => (Object.hasOwn(PARTS, word) ? PARTS[word] : undefined))
  const known = parts.filter((part) => part !== undefined)
  return known.length === parts.length ? known : undefined
}

async function ofAccount(typed: string, asking: Asking, ctx: Context): Promise<Answered> {
  const meant = await accountsMeant(ctx.db, typed, MOST_MEANT)
  const [only, ...others] = meant
  if (!only) return { found: 'overview', blocks: nobodyToForesee(typed), next: ALL }
  if (others.length > 0) return { found: 'overview', blocks: whichAccount(typed), next: meant.map(toForesee) }
  const its = await readAccountForecast(only, ctx)
  const telling = { library: asking.library, currency: ctx.currency }
  const blocks = its ? accountPrediction(its, telling) : noMonthsToForesee()
  const next = [
    { text: label.beforeACall, ask: `prep ${only.id}` },
    { text: label.why, ask: 'predict churn why' },
  ]
  return { found: 'overview', blocks, next }
}

const toForesee = ({ id, name }: AccountName): Next => ({ text: name, ask: `predict ${id}` })

const ALL: Next[] = [
  { text: label.whoMayLeave, ask: 'predict' },
  { text: label.whoMayPayMore, ask: 'predict expansion' },
  { text: label.whatTheyBring, ask: 'predict clv' },
]
const without = (asked: string): Next[] => ALL.filter(({ ask }) => ask !== asked)

function onward(ask: string, outcome: Outcome, slug: string | undefined, library: Library): Next[] {
  const why = { text: label.why, ask: `predict ${outcome} why` }
  if (slug === undefined) return [why, ...without(ask)]
  return [why, { text: shortName(library, slug), ask: slug }, ...ALL.slice(0, 1)]
}
