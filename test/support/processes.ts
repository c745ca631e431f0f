import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const DATABASE_PROCESS = fileURLToPath(new URL('./database-process.ts', import.meta.url))

export interface RunningProcess {
  /** Everything said so far, line by line. */
  lines: string[]
  /** The first line that matches, said before or to be said. */
  line(pattern: RegExp): Promise<string>
  hasEnded(): boolean
  signal(signal: NodeJS.Signals): void
  /** A line to its input. */
  say(line: string): void
  /** Asks it to end, and waits until it has. */
  end(): Promise<void>
  /** Ends it as kill -9 does. */
  kill(): Promise<void>
}

export function startDatabaseProcess(
  directory: string,
  ownership: 'demand' | 'any',
  task = '',
): RunningProcess {
  return startProcess(DATABASE_PROCESS, [directory, ownership, task])
}

/** A file of ours as a process of its own. What one has compiled the next need not. */
export const startProcess = (file: string, args: string[]): RunningProcess =>
  watch(spawn(process.execPath, [file, ...args], { env: { ...process.env, ...COMPILED_ONCE } }))

/** Where Node keeps it by default. */
export const COMPILED_ONCE = { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') }

function watch(child: ChildProcessWithoutNullStreams): RunningProcess {
  const lines: string[] = []
  for (const output of [child.stdout, child.stderr]) {
    createInterface(output).on('line', (line) => lines.push(line))
  }
  const exited = once(child, 'exit')
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  return {
    lines,
    hasEnded,
    line: async (pattern) => {
      for (;;) {
        const found = lines.find((line) => pattern.test(line))
        if (found !== undefined) return found
        if (hasEnded()) throw new Error(`It ended and said: ${lines.join(' / ')}`)
        await wait(20)
      }
    },
    signal: (signal) => void child.kill(signal),
    say: (line) => void child.stdin.write(`${line}\n`),
    end: async () => {
      child.stdin.end()
      await exited
    },
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}
