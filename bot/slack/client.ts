import { WebClient, type WebClientOptions } from '@slack/web-api'
import type { Log } from '#src/log.ts'
import { boltLogger } from './bolt-logger.ts'
import type { TokenSource } from './rotating-token.ts'
import type { Wire } from './wire.ts'

/** Patience with Slack: a few tries within seconds, since somebody waits; what fails then is tried again later. */
export function clientOptions(apiUrl: string, log: Log): WebClientOptions & { slackApiUrl: string } {
  return {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 3, factor: 2, minTimeout: 300, maxTimeout: 3000, randomize: true },
    timeout: 10_000,
    logger: boltLogger(log),
  }
}

/** A token that stays, or where one comes from that expires. */
export type Token = string | TokenSource

export const createClient = (token: Token, apiUrl: string, log: Log): WebClient =>
  clientWith(token, clientOptions(apiUrl, log))

function clientWith(token: Token, options: WebClientOptions & { slackApiUrl: string }): WebClient {
  if (typeof token === 'string') return new WebClient(token, options)
  return new WebClient(undefined, { ...options, fetch: sendingWith(token, options.slackApiUrl) })
}

/** Whatever is sent to the Web API, an answer or a job's post, carries a token that holds. */
function sendingWith(source: TokenSource, apiUrl: string): typeof fetch {
  return async (input, init) => {
    if (!String(input).startsWith(apiUrl)) return await fetch(input, init)
    const token = await source.current()
    const response = await fetch(input, carrying(token, init))
    if (!(await saysExpired(response))) return response
    return await fetch(input, carrying(await source.insteadOf(token), init))
  }
}

const carrying = (token: string, init: RequestInit | undefined): RequestInit => ({
  ...init,
  headers: { ...(init?.headers as Record<string, string>), Authorization: `Bearer ${token}` },
})

async function saysExpired(response: Response): Promise<boolean> {
  return /"error":\s*"token_expired"/.test(await response.clone().text())
}

/** Slack takes about one message a second and channel. */
const GAP_MS = 1100

/** Both ways to the Web API, for one bot. */
export function createWire(token: Token, apiUrl: string, log: Log): Wire {
  const options = clientOptions(apiUrl, log)
  const once = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true }
  return {
    client: clientWith(token, options),
    poster: clientWith(token, { ...options, ...once }),
    gapMs: GAP_MS,
    fetch,
  }
}
