import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import type { WebClient } from '@slack/web-api'
import type { Wire } from '#bot/slack/wire.ts'
import type { Job } from '#jobs/job.ts'
import { kpiReview } from '#jobs/kpi-review.ts'
import { planJob } from '#jobs/plan.ts'
import { runOnce } from '#jobs/run-once.ts'
import { connectDatabase } from '#src/db/connect.ts'
import { causeOf } from '#src/errors.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { createLog } from '#src/log.ts'
import { wireTo, ZONE } from './clockwork.ts'

/**
 * An instance of the clock for tests, as a process of its own: works until the review of October 2026 is done by
 * somebody. At the named point it says "at POINT" and goes on only when a line comes in.
 */
const [url = '', apiUrl = '', botToken = '', stopAt = '', leaseMs = '1500'] = process.argv.slice(2)
const say = (line: string) => process.stdout.write(`${line}\n`)
const input = createInterface(process.stdin)
let posts = 0

async function reach(point: string): Promise<void> {
  if (point !== stopAt) return
  say(`at ${point}`)
  await new Promise((resolve) => input.once('line', resolve))
}

const job: Job = {
  ...kpiReview,
  async compute(asked, ctx) {
    await reach('claimed')
    const computed = await kpiReview.compute(asked, ctx)
    await reach('computed')
    return computed
  },
  async settle() {
    await reach('recorded')
  },
}

/** Stops before and after whatever changes something in Slack. */
function watched(wire: Wire): Wire {
  const chat = {
    postMessage: async (...args: Parameters<WebClient['chat']['postMessage']>) => {
      posts += 1
      const which = posts
      await reach(`before post ${which}`)
      const posted = await wire.poster.chat.postMessage(...args)
      say(`posted ${posted.ts}`)
      await reach(`after post ${which}`)
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

const { db, close } = connectDatabase(url, { poolSize: 4 })
const ctx = {
  db,
  readLibrary: followLibrary(db),
  log: createLog('silent'),
  now: () => Temporal.Instant.from('2026-11-04T08:05:00Z'),
  zone: ZONE,
  currency: 'EUR',
}
const worker = { id: randomUUID(), leaseMs: Number(leaseMs) }
const means = { jobs: [job], ctx, wire: watched(wireTo({ apiUrl, botToken })), worker, random: Math.random }
try {
  await planJob(job, ctx)
  for (;;) {
    const done = await runOnce(means)
    if (done) say(`ended ${done.ended.state}`)
    const open = await db.jobRun.count({ where: { state: 'open' } })
    if (open === 0) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  say('finished')
} catch (error) {
  say(causeOf(error))
}
input.close()
await close()
