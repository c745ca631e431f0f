import type { Context } from '#src/context.ts'
import type { Behaviour, Outcome } from './behaviour.ts'
import { nextPage, readBehaviour } from './behaviour-store.ts'
import { adder, type Expected, type Rated, rater } from './rate.ts'
import { type Forecasts, readForecasts } from './read-forecasts.ts'
import { readNames } from './store.ts'

/** A customer with its chance. */
export type RatedAccount = Rated & { account: string; name: string; persona: string; mrr: number }

/** All customers of today, added up by persona, and those whom to look at first. */
export type Overview = {
  forecasts: Forecasts
  personas: { persona: string; churn?: Expected; expansion?: Expected; n: number }[]
  /** The highest chances, of all and of those that the asker owns. */
  top: RatedAccount[]
  mine: RatedAccount[]
}

export type OverviewAsked = {
  /** By which outcome the first are chosen. */
  outcome: Outcome
  persona?: string | undefined
  /** A handle and an address: whose accounts are theirs. */
  owner: string[]
}

/** With their reasons more don't fit on a phone's screen. */
const FIRST = 3
const PAGE = 5_000

/** Looks at every customer once, some thousands at a time. */
export async function readOverview(ctx: Context, asked: OverviewAsked): Promise<Overview | undefined> {
  const forecasts = await readForecasts(ctx)
  if (!forecasts) return undefined
  const { outcome } = asked
  const rate = {
    churn: rater(forecasts.churn, forecasts.now),
    expansion: rater(forecasts.expansion, forecasts.now),
  }
  const sums = new Map<string, Record<Outcome | 'n', ReturnType<typeof adder>>>()
  const [top, mine] = [firstOf(FIRST), firstOf(FIRST)]
  for await (const behaviour of eachCustomer(ctx, forecasts)) {
    const { persona, account, mrr, owner } = behaviour
    const its = sums.get(persona) ?? { churn: adder(), expansion: adder(), n: adder() }
    sums.set(persona, its)
    its.n.add(0)
    const rated = { churn: rate.churn(behaviour), expansion: rate.expansion(behaviour) }
    for (const each of ['churn', 'expansion'] as const) if (rated[each]) its[each].add(rated[each].chance)
    const chosen = rated[outcome]
    if (!chosen || (asked.persona !== undefined && persona !== asked.persona)) continue
    const one = { ...chosen, account, persona, mrr }
    top.add(one)
    if (owner !== null && asked.owner.includes(owner)) mine.add(one)
  }
  const firsts = { top: top.all(), mine: mine.all() }
  const names = await readNames(
    ctx.db,
    [...firsts.top, ...firsts.mine].map(({ account }) => account),
  )
  const named = (some: Omit<RatedAccount, 'name'>[]) =>
    some.map((each) => ({ ...each, name: names.get(each.account) ?? each.account }))
  return {
    forecasts,
    personas: [...sums].map(([persona, its]) => personaOf(persona, its)).toSorted((a, b) => b.n - a.n),
    top: named(firsts.top),
    mine: named(firsts.mine),
  }
}

function personaOf(
  persona: string,
  its: Record<Outcome | 'n', ReturnType<typeof adder>>,
): Overview['personas'][number] {
  const [churn, expansion] = [its.churn.sum(), its.expansion.sum()]
  return {
    persona,
    n: its.n.sum().n,
    ...(churn.n > 0 && { churn }),
    ...(expansion.n > 0 && { expansion }),
  }
}

async function* eachCustomer({ db, zone }: Context, { to, known }: Forecasts): AsyncGenerator<Behaviour> {
  let after = ''
  for (;;) {
    const which = await nextPage(db, to, after, PAGE)
    if (!which) return
    yield* await readBehaviour(db, { month: to, zone, known, tags: 'now', which })
    after = which.to
  }
}

/** The highest chances of all that were added. */
function firstOf(most: number) {
  let best: Omit<RatedAccount, 'name'>[] = []
  return {
    add(one: Omit<RatedAccount, 'name'>) {
      if (best.length === most && one.chance <= (best.at(-1)?.chance ?? 0)) return
      best = [...best, one]
        .toSorted((a, b) => b.chance - a.chance || a.account.localeCompare(b.account))
        .slice(0, most)
    },
    all: () => best,
  }
}
