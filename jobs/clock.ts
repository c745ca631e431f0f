import { randomUUID } from 'node:crypto'
import cron from 'node-cron'
import type { Wire } from '#bot/slack/wire.ts'
import { auditHead } from '#src/audit/store.ts'
import type { Context } from '#src/context.ts'
import { causeOf } from '#src/errors.ts'
import { announce } from './announce.ts'
import { jobNamed, runByHand } from './by-hand.ts'
import { JOBS } from './index.ts'
import type { Job } from './job.ts'
import { planJob } from './plan.ts'
import { type Means, runOnce } from './run-once.ts'
import { serveRequests } from './serve-requests.ts'
import { sweepDuplicates } from './sweep.ts'
import { sweepAlerts } from './sweep-alerts.ts'

export type Clock = {
  /** Looks at once for what is due, as after the time was changed. Resolves when all of it is done. */
  wake(): Promise<void>
  list(): { name: string; title: string }[]
  /** Runs a job by hand for the period that is its latest then. Returns what came of it, in words. */
  run(name: string, at?: Temporal.Instant): Promise<string>
  /** Begins nothing more, and waits for what is under way. */
  stop(): Promise<void>
}

/** `beginAfterMs`: the first look waits so long; what is due was due before. */
type Options = { jobs?: Job[]; leaseMs?: number; beginAfterMs?: number }

/** Longer than a call of Slack with its retries may block nothing else. */
const LEASE_MS = 30_000
const LOOK_FOR_REQUESTS_MS = 1000
/** So many runs at once: a slow one holds up none but its own worker. */
const WORKERS = 4

/** Starts the clock: at once and every minute it claims what is due, does it, and does what others ask for. */
export function startClock(ctx: Context, wire: Wire, options: Options = {}): Clock {
  const { jobs = JOBS, leaseMs = LEASE_MS, beginAfterMs } = options
  const worker = { id: randomUUID(), leaseMs }
  const means: Means = { jobs, ctx, wire, worker, random: Math.random }
  const working = new Set<Promise<void>>()
  let stopping = false
  let busy = 0

  const safely = async (what: string, task: () => Promise<unknown>) => {
    if (!stopping) await task().catch((error: unknown) => ctx.log.error({ cause: causeOf(error) }, what))
  }
  const track = (task: Promise<void>): Promise<void> => {
    working.add(task)
    return task.finally(() => working.delete(task))
  }
  const work = async () => {
    while (!stopping && (await runOnce(means)) !== undefined);
  }
  const look = async (): Promise<Promise<void>[]> => {
    for (const job of jobs) await safely(`The job ${job.name} could not be planned`, () => planJob(job, ctx))
    const free = Math.max(0, WORKERS - busy)
    return Array.from({ length: free }, () => {
      busy += 1
      return track(safely('Runs could not be taken', work)).finally(() => {
        busy -= 1
      })
    })
  }
  let notedOn = ''
  const noteHead = async () => {
    const today = ctx.now().toZonedDateTimeISO(ctx.zone).toPlainDate().toString()
    if (notedOn === today) return
    const { rows, hash } = await auditHead(ctx.db)
    notedOn = today
    // Outside the database: what a trail whose tail was cut off is held against.
    if (rows > 0) ctx.log.info({ head: `${hash}:${rows}` }, 'The audit trail')
  }
  const tidy = async () => {
    await safely('The head of the audit trail could not be noted', noteHead)
    await safely('Failures could not be told', () => announce(means))
    await safely('Duplicates could not be looked for', () => sweepDuplicates(means))
  }
  // A look that lasts longer than a minute is not begun a second time.
  let sweeping: Promise<void> | undefined
  const sweep = (): Promise<void> => {
    sweeping ??= track(safely('Triggers could not be looked at', () => sweepAlerts(means))).finally(() => {
      sweeping = undefined
    })
    return sweeping
  }
  const wake = async () => {
    await sweep()
    await Promise.all(await look())
    await tidy()
  }
  // The next wake-up doesn't wait for runs: a slow one holds up its worker alone.
  const onTheMinute = async () => {
    void sweep()
    const begun = await look()
    void track(Promise.all(begun).then(tidy))
  }
  const serve = () => track(safely('A run by hand could not be served', () => serveRequests(means)))

  const timer = cron.schedule('* * * * *', onTheMinute, { noOverlap: true, timezone: ctx.zone, name: 'wake' })
  const poll = setInterval(() => void serve(), LOOK_FOR_REQUESTS_MS)
  const first = beginAfterMs === undefined ? undefined : setTimeout(() => void track(wake()), beginAfterMs)
  if (first === undefined) void track(wake())
  return {
    wake,
    list: () => jobs.map(({ name, title }) => ({ name, title })),
    run: (name, at = ctx.now()) => runByHand(jobNamed(jobs, name), at, means),
    async stop() {
      stopping = true
      clearTimeout(first)
      clearInterval(poll)
      await timer.destroy()
      await Promise.allSettled(working)
    },
  }
}
