import type { Context } from '#src/context.ts'
import type { Hidden } from '#src/dictionary/sight.ts'
import { readLeads } from '#src/leads/store.ts'
import { seenFacts } from '#src/preparation/seen.ts'
import { readAccountFacts } from '#src/preparation/store.ts'
import { negativeView } from './views/negative.ts'
import { prepView } from './views/prep.ts'
import type { Reading } from './views/reading.ts'
import type { Shown } from './views/view.ts'

type Facts = Pick<Reading, 'leads' | 'account'>

/** What an answer tells besides knowledge, read when it is shown, for those alone that tell it, and as they may see it. */
export async function factsFor(
  shown: Shown,
  hidden: Hidden,
  ctx: Pick<Context, 'db' | 'now' | 'zone' | 'currency'>,
): Promise<Facts> {
  if (shown.view === negativeView.name) return { leads: await readLeads(ctx.db) }
  if (shown.view === prepView.name && typeof shown.account === 'string') {
    const facts = await readAccountFacts(ctx.db, shown.account, ctx.now(), ctx.zone)
    return facts ? { account: { ...seenFacts(facts, hidden), currency: ctx.currency } } : {}
  }
  return {}
}
