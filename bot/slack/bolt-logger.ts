import { type Logger, LogLevel } from '@slack/web-api'
import type { Log } from '#src/log.ts'

/** Bolt's own words, in our log. Its information is our detail. */
export function boltLogger(log: Log): Logger {
  const words = (parts: unknown[]) => parts.map(String).join(' ').slice(0, 500)
  return {
    debug: () => {},
    info: (...parts) => log.debug({ from: 'bolt' }, words(parts)),
    warn: (...parts) => log.warn({ from: 'bolt' }, words(parts)),
    error: (...parts) => log.error({ from: 'bolt' }, words(parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  }
}
