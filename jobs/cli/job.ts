import { randomUUID } from 'node:crypto'
import { createWire } from '#bot/slack/client.ts'
import { rotatingToken, rotationOf } from '#bot/slack/rotating-token.ts'
import { noProgramRuns, notAnswered } from '#bot/views/job-words.ts'
import { inWords, jobNamed, runByHand, sendTest } from '#jobs/by-hand.ts'
import { dryRun } from '#jobs/dry-run.ts'
import { JOBS } from '#jobs/index.ts'
import type { Job } from '#jobs/job.ts'
import type { TerminalCommand } from '#src/cli/command.ts'
import type { Context } from '#src/context.ts'
import type { Env } from '#src/env.ts'
import { UsageError, UserError } from '#src/errors.ts'
import { askAndWait } from '#src/runs/requests.ts'
import { seedSettings } from '#src/settings/store.ts'

/** `job NAME`: runs a job by hand, as of an instant; dry, or for one person alone, on request. */
export const job: TerminalCommand = {
  name: 'job',
  asks: 'run-jobs',
  takes: 'NAME [--at INSTANT] [--dry | --to HANDLE]',
  does: `runs a job by hand: ${JOBS.map(({ name }) => name).join(', ')}`,
  words: [1, 1],
  options: ['at', 'to'],
  flags: ['dry'],
  async run({ words: [name = ''], options, flags }, { env, open, print }) {
    const chosen = jobNamed(JOBS, name)
    const asked = options.at === undefined ? undefined : instantOf(options.at, env.TZ_TEAM)
    const ctx = await open()
    const at = asked ?? ctx.now()
    if (flags.has('dry')) return print(await dryRun(chosen, at, ctx))
    print(await post(chosen, at, options.to, ctx, env))
  },
}

/** An instant, a date and time with its zone, or one that is meant in the team's zone. */
function instantOf(text: string, zone: string): Temporal.Instant {
  const readings = [
    () => Temporal.Instant.from(text),
    () => Temporal.ZonedDateTime.from(text).toInstant(),
    () => Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant(),
  ]
  for (const read of readings) {
    try {
      return read()
    } catch {
      // The next reading may fit.
    }
  }
  throw new UsageError(
    `--at ${JSON.stringify(text)} is no instant: write one such as 2026-11-04T09:00:00Z, or 2026-11-04T09:00 in the team's zone.`,
  )
}

/** With a token from here; without, by the program that runs on this database and holds the workspace. */
async function post(
  chosen: Job,
  at: Temporal.Instant,
  testFor: string | undefined,
  ctx: Context,
  env: Env,
): Promise<string> {
  const rotation = rotationOf(env)
  const { SLACK_API_URL: apiUrl } = env
  const token = rotation ? rotatingToken({ ...ctx, rotation, apiUrl }) : env.SLACK_BOT_TOKEN
  if (token === undefined) return await askClock(chosen, at, testFor, ctx)
  await seedSettings(ctx.db, env, ctx.now())
  const wire = createWire(token, apiUrl, ctx.log)
  const worker = { id: randomUUID(), leaseMs: 30_000 }
  const means = { jobs: JOBS, ctx, wire, worker, random: Math.random }
  try {
    return testFor === undefined
      ? await runByHand(chosen, at, means)
      : await sendTest(chosen, at, testFor, means)
  } catch (error) {
    throw new UserError(inWords(error), { cause: error })
  }
}

const PATIENCE = { lookEveryMs: 300, takenWithinMs: 5000, doneWithinMs: 150_000 }

async function askClock(
  { name }: Job,
  at: Temporal.Instant,
  testFor: string | undefined,
  { db }: Context,
): Promise<string> {
  const answer = await askAndWait(db, { job: name, at, testFor }, PATIENCE)
  switch (answer.state) {
    case 'answered':
      if (answer.failed) throw new UserError(answer.outcome)
      return answer.outcome
    case 'nobody is there':
      throw new UserError(noProgramRuns())
    case 'not done':
      throw new UserError(notAnswered(PATIENCE.doneWithinMs / 1000))
  }
}
