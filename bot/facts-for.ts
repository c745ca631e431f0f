import type { Context } from '#src/context.ts'
import { readLeads } from '#src/leads/store.ts'
import { readAccountFacts } from '#src/preparation/store.ts'
import { negativeView } from './views/negative.ts'
import { prepView } from './views/prep.ts'
import type { Reading } from './views/reading.ts'
import type { Shown } from './views/view.ts'

type Facts = Pick<Reading, 'leads' | 'account'>

/** What an answer tells besides knowledge, read when it is shown and for those alone that tell it. */
export async function factsFor(
  shown: Shown,
  ctx: Pick<Context, 'db' | 'now' | 'zone' | 'currency'>,
): Promise<Facts> {
  if (shown.view === negativeView.name) return { leads: await readLeads(ctx.db) }
  if (shown.view === prepView.name && typeof shown.account === 'string') {
    const facts = await readAccountFacts(ctx.db, shown.account, ctx.now(), ctx.zone)
    return facts ? { account: { facts, currency: ctx.currency } } : {}
  }
  return {}
}
