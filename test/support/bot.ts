import { createApp } from '#bot/app.ts'
import { resumeAbandoned } from '#bot/requests/resume.ts'
import { createService, type Service } from '#bot/requests/serve.ts'
import { type SandboxClient, sandboxClient } from '#bot/sandbox/client.ts'
import type { Sandbox, SandboxOptions } from '#bot/sandbox/server.ts'
import { createWire } from '#bot/slack/client.ts'
import type { Wire } from '#bot/slack/wire.ts'
import { BOARD, channelNamed, startWorkspace } from '#bot/stand-in.ts'
import { seedDemo } from '#prisma/seed-demo.ts'
import type { Context } from '#src/context.ts'
import type { Database } from '#src/db/connect.ts'
import { readEnv } from '#src/env.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { createLog, type Log } from '#src/log.ts'

/** The whole bot on a real Bolt app, as `npm start` runs it. */
export type Bot = {
  ctx: Context
  wire: Wire
  service: Service
  /** Waits for what was begun, as a stop does. */
  stop(): Promise<void>
}

export type BotOptions = {
  via?: 'socket' | 'http'
  now?: () => Temporal.Instant
  log?: Log
  /** Also takes up what an earlier process left unfinished, and what is due. */
  resuming?: boolean
  boardChannel?: () => Promise<string | undefined>
  /** Stands between the bot and Slack: to count calls, to fail, to stop at a point. */
  wire?: (wire: Wire) => Wire
}

/** Starts the bot in a workspace that is there. */
export async function startBot(db: Database, sandbox: Sandbox, options: BotOptions = {}): Promise<Bot> {
  const log = options.log ?? createLog('silent')
  const ctx: Context = {
    db,
    readLibrary: followLibrary(db),
    log,
    now: options.now ?? (() => Temporal.Now.instant()),
    zone: 'Europe/Berlin',
    currency: 'EUR',
  }
  const plain = { ...createWire(sandbox.botToken, sandbox.apiUrl, log), gapMs: 0 }
  const wire = options.wire?.(plain) ?? plain
  const boardChannel = options.boardChannel ?? (() => Promise.resolve(channelNamed(BOARD, sandbox)))
  const service = createService(ctx, wire, { boardChannel })
  const app = createApp(envOf(sandbox, options.via), await installed(sandbox, plain), service, log)
  const server = await app.start()
  if (options.via === 'http') sandbox.deliverTo(urlOf(server))
  const stopResuming = options.resuming ? resumeAbandoned(service, ctx) : () => {}
  return {
    ctx,
    wire,
    service,
    async stop() {
      stopResuming()
      await app.stop()
      await service.idle()
    },
  }
}

/** The demo company at work: its knowledge, its workspace, the bot in it and a script's way to be its people. */
export type DemoCompany = {
  bot: Bot
  sandbox: Sandbox
  client: SandboxClient
  /** Waits until everything that people did is answered. */
  quiet(): Promise<void>
  close(): Promise<void>
}

export async function startDemoCompany(
  db: Database,
  options: BotOptions & { workspace?: Partial<SandboxOptions> } = {},
): Promise<DemoCompany> {
  await seedDemo(db, (options.now ?? Temporal.Now.instant)(), 'Europe/Berlin')
  const sandbox = await startWorkspace(db, options.workspace)
  const bot = await startBot(db, sandbox, options)
  const client = sandboxClient(sandbox.pageUrl)
  return {
    bot,
    sandbox,
    client,
    async quiet() {
      await client.quiet({ forMs: 50 })
      await bot.service.idle()
      await client.quiet({ forMs: 50 })
    },
    async close() {
      await bot.stop()
      await sandbox.close()
    },
  }
}

const envOf = (sandbox: Sandbox, via: BotOptions['via']) =>
  readEnv({
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_API_URL: sandbox.apiUrl,
    ...(via === 'http'
      ? { SLACK_SIGNING_SECRET: sandbox.signingSecret }
      : { SLACK_APP_TOKEN: sandbox.appToken }),
    PORT: '0',
  })

async function installed(sandbox: Sandbox, { client }: Wire) {
  const me = await client.auth.test()
  return {
    botToken: sandbox.botToken,
    botId: me.bot_id ?? '',
    botUserId: me.user_id ?? '',
    teamId: me.team_id ?? '',
  }
}

function urlOf(server: unknown): string {
  const address =
    typeof server === 'object' &&
    server !== null &&
    'address' in server &&
    typeof server.address === 'function'
      ? server.address()
      : undefined
  return `http://127.0.0.1:${address?.port}/slack/events`
}
