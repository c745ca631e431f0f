import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { alertsAgain } from '#bot/views/alerts-again.ts'
import { isThere } from '#src/members/member.ts'
import { againFor } from '#src/triggers/again.ts'
import { toldAgain } from '#src/triggers/alert.ts'
import { noteToldAgain } from '#src/triggers/fire-store.ts'
import { sweepTriggers } from '#src/triggers/sweep.ts'
import { job } from './job.ts'
import { SWEEP } from './sweep-alerts.ts'
import { tellAlerts } from './tell-alerts.ts'

/** Every morning: alerts that are still so, and that nobody answered or whose snooze is over, in one message. */
export const triggerSweep = job({
  name: SWEEP,
  title: 'Trigger alerts',
  does: 'what happened at accounts, each to its owner when it happens; in the morning what is still open',
  schedule: { every: 'day', about: 'this', on: { day: 1 }, at: '07:30' },
  scopes: async ({ readLibrary }) =>
    [...(await readLibrary()).members.values()]
      .filter(isThere)
      .map(({ handle }) => ({ id: handle, reader: { member: handle } })),
  async lookUp(_asked, ctx, wire) {
    await sweepTriggers(ctx, randomUUID())
    await tellAlerts({ ctx, wire })
  },
  facts: z.object({ alerts: z.array(toldAgain) }),
  async compute({ scope, now }, ctx) {
    const alerts = await againFor(scope.id, now, ctx)
    return alerts.length === 0
      ? { found: 'nothing', because: 'no alert to say again' }
      : { found: 'facts', facts: { alerts: alerts.map((alert) => toldAgain.parse(said(alert))) } }
  },
  report: ({ alerts }, telling) => [{ message: alertsAgain(alerts, telling) }],
  async settle(facts, _asked, ctx) {
    const ids = facts?.alerts.map(({ id }) => id) ?? []
    if (ids.length > 0) await noteToldAgain(ctx.db, ids, ctx.now())
  },
})

const said = ({ firedAt, ...alert }: Awaited<ReturnType<typeof againFor>>[number]) => ({
  ...alert,
  firedAt: firedAt.toString(),
})
