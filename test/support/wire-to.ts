import { WebClient } from '@slack/web-api'
import type { Sandbox } from '#bot/sandbox/server.ts'
import { boltLogger } from '#bot/slack/bolt-logger.ts'
import type { Wire } from '#bot/slack/wire.ts'
import { createLog } from '#src/log.ts'

/** As the program's, with less patience, and no pause between posts. */
export function wireTo(
  { botToken, apiUrl }: Pick<Sandbox, 'botToken' | 'apiUrl'>,
  { timeout = 600 } = {},
): Wire {
  const options = { slackApiUrl: apiUrl, timeout, logger: boltLogger(createLog('silent')) }
  const retryConfig = { retries: 1, minTimeout: 20, maxTimeout: 20 }
  return {
    client: new WebClient(botToken, { ...options, retryConfig }),
    poster: new WebClient(botToken, {
      ...options,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    }),
    gapMs: 0,
    fetch,
  }
}
