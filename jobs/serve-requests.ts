import { causeOf, UserError } from '#src/errors.ts'
import { answerRequest, type RunRequest, takeRequest } from '#src/runs/requests.ts'
import { inWords, jobNamed, runByHand, sendTest } from './by-hand.ts'
import { dryRun } from './dry-run.ts'
import type { Means } from './run-once.ts'

/** Does what others have asked for: the command line, and whoever pressed a button. */
export async function serveRequests(means: Means): Promise<void> {
  const { ctx } = means
  for (let asked = await takeRequest(ctx.db); asked; asked = await takeRequest(ctx.db)) {
    const { id, job } = asked
    const answer = await act(asked, means).then(
      (outcome) => ({ outcome, failed: false }),
      (error: unknown) => {
        if (!(error instanceof UserError))
          ctx.log.error({ job, cause: causeOf(error) }, 'A run by hand failed')
        return { outcome: inWords(error), failed: true }
      },
    )
    await answerRequest(ctx.db, id, answer)
  }
}

async function act({ job: name, at: date, testFor, dry }: RunRequest, means: Means): Promise<string> {
  const job = jobNamed(means.jobs, name)
  const at = Temporal.Instant.fromEpochMilliseconds(date.getTime())
  if (dry) return await dryRun(job, at, means.ctx)
  return testFor === null ? await runByHand(job, at, means) : await sendTest(job, at, testFor, means)
}
