import { randomBytes } from 'node:crypto'
import { Refusal } from './refusals.ts'
import type { Workspace } from './workspace.ts'

/** Slack's tokens of an app whose token rotation is on: each lasts for a while, and a refresh token buys one more. */
export type Rotation = {
  /** Spent by the next refresh. */
  refreshToken: string
  /** When each of the newest two expires, in ms. */
  expiry: Map<string, number>
  lastsSeconds: number
}

const TWELVE_HOURS = 43_200
const MOST_TOKENS = 2

/** Turns token rotation on, for good as in Slack: the token without an end is void from then on. Returns what an operator copies. */
export function turnRotationOn(workspace: Workspace, lastsSeconds = TWELVE_HOURS) {
  const refreshToken = newRefreshToken()
  workspace.rotation = { refreshToken, expiry: new Map(), lastsSeconds }
  const { clientId, clientSecret } = workspace.secrets
  return { clientId, clientSecret, refreshToken }
}

/** A refresh token for a token that expires and another refresh token. */
export function refreshed({ rotation, clock }: Workspace, spent: string) {
  if (rotation === undefined || rotation.refreshToken !== spent) throw new Refusal('invalid_refresh_token')
  const { expiry, lastsSeconds } = rotation
  const token = `xoxe.xoxb-1-${randomBytes(12).toString('hex')}`
  expiry.set(token, clock.now() + lastsSeconds * 1000)
  const oldest = expiry.keys().next().value
  if (expiry.size > MOST_TOKENS && oldest !== undefined) expiry.delete(oldest)
  rotation.refreshToken = newRefreshToken()
  return { access_token: token, refresh_token: rotation.refreshToken, expires_in: lastsSeconds }
}

/** Whether this is the app's token now. Refuses one that has expired, as Slack does. */
export function isBotToken({ rotation, secrets, clock }: Workspace, token: string): boolean {
  if (rotation === undefined) return token === secrets.botToken
  const expires = rotation.expiry.get(token)
  if (expires !== undefined && expires <= clock.now()) throw new Refusal('token_expired')
  if (expires === undefined && token === secrets.botToken) throw new Refusal('token_revoked')
  return expires !== undefined
}

const newRefreshToken = () => `xoxe-1-${randomBytes(16).toString('hex')}`
