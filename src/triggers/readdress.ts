import type { Context } from '#src/context.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { readAccounts } from './accounts.ts'
import type { Alert } from './alert.ts'
import { passOn } from './fire-store.ts'
import { nameOf, receiversOf } from './route.ts'

/** Gives an alert that could not reach its receiver to the next one who answers for it; undefined where nobody is left. */
export async function readdress(alert: Alert, ctx: Context): Promise<Alert | undefined> {
  const library = await ctx.readLibrary()
  const trigger = findEntry(library, 'trigger', alert.trigger)
  const accounts = await readAccounts(ctx.db, [alert.accountId], ctx.now(), ctx.zone)
  const account = { persona: alert.persona, owner: accounts.get(alert.accountId)?.owner }
  const unreached = [...alert.facts.unreached, alert.receiver]
  const tried = new Set(unreached.map(nameOf))
  const next = receiversOf(trigger?.body ?? { tell: 'account-owner' }, account, library).find(
    (each) => !tried.has(nameOf(each)),
  )
  if (!next) return undefined
  const passed = { ...alert, receiver: next, facts: { ...alert.facts, unreached } }
  return (await passOn(ctx.db, passed, alert.receiver)) ? passed : undefined
}
