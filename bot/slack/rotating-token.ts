import { setTimeout as wait } from 'node:timers/promises'
import { WebClient } from '@slack/web-api'
import type { Database } from '#src/db/connect.ts'
import type { Env } from '#src/env.ts'
import { causeOf, UserError } from '#src/errors.ts'
import {
  claimRefresh,
  giveUpRefresh,
  type KeptToken,
  keepGiven,
  keepRefreshed,
  readToken,
} from '#src/installation/token-store.ts'
import type { Log } from '#src/log.ts'
import { boltLogger } from './bolt-logger.ts'
import { refusalOf } from './wire.ts'

/** Where a token comes from that expires. */
export type TokenSource = {
  /** The token to send with now, refreshed before it expires. */
  current(): Promise<string>
  /** Another one, since Slack says that this one has expired. */
  insteadOf(expired: string): Promise<string>
}

/** How an app with token rotation gets its tokens; all three are set, or none is. */
export type Rotation = { clientId: string; clientSecret: string; refreshToken: string }

export function rotationOf(env: Env): Rotation | undefined {
  const {
    SLACK_CLIENT_ID: clientId,
    SLACK_CLIENT_SECRET: clientSecret,
    SLACK_REFRESH_TOKEN: refreshToken,
  } = env
  if (clientId && clientSecret && refreshToken) return { clientId, clientSecret, refreshToken }
  if (!clientId && !clientSecret && !refreshToken) return undefined
  throw new UserError(
    'Token rotation takes SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_REFRESH_TOKEN together: set all three, or none.',
  )
}

/** So long before it expires it is refreshed; as long is Slack given to be reachable again. */
const EARLY_MS = 30 * 60_000
/** With less than this left nobody begins to send. */
const LAST_MS = 60_000
/** Longer than a call to Slack may take; whoever dies over it holds it up for so long. */
const HOLD_MS = 20_000
const LOOK_MS = 250

type Means = { db: Database; rotation: Rotation; apiUrl: string; log: Log }

/** The token of a workspace, kept in the database for all instances: one refreshes it, the others read it there. */
export function rotatingToken(means: Means): TokenSource {
  let kept: { token: string; until: number } | undefined
  let asking: Promise<string> | undefined
  const ask = async (expired?: string) => {
    const { token, leftMs } = await freshToken(means, expired)
    kept = { token, until: performance.now() + Math.max(leftMs - EARLY_MS, 0) }
    return token
  }
  const once = (expired?: string) => {
    asking ??= ask(expired).finally(() => {
      asking = undefined
    })
    return asking
  }
  return {
    current: async () => (kept && performance.now() < kept.until ? kept.token : await once()),
    insteadOf: async (expired) => (kept && kept.token !== expired ? kept.token : await once(expired)),
  }
}

type Fresh = { token: string; leftMs: number }

async function freshToken(means: Means, expired: string | undefined): Promise<Fresh> {
  const { db, rotation } = means
  await keepGiven(db, rotation.refreshToken)
  for (let waited = 0; waited <= HOLD_MS * 2; waited += LOOK_MS) {
    const known = await readToken(db)
    const usable = usableOf(known, expired)
    if (usable && usable.leftMs > EARLY_MS) return usable
    const spend = await claimRefresh(db, known, HOLD_MS)
    if (spend !== undefined) return await refresh(spend, usable, means)
    if (usable) return usable
    await wait(LOOK_MS)
  }
  throw new Error('Slack’s token has expired, and nobody could refresh it')
}

function usableOf({ token, leftMs }: KeptToken, expired: string | undefined): Fresh | undefined {
  return token !== undefined && token !== expired && leftMs > LAST_MS ? { token, leftMs } : undefined
}

/** Spends a refresh token; while the token before still holds, a Slack that can't be reached does no harm. */
async function refresh(spend: string, usable: Fresh | undefined, means: Means): Promise<Fresh> {
  try {
    return await spent(spend, means)
  } catch (error) {
    await giveUpRefresh(means.db, spend)
    if (usable === undefined) throw error
    means.log.warn({ cause: causeOf(error) }, 'The token of Slack could not be refreshed yet')
    return usable
  }
}

async function spent(spend: string, { db, rotation, apiUrl, log }: Means): Promise<Fresh> {
  const { clientId: client_id, clientSecret: client_secret } = rotation
  const options = {
    slackApiUrl: apiUrl,
    timeout: HOLD_MS / 2,
    logger: boltLogger(log),
    retryConfig: { retries: 0 },
  }
  const answer = await new WebClient(undefined, options).oauth.v2
    .access({ client_id, client_secret, grant_type: 'refresh_token', refresh_token: spend })
    .catch((error: unknown) => {
      throw inWords(error)
    })
  const { access_token: token, refresh_token: refreshToken, expires_in: lastsSeconds } = answer
  if (!token || !refreshToken || !lastsSeconds) throw new Error('Slack refreshed the token and gave none.')
  await keepRefreshed(db, spend, { token, refreshToken, lastsSeconds })
  return { token, leftMs: lastsSeconds * 1000 }
}

function inWords(error: unknown): unknown {
  const refusal = refusalOf(error)
  if (refusal === 'invalid_refresh_token')
    return new UserError(
      'Slack refuses the refresh token (invalid_refresh_token): each can be spent once. Copy the one that OAuth & Permissions of your Slack app shows now into SLACK_REFRESH_TOKEN, and start again.',
    )
  return refusal === 'invalid_client_id' || refusal === 'bad_client_secret'
    ? new UserError(
        `Slack refuses the app (${refusal}): copy SLACK_CLIENT_ID and SLACK_CLIENT_SECRET again from Basic Information of your Slack app.`,
      )
    : error
}
