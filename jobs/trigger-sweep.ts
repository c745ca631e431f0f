import { createHash } from 'node:crypto'
import { z } from 'zod'
import { alertCard } from '#bot/views/alert.ts'
import type { Context } from '#src/context.ts'
import { answerableFor, firstWith } from '#src/freshness/answerable.ts'
import type { Library } from '#src/knowledge/library.ts'
import { isThere } from '#src/members/member.ts'
import { fireAlerts, openAlerts, recoverAlerts } from '#src/triggers/store.ts'
import { SURGE, type Surge, surge, ticketSurges } from '#src/triggers/ticket-surge.ts'
import { type Asked, job } from './job.ts'
import { keyOf } from './tell.ts'

const NAME = 'trigger-sweep'
/** More at once are noise: the others keep until tomorrow. */
const MOST_A_DAY = 3

const fired = z.object({ alerts: z.array(z.object({ id: z.string(), facts: surge })) })

/** Every morning: accounts that need somebody, each to the owner of the account, once. */
export const triggerSweep = job({
  name: NAME,
  title: 'Daily trigger alerts',
  does: "accounts whose tickets tripled against their own average, for the account's owner alone",
  schedule: { every: 'day', about: 'this', on: { day: 1 }, at: '07:30' },
  scopes: async ({ readLibrary }) =>
    [...(await readLibrary()).members.values()]
      .filter(isThere)
      .map(({ handle }) => ({ id: handle, reader: { member: handle } })),
  facts: fired,
  async compute(asked, ctx) {
    const library = await ctx.readLibrary()
    const open = await openAlerts(ctx.db, SURGE)
    const alerts = (await ticketSurges(ctx.db, closedMonth(asked, ctx)))
      .filter((each) => readerOf(each, library) === asked.scope.id)
      .map((facts) => ({ id: idOf(asked, facts), facts }))
      .filter(({ id, facts }) => (open.get(facts.accountId) ?? id) === id)
      .slice(0, MOST_A_DAY)
    return alerts.length === 0
      ? { found: 'nothing', because: 'no new alert' }
      : { found: 'facts', facts: { alerts } }
  },
  report: ({ alerts }, telling) =>
    alerts.map(({ id, facts }) => {
      const alert = {
        id,
        facts,
        reader: telling.scope,
        state: 'breached',
        answeredBy: undefined,
        answeredAt: undefined,
      } as const
      return { name: id, message: alertCard(alert, { ...telling, key: `${telling.run}/${id}` }) }
    }),
  async settle(facts, asked, ctx) {
    const now = ctx.now()
    const alerts = (facts?.alerts ?? []).map((each) => ({ ...each, reader: asked.scope.id }))
    await fireAlerts(ctx.db, SURGE, alerts, now)
    const breached = await ticketSurges(ctx.db, closedMonth(asked, ctx))
    await recoverAlerts(
      ctx.db,
      SURGE,
      breached.map(({ accountId }) => accountId),
      now,
    )
  },
})

const closedMonth = ({ now }: Asked, { zone }: Context): Temporal.PlainDate =>
  now.toZonedDateTimeISO(zone).toPlainDate().with({ day: 1 }).subtract({ months: 1 })

/** The account's owner by handle or address, else whoever owns its persona, else a persona owner. */
function readerOf({ owner, persona }: Surge, { members, entries }: Library): string | undefined {
  const all = [...members.values()].filter(isThere)
  const named = owner?.toLowerCase()
  const direct = all.find(({ handle, email }) => named !== undefined && (handle === named || email === named))
  const ofPersona = persona === null ? undefined : entries.get(`persona/${persona}`)
  const owning = ofPersona && answerableFor(ofPersona, members).owner?.handle
  return direct?.handle ?? owning ?? firstWith('persona-owner', members)?.handle
}

/** The same for every attempt of a run: a uuid made of the run's key and the account. */
function idOf({ period, scope }: Asked, { accountId }: Surge): string {
  const key = `${keyOf({ name: NAME }, { period: period.id, scope: scope.id })}/${accountId}`
  const hex = createHash('sha256').update(key).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
