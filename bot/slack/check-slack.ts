import type { WebClient } from '@slack/web-api'
import type { Database } from '#src/db/connect.ts'
import type { Env } from '#src/env.ts'
import { causeOf, UserError } from '#src/errors.ts'
import { bindTeam, readInstallation } from '#src/installation/store.ts'
import type { Log } from '#src/log.ts'
import { createClient } from './client.ts'
import type { TokenSource } from './rotating-token.ts'
import { NEEDED_SCOPES } from './scopes.ts'
import { refusalOf } from './wire.ts'

/** The app as Slack knows it in its workspace. */
export type Installed = {
  botToken: string
  /** Where its successors come from, if it expires. */
  tokens?: TokenSource
  botId: string
  botUserId: string
  teamId: string
}

/** Everything about Slack that can be wrong at the start, each a UserError of one sentence. */
export async function checkSlack(env: Env, log: Log, tokens?: TokenSource): Promise<Installed> {
  checkEvents(env)
  const botToken = tokens ? await tokens.current() : tokenOf(env)
  const client = createClient(tokens ?? botToken, env.SLACK_API_URL, log)
  const installed = { ...(await whoAmI(client, botToken, env)), ...(tokens && { tokens }) }
  await checkAppToken(env, log)
  if (env.BOARD_CHANNEL) await checkChannel(client, env.BOARD_CHANNEL)
  return installed
}

function tokenOf(env: Env): string {
  if (env.SLACK_BOT_TOKEN) return env.SLACK_BOT_TOKEN
  throw new UserError(
    'SLACK_BOT_TOKEN is missing: copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions of your Slack app.',
  )
}

function checkEvents(env: Env): void {
  if (!env.SLACK_APP_TOKEN && !env.SLACK_SIGNING_SECRET) {
    throw new UserError(
      'Set SLACK_APP_TOKEN (xapp-…, for Socket Mode) or SLACK_SIGNING_SECRET (for HTTP): both are under Basic Information of your Slack app.',
    )
  }
}

async function whoAmI(client: WebClient, botToken: string, env: Env): Promise<Installed> {
  const me = await client.auth.test().catch((error: unknown) => {
    throw refused(
      error,
      env,
      'SLACK_BOT_TOKEN',
      'copy the Bot User OAuth Token again from OAuth & Permissions of your Slack app',
    )
  })
  const granted = me.response_metadata?.scopes
  const missing = granted ? NEEDED_SCOPES.filter((scope) => !granted.includes(scope)) : []
  if (missing.length > 0) {
    throw new UserError(
      `The Slack app lacks ${missing.length === 1 ? 'the scope' : 'the scopes'} ${missing.join(', ')}: paste manifest.yml into its App Manifest and reinstall it to the workspace.`,
    )
  }
  return { botToken, botId: me.bot_id ?? '', botUserId: me.user_id ?? '', teamId: me.team_id ?? '' }
}

async function checkAppToken(env: Env, log: Log): Promise<void> {
  if (!env.SLACK_APP_TOKEN) return
  await createClient(env.SLACK_APP_TOKEN, env.SLACK_API_URL, log)
    .apps.connections.open()
    .catch((error: unknown) => {
      throw refused(
        error,
        env,
        'SLACK_APP_TOKEN',
        'make an app-level token with the scope connections:write under Basic Information of your Slack app',
      )
    })
}

async function checkChannel(client: WebClient, channel: string): Promise<void> {
  try {
    const { channel: found } = await client.conversations.info({ channel })
    if (found?.is_member) return
    throw new UserError(
      `The bot is not in the board's channel (BOARD_CHANNEL ${channel}): type /invite @Dramatis there and start again.`,
    )
  } catch (error) {
    if (error instanceof UserError) throw error
    if (refusalOf(error) === undefined) throw error
    throw new UserError(
      `BOARD_CHANNEL ${channel} is a channel that the bot can't see (${refusalOf(error)}): check the id, and if the channel is private type /invite @Dramatis there.`,
    )
  }
}

/** Binds the database to the workspace at its first start there; a UserError where it belongs elsewhere. */
export async function checkTeam(db: Database, teamId: string): Promise<void> {
  if ((await readInstallation(db)).demo) {
    throw new UserError(
      "This database holds the demo company, which doesn't go into a real workspace: set another DATA_DIR or DATABASE_URL.",
    )
  }
  const bound = await bindTeam(db, teamId)
  if (bound !== teamId)
    throw new UserError(
      `This database belongs to the Slack team ${bound}, and the token to ${teamId}: set the token of that team, or another DATA_DIR or DATABASE_URL.`,
    )
}

function refused(error: unknown, env: Env, variable: string, remedy: string): Error {
  const refusal = refusalOf(error)
  if (refusal) return new UserError(`Slack refuses ${variable} (${refusal}): ${remedy}.`)
  return new UserError(
    `Slack can't be reached at ${env.SLACK_API_URL} (${causeOf(error)}): check the network or SLACK_API_URL.`,
  )
}
