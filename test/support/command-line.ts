import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export type Ended = { code: number; stdout: string; stderr: string }

/** Runs a command of the command line as an operator does, with nothing of the test's own environment but its path. */
export function runCommand(args: string[], env: Record<string, string>): Promise<Ended> {
  const options = { cwd: ROOT, env: { PATH: process.env.PATH ?? '', TZ_TEAM: 'Europe/Berlin', ...env } }
  return new Promise((resolve) => {
    execFile(process.execPath, ['src/cli/main.ts', ...args], options, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : error ? -1 : 0
      resolve({ code, stdout, stderr })
    })
  })
}
