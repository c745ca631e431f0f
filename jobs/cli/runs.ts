import * as words from '#bot/views/run-log.ts'
import { jobNamed } from '#jobs/by-hand.ts'
import { JOBS } from '#jobs/index.ts'
import { nextDue } from '#jobs/schedule.ts'
import type { TerminalCommand } from '#src/cli/command.ts'
import type { Context } from '#src/context.ts'
import { UsageError } from '#src/errors.ts'
import { failingRuns, recentRuns } from '#src/runs/log.ts'
import { pauseJob, pauseNow, resumeJob } from '#src/runs/pauses.ts'

const MOST = 300
const BY = 'the operator'

/** `runs`: what the clock did lately, and when it runs what next; or pauses a job, or resumes it. */
export const runs: TerminalCommand = {
  name: 'runs',
  asks: 'run-jobs',
  takes: '[--pause NAME | --resume NAME]',
  does: 'lists what the clock did lately, in which zone it was due, and what comes next; pauses or resumes a job',
  words: [0, 0],
  options: ['pause', 'resume'],
  async run({ options: { pause, resume } }, { open, print }) {
    if (pause !== undefined && resume !== undefined)
      throw new UsageError('Give --pause or --resume, not both at once.')
    if (pause !== undefined) return print(await turnOff(pause, open))
    if (resume !== undefined) return print(await turnOn(resume, open))
    print(await list(await open()))
  },
}

async function list({ db, now, zone }: Context): Promise<string> {
  const jobs = await Promise.all(
    JOBS.map(async ({ name, title, schedule }) => ({
      name,
      title,
      at: nextDue(schedule, zone, now()),
      pause: await pauseNow(db, name),
    })),
  )
  const log = { runs: await recentRuns(db, MOST), failing: await failingRuns(db) }
  return words.runLog(log, jobs, zone)
}

async function turnOff(typed: string, open: () => Promise<Context>): Promise<string> {
  const { name, title } = jobNamed(JOBS, typed)
  const { db, now, zone } = await open()
  const before = await pauseNow(db, name)
  if (before) return words.pausedBefore(title, before, zone)
  await pauseJob(db, name, { by: BY, at: now() })
  return words.nowPaused(title, name)
}

async function turnOn(typed: string, open: () => Promise<Context>): Promise<string> {
  const { name, title } = jobNamed(JOBS, typed)
  const { db, now } = await open()
  const resumed = await resumeJob(db, name, { by: BY, at: now() })
  return resumed ? words.nowResumed(title) : words.notPaused(title)
}
