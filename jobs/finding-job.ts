import { createHash } from 'node:crypto'
import { z } from 'zod'
import { findingCard } from '#bot/views/finding.ts'
import type { Context } from '#src/context.ts'
import { changesOf, findingFacts, type Judged } from '#src/findings/finding.ts'
import { endFindings, keepFindings, openFindings, wakeFindings } from '#src/findings/store.ts'
import { type Asked, type Job, job } from './job.ts'
import { owners } from './owners.ts'
import { keyOf } from './tell.ts'

/** More at once are noise: the others keep until the next time. */
const MOST_AT_ONCE = 3

const told = z.object({ findings: z.array(z.object({ id: z.string(), facts: findingFacts })) })

type Looking = Pick<Job, 'name' | 'title' | 'does' | 'schedule'> & {
  /** What is known today of the personas that somebody answers for. */
  judge(handle: string, now: Temporal.Instant, ctx: Context): Promise<Judged[]>
  /** Why it keeps still, if it does. */
  rests?(asked: Asked): string | undefined
}

/** Looks at somebody's personas, and tells them what has become unusual, on its transition alone. */
export function findingJob({ judge, rests, ...about }: Looking): Job {
  const { name } = about
  const changes = (asked: Asked, ctx: Context) => changed(asked, ctx, { name, judge })
  return job({
    ...about,
    scopes: async ({ readLibrary }) => owners(await readLibrary()),
    facts: told,
    async compute(asked, ctx) {
      const because = rests?.(asked)
      if (because !== undefined) return { found: 'nothing', because }
      const { found, again } = await changes(asked, ctx)
      const fresh = found.map((facts) => ({ id: idOf(name, asked, `${facts.kind}/${facts.persona}`), facts }))
      const findings = [...again.map(({ id, facts }) => ({ id, facts })), ...fresh].slice(0, MOST_AT_ONCE)
      return findings.length === 0
        ? { found: 'nothing', because: 'nothing has become unusual' }
        : { found: 'facts', facts: { findings } }
    },
    report: ({ findings }, telling) =>
      findings.map(({ id, facts }, index) => {
        const part = index === 0 ? undefined : id
        const key = part === undefined ? telling.run : `${telling.run}/${part}`
        const message = findingCard({ id, facts, state: 'found' }, { ...telling, key })
        return { ...(part !== undefined && { name: part }), message }
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
}

/** What has changed of this owner's personas; what this very run has found already is still news to it. */
async function changed(asked: Asked, ctx: Context, { name, judge }: Pick<Looking, 'name' | 'judge'>) {
  const judged = await judge(asked.scope.id, asked.now, ctx)
  const open = (await openFindings(ctx.db)).filter(
    ({ id, kind, persona }) => id !== idOf(name, asked, `${kind}/${persona}`),
  )
  return changesOf(judged, open, asked.now)
}

/** The same for every attempt of a run: a uuid made of the run's key and what was found. */
function idOf(name: string, { period, scope }: Asked, what: string): string {
  const key = `${keyOf({ name }, { period: period.id, scope: scope.id })}/${what}`
  const hex = createHash('sha256').update(key).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
