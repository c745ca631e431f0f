import { once } from 'node:events'
import { ask } from '#bot/cli/ask.ts'
import { tryTrigger } from '#bot/cli/try-trigger.ts'
import { job } from '#jobs/cli/job.ts'
import { runs } from '#jobs/cli/runs.ts'
import { recordNoRight } from '#src/board/refusal.ts'
import type { Context } from '#src/context.ts'
import { openDatabase } from '#src/db/open.ts'
import { type Env, readEnv } from '#src/env.ts'
import { causeOf, UsageError, UserError } from '#src/errors.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { createLog } from '#src/log.ts'
import { NoRight } from '#src/members/authority.ts'
import { readTyped, type TerminalCommand, usageOf } from './command.ts'
import { COMMANDS } from './index.ts'

// The one place of the command line that knows all layers: here their commands come together.
const ALL: TerminalCommand[] = [ask, ...COMMANDS, tryTrigger, job, runs]

async function main([name, ...args]: string[]): Promise<void> {
  const command = ALL.find((each) => each.name === name)
  if (!command)
    throw new UsageError(
      `${name === undefined ? 'Which command?' : `There is no command ${name}.`}\n${overview()}`,
    )
  const typed = readTyped(command, args)
  const env = readEnv()
  const opened: (() => Promise<void>)[] = []
  try {
    const print = (text: string) => void process.stdout.write(`${text}\n`)
    const remark = (text: string) => void process.stderr.write(`${text}\n`)
    let context: Promise<Context> | undefined
    const openOnce = () => (context ??= open(env, opened))
    await command.run(typed, { env, print, remark, write, open: openOnce }).catch(async (error: unknown) => {
      const { db, now } = (await context) ?? {}
      if (error instanceof NoRight && db && now)
        await recordNoRight(db, typed.options.as ?? 'operator', error, now())
      throw error
    })
  } finally {
    for (const close of opened) await close()
  }
}

async function write(text: string): Promise<void> {
  if (process.stdout.destroyed) throw new UserError('Whoever read this stopped before its end.')
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

/** An import of millions of rows is one statement; nobody waits for an ack meanwhile. */
const LONG_WORK_MS = 30 * 60_000

async function open(env: Env, opened: (() => Promise<void>)[]): Promise<Context> {
  const { db, close } = await openDatabase(env, { silence: LONG_WORK_MS })
  opened.push(close)
  return {
    db,
    readLibrary: followLibrary(db),
    log: createLog('warn'),
    now: () => Temporal.Now.instant(),
    zone: env.TZ_TEAM,
    currency: env.CURRENCY,
    connections: env.connections,
  }
}

const overview = (): string => ALL.map((command) => `  ${usageOf(command)}\n      ${command.does}`).join('\n')

// Whoever reads may stop, as `head` does: what is written next notices.
process.stdout.on('error', () => process.stdout.destroy())
try {
  await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(
    error instanceof UserError ? `${error.message}\n` : `That didn't work: ${causeOf(error)}\n`,
  )
  process.exitCode = error instanceof UsageError ? 2 : 1
}
