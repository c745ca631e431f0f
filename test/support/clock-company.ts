import { afterAll, beforeAll } from 'vitest'
import type { Job } from '#jobs/job.ts'
import type { Database } from '#src/db/connect.ts'
import { type Bot, startBot } from './bot.ts'
import { type Clockwork, startClockwork } from './clockwork.ts'

/** The demo company with the clock and the bot at work on one time, for all tests that follow. */
export function useClockCompany(database: { db: Database }, jobs: Job[]) {
  let started: { clockwork: Clockwork; bot: Bot } | undefined
  const company = () => {
    if (started === undefined) throw new Error('The company is there within tests and hooks only.')
    return started
  }
  beforeAll(async () => {
    const clockwork = await startClockwork(database.db, jobs)
    const bot = await startBot(database.db, clockwork.sandbox, { now: clockwork.means.ctx.now })
    started = { clockwork, bot }
    await clockwork.wake()
  })
  afterAll(async () => {
    await started?.bot.stop()
    await started?.clockwork.sandbox.close()
  })
  return {
    get clockwork() {
      return company().clockwork
    },
    get bot() {
      return company().bot
    },
    as: (who: string) => company().clockwork.client.as(who),
    /** Waits until everything that people did is answered. */
    async quiet() {
      const { clockwork, bot } = company()
      await clockwork.client.quiet({ forMs: 50 })
      await bot.service.idle()
      await clockwork.client.quiet({ forMs: 50 })
    },
    async wakeAt(local: string) {
      const { clockwork } = company()
      clockwork.setTime(local)
      await clockwork.wake()
    },
  }
}
