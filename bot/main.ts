import { openDatabase } from '#src/db/open.ts'
import { readEnv } from '#src/env.ts'
import { causeOf, UserError } from '#src/errors.ts'
import { createLog } from '#src/log.ts'
import { wantsSlack } from './slack/wants-slack.ts'

async function main(): Promise<void> {
  const settings = readEnv()
  const log = createLog(settings.LOG_LEVEL)
  const onLost = (error: Error) => log.warn({ cause: causeOf(error) }, 'A database connection was lost')
  const open = (onElsewhere = () => {}) =>
    openDatabase(settings, { demandOwnership: true, onLost, onElsewhere })
  const opening = wantsSlack(settings) ? undefined : await openMeanwhile(open)
  const { runProgram } = await import('./program.ts')
  await runProgram(settings, log, () => opening?.database ?? open())
}

/** The rest of the program is loaded while the embedded database gets ready in a thread of its own. */
async function openMeanwhile<T>(
  open: (onElsewhere: () => void) => Promise<T>,
): Promise<{ database: Promise<T> }> {
  const elsewhere = Promise.withResolvers<void>()
  const database = open(elsewhere.resolve)
  await Promise.race([elsewhere.promise, database])
  return { database }
}

try {
  await main()
} catch (error) {
  process.stderr.write(
    error instanceof UserError ? `${error.message}\n` : `Dramatis could not start: ${causeOf(error)}\n`,
  )
  process.exit(1)
}
