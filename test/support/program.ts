import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { COMPILED_ONCE } from './processes.ts'

/** A program of this repository, run as its users run it. */
export type Program = {
  process: ChildProcess
  /** What it has printed so far, on both outputs. */
  printed(): string
  /** Resolves when the printed text matches; throws if the program ends before. */
  prints(pattern: RegExp): Promise<void>
  /** Resolves with the exit code. */
  ended: Promise<number | null>
}

/** Runs a script with these variables alone of those that Dramatis reads. */
export function startProgram(script: string, args: string[], environment: NodeJS.ProcessEnv): Program {
  const none = {
    DATABASE_URL: '',
    DATA_DIR: '',
    PORT: '0',
    SLACK_BOT_TOKEN: '',
    SLACK_APP_TOKEN: '',
    SLACK_SIGNING_SECRET: '',
    SLACK_API_URL: '',
    BOARD_CHANNEL: '',
  }
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, ...COMPILED_ONCE, ...none, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  const prints = async (pattern: RegExp) => {
    while (!pattern.test(text)) {
      const next = await Promise.race([
        once(child.stdout, 'data'),
        once(child.stderr, 'data'),
        ended.then(() => 'ended'),
      ])
      if (next === 'ended' && !pattern.test(text))
        throw new Error(`The program ended without printing ${pattern}: ${text}`)
    }
  }
  return { process: child, printed: () => text, prints, ended }
}

/** Runs a command of the command line to its end. */
export async function dramatis(
  args: string[],
  environment: NodeJS.ProcessEnv,
): Promise<{ code: number | null; printed: string }> {
  const program = startProgram('src/cli/main.ts', args, environment)
  return { code: await program.ended, printed: program.printed() }
}
