import { randomUUID } from 'node:crypto'
import type { Transaction } from '#src/db/connect.ts'
import { firing, heldBack } from './decide.ts'
import { earlierAlerts, fireAlerts, type NewAlert, renewAlert, sentSince } from './fire-store.ts'
import type { LookedAt, Sweeping } from './looking.ts'
import { nameOf, receiverOf } from './route.ts'
import { factsOf } from './say-facts.ts'
import { readHappened } from './sweep-store.ts'

const MOST_HAPPENED = 3
/** What has no window of its own is looked back for so long. */
const LOOK_BACK_DAYS = 30

/** What is to be written of what was looked at: alerts that fire, and those that go on. */
export async function fire(
  looked: LookedAt[],
  sweeping: Sweeping,
): Promise<(tx: Transaction) => Promise<void>> {
  const { ctx, now } = sweeping
  if (looked.length === 0) return () => Promise.resolve()
  const earlier = await earlierAlerts(
    ctx.db,
    [...new Set(looked.map(({ rule }) => rule.slug))],
    [...new Set(looked.map(({ account }) => account.id))],
  )
  const found = firing(looked, earlier, now)
  const fresh = await newAlerts(found.fire, sweeping)
  return async (tx) => {
    await fireAlerts(tx, fresh, now)
    for (const { alert, event } of found.renew) await renewAlert(tx, alert.id, event)
  }
}

async function newAlerts(firing: LookedAt[], { ctx, now }: Sweeping): Promise<NewAlert[]> {
  const library = await ctx.readLibrary()
  const alerts: (Omit<NewAlert, 'held'> & { cap: number })[] = []
  for (const { rule, account, event, facts } of firing) {
    const receiver = receiverOf(rule.body, account, library)
    if (!receiver) continue
    const window = { from: lookBack(rule, now), to: now, most: MOST_HAPPENED }
    const happened = await readHappened(ctx.db, account.id, rule.signals, window)
    alerts.push({
      id: randomUUID(),
      trigger: rule.slug,
      ruleVersion: rule.version,
      accountId: account.id,
      persona: account.persona,
      stage: account.stage,
      facts: factsOf(rule, account, facts, happened, library),
      receiver,
      event: event && { id: event.id, at: event.at },
      cap: rule.body.cap,
    })
  }
  const dayBegan = now.toZonedDateTimeISO(ctx.zone).startOfDay().toInstant()
  const caps = alerts.map(({ trigger, receiver, cap }) => ({ to: nameOf(receiver), trigger, cap }))
  const held = heldBack(caps, await sentSince(ctx.db, dayBegan))
  return alerts.map(({ cap: _, ...alert }, index) => ({ ...alert, held: held[index] ?? false }))
}

function lookBack({ needs }: LookedAt['rule'], now: Temporal.Instant): Temporal.Instant {
  const days = needs.flatMap((need) => (need.of === 'last' ? [] : [need.days]))
  return now.subtract({ hours: 24 * Math.max(LOOK_BACK_DAYS, ...days) })
}
