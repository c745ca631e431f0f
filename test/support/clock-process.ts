import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import type { WebClient } from '@slack/web-api'
import type { Wire } from '#bot/slack/wire.ts'
import { planJob } from '#jobs/plan.ts'
import { runOnce } from '#jobs/run-once.ts'
import { connectDatabase, type Database } from '#src/db/connect.ts'
import { causeOf } from '#src/errors.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { createLog } from '#src/log.ts'
import { reviewFor } from './review-for.ts'
import { wireTo } from './wire-to.ts'

/**
 * An instance of the clock for tests, as a process of its own. Told "work JOB READER" it works on that reader's
 * review of October 2026 until somebody has done it, then says "finished"; an error is said, and it goes on, as the
 * clock does. It stops at each point of a run with "at POINT", and goes on when told so.
 */
const [url = '', apiUrl = '', botToken = '', leaseMs = ''] = process.argv.slice(2)
const LOOK_AGAIN_MS = 200
const say = (line: string) => process.stdout.write(`${line}\n`)
let goOn = () => {}

async function reach(point: string): Promise<void> {
  const told = Promise.withResolvers<void>()
  goOn = told.resolve
  say(`at ${point}`)
  await told.promise
}

/** Stops once a step is recorded. */
function watchedSteps(db: Database): Database {
  const updateMany = async ({ args, query }: Update) => {
    const updated = await query(args)
    if (typeof args.data.step === 'string') await reach(args.data.step)
    return updated
  }
  return db.$extends({ query: { jobRun: { updateMany } } }) as unknown as Database
}

type Args = Parameters<Database['jobRun']['updateMany']>[0]
type Update = { args: Args; query: (args: Args) => Promise<unknown> }

/** Stops before and after whatever changes something in Slack. */
function watchedWire(wire: Wire): Wire {
  const chat = {
    postMessage: async (...args: Parameters<WebClient['chat']['postMessage']>) => {
      const { key = '' } = { ...(args[0]?.metadata as { event_payload?: { key?: string } })?.event_payload }
      const name = key.split('/')[3] ?? 'review'
      await reach(`before ${name}`)
      const posted = await wire.poster.chat.postMessage(...args)
      await reach(`after ${name}`)
      return posted
    },
  }
  const filesUploadV2: WebClient['filesUploadV2'] = async (upload) => {
    await reach('before upload')
    const uploaded = await wire.client.filesUploadV2(upload)
    await reach('after upload')
    return uploaded
  }
  const client = Object.create(wire.client, { filesUploadV2: { value: filesUploadV2 } }) as WebClient
  return { ...wire, client, poster: { chat } as unknown as WebClient }
}

const { db: connected } = connectDatabase(url, { poolSize: 4 })
const db = watchedSteps(connected)
const ctx = {
  db,
  readLibrary: followLibrary(connected),
  log: createLog('silent'),
  now: () => Temporal.Instant.from('2026-11-04T08:05:00Z'),
  zone: 'Europe/Berlin',
  currency: 'EUR',
}
const worker = { id: randomUUID(), leaseMs: Number(leaseMs) }
const wire = watchedWire(wireTo({ apiUrl, botToken }, { timeout: 5000 }))

async function work(name: string, reader: string): Promise<void> {
  const review = reviewFor(name, reader)
  const compute: typeof review.compute = async (...asked) => {
    await reach('claimed')
    return await review.compute(...asked)
  }
  const means = { jobs: [{ ...review, compute }], ctx, wire, worker, random: Math.random }
  let planned = false
  const isDone = async () => {
    if (!planned) await planJob(review, ctx)
    planned = true
    const done = await runOnce(means)
    // What fails on a busy machine is not what is looked at here: it is tried again at once.
    if (done?.ended.state === 'open') {
      say(`failed: ${done.ended.error}`)
      await connected.jobRun.updateMany({ where: { job: name }, data: { nextTryAt: null } })
    }
    return (await db.jobRun.count({ where: { job: name, state: 'open' } })) === 0
  }
  const tellFault = (error: unknown) => {
    say(`failed: ${causeOf(error).replaceAll('\n', ' ')}`)
    return false
  }
  while (!(await isDone().catch(tellFault))) await wait(LOOK_AGAIN_MS)
  say('finished')
}

createInterface(process.stdin).on('line', (line) => {
  const [verb, name = '', reader = ''] = line.split(' ')
  if (verb === 'work') void work(name, reader)
  else goOn()
})
say('ready')
