import { z } from 'zod'
import { mayRunJobs, showJob } from '#bot/commands/runs.ts'
import type { Block } from '#bot/slack/blocks.ts'
import { message } from '#bot/slack/message.ts'
import * as words from '#bot/views/clock-story.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import type { Context } from '#src/context.ts'
import { pauseJob, resumeJob } from '#src/runs/pauses.ts'
import { plannedJobs } from '#src/runs/planned.ts'
import { askAndWait } from '#src/runs/requests.ts'
import { type Action, action, type Pressed } from './action.ts'

type Work = (job: string, handle: string, pressed: Pressed, ctx: Context) => Promise<Block[]>

/** What admins and persona owners do with a job; what comes of it is said to them alone. */
const control = (name: string, work: Work): Action =>
  action({
    name,
    asks: 'run-jobs',
    value: z.object({ job: z.string() }),
    async run({ job }, pressed, ctx) {
      const { asker } = pressed
      const library = await ctx.readLibrary()
      if (asker.outsider || !asker.member || !mayRunJobs(asker, library)) {
        await recordRefusal(ctx.db, asker, { action: name, subject: `job/${job}` }, ctx.now())
        return [{ to: 'asker', message: message(words.onlyOwnersRunJobs()) }]
      }
      const known = (await plannedJobs(ctx.db)).some((each) => each.name === job)
      const blocks = known ? await work(job, asker.member.handle, pressed, ctx) : words.jobGone(job)
      return blocks.length === 0 ? [] : [{ to: 'asker', message: message(blocks) }]
    },
  })

/** Shows the job as it is then, also where somebody else was quicker; in Home it stands there already. */
const turning = (name: string, turn: typeof pauseJob, note: string): Action =>
  control(name, async (job, handle, { asker, origin }, ctx) => {
    const turned = await turn(ctx.db, job, { by: handle, at: ctx.now() })
    if (origin.view) return []
    return await showJob(job, asker, ctx, turned ? note : undefined)
  })

export const jobPause = turning('job-pause', pauseJob, words.pausedNote)
export const jobResume = turning('job-resume', resumeJob, words.resumedNote)

const PATIENCE = { lookEveryMs: 250, takenWithinMs: 5000, doneWithinMs: 25_000 }

const trying = (name: string, asked: (handle: string) => { testFor?: string; dry?: boolean }): Action =>
  control(name, async (job, handle, _, ctx) => {
    const answer = await askAndWait(ctx.db, { job, at: ctx.now(), ...asked(handle) }, PATIENCE)
    switch (answer.state) {
      case 'answered':
        return words.tried(answer.outcome)
      case 'nobody is there':
        return words.nobodyRunsJobs()
      case 'not done':
        return words.stillAtIt()
    }
  })

/** Sends what a job would post now to whoever pressed, alone. */
export const jobTest = trying('job-test', (testFor) => ({ testFor }))
/** Says what a job would post now. */
export const jobDry = trying('job-dry', () => ({ dry: true }))
