import { WebClient, type WebClientOptions } from '@slack/web-api'
import type { Log } from '#src/log.ts'
import { boltLogger } from './bolt-logger.ts'
import type { Wire } from './wire.ts'

/** Patience with Slack: a few tries within seconds, since somebody waits; what fails then is tried again later. */
export function clientOptions(apiUrl: string, log: Log): WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 3, factor: 2, minTimeout: 300, maxTimeout: 3000, randomize: true },
    timeout: 10_000,
    logger: boltLogger(log),
  }
}

export const createClient = (token: string, apiUrl: string, log: Log): WebClient =>
  new WebClient(token, clientOptions(apiUrl, log))

/** Slack takes about one message a second and channel. */
const GAP_MS = 1100

/** Both ways to the Web API, for one bot. */
export function createWire(token: string, apiUrl: string, log: Log): Wire {
  const options = clientOptions(apiUrl, log)
  const once = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true }
  return {
    client: new WebClient(token, options),
    poster: new WebClient(token, { ...options, ...once }),
    gapMs: GAP_MS,
    fetch,
  }
}
