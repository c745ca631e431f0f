import { createHash } from 'node:crypto'
import { z } from 'zod'
import { findingCard } from '#bot/views/finding.ts'
import type { Context } from '#src/context.ts'
import { changesOf, findingFacts } from '#src/findings/finding.ts'
import { judgedFor } from '#src/findings/judged-for.ts'
import { endFindings, keepFindings, openFindings, wakeFindings } from '#src/findings/store.ts'
import { type Asked, job } from './job.ts'
import { owners } from './owners.ts'
import { keyOf } from './tell.ts'

const NAME = 'signal-monitor'
const FRIDAY = 5
/** More at once are noise: the others keep until the next day. */
const MOST_A_DAY = 3

const told = z.object({ findings: z.array(z.object({ id: z.string(), facts: findingFacts })) })

/** Each business day: what has become unusual about somebody's personas, told to them on its transition alone. */
export const signalMonitor = job({
  name: NAME,
  title: 'Signal monitor',
  does: 'personas that drift from their own history, lose their hold or are forgotten, for their owner alone',
  schedule: { every: 'day', about: 'this', on: { day: 1 }, at: '09:30' },
  scopes: async ({ readLibrary }) => owners(await readLibrary()),
  facts: told,
  async compute(asked, ctx) {
    if (asked.period.from.dayOfWeek > FRIDAY) return { found: 'nothing', because: 'it is the weekend' }
    const { found, again } = await changes(asked, ctx)
    const fresh = found.map((facts) => ({ id: idOf(asked, `${facts.kind}/${facts.persona}`), facts }))
    const findings = [...again.map(({ id, facts }) => ({ id, facts })), ...fresh].slice(0, MOST_A_DAY)
    return findings.length === 0
      ? { found: 'nothing', because: 'nothing has become unusual' }
      : { found: 'facts', facts: { findings } }
  },
  report: ({ findings }, telling) =>
    findings.map(({ id, facts }, index) => {
      const name = index === 0 ? undefined : id
      const key = name === undefined ? telling.run : `${telling.run}/${name}`
      const message = findingCard({ id, facts, state: 'found' }, { ...telling, key })
      return { ...(name !== undefined && { name }), message }
    }),
  async settle(facts, asked, ctx) {
    const now = ctx.now()
    const findings = facts?.findings ?? []
    const { over } = await changes(asked, ctx)
    await keepFindings(ctx.db, asked.scope.id, findings, now)
    const ids = findings.map(({ id }) => id)
    await wakeFindings(ctx.db, ids, now)
    await endFindings(
      ctx.db,
      over.map(({ id }) => id),
      now,
    )
  },
})

/** What has changed of this owner's personas; what this very run has found already is still news to it. */
async function changes(asked: Asked, ctx: Context) {
  const judged = await judgedFor(asked.scope.id, asked.now, ctx)
  const open = (await openFindings(ctx.db)).filter(
    ({ id, kind, persona }) => id !== idOf(asked, `${kind}/${persona}`),
  )
  return changesOf(judged, open, asked.now)
}

/** The same for every attempt of a run: a uuid made of the run's key and what was found. */
function idOf({ period, scope }: Asked, what: string): string {
  const key = `${keyOf({ name: NAME }, { period: period.id, scope: scope.id })}/${what}`
  const hex = createHash('sha256').update(key).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
