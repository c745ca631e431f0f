import { pino } from 'pino'

/** Structured log on standard error; standard output belongs to what a command answers. */
export type Log = Pick<ReturnType<typeof pino>, 'debug' | 'info' | 'warn' | 'error'>

/** Never in the log: secrets, what people typed, who they are. */
const REDACTED = ['token', '*.token', 'headers.authorization', '*.email', 'email', '*.text', 'payload', 'url']

export function createLog(level: string): Log {
  return pino(
    { level, base: null, redact: { paths: REDACTED, censor: '[redacted]' } },
    pino.destination({ dest: 2, sync: true }),
  )
}
