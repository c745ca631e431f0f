import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt'
import { type SandboxClient, sandboxClient } from '#bot/sandbox/client.ts'
import type { SandboxApp } from '#bot/sandbox/manifest.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from '#bot/sandbox/server.ts'

/** An app with every scope and event that these tests use. */
export const APP: SandboxApp = {
  name: 'Dramatis',
  scopes: [
    'app_mentions:read',
    'assistant:write',
    'channels:history',
    'channels:join',
    'channels:read',
    'chat:write',
    'commands',
    'files:read',
    'files:write',
    'groups:history',
    'groups:read',
    'im:history',
    'im:read',
    'im:write',
    'mpim:write',
    'reactions:write',
    'team:read',
    'users:read',
    'users:read.email',
  ],
  events: ['app_home_opened', 'app_mention', 'message.channels', 'message.im', 'user_change'],
  commands: [{ command: '/persona', description: 'Ask a persona', usage: '[name]' }],
  shortcuts: [
    { name: 'Keep', callbackId: 'keep', type: 'message', description: 'Keep this' },
    { name: 'Ask', callbackId: 'ask', type: 'global', description: 'Ask something' },
  ],
  homeTab: true,
  messagesTab: true,
}

export const PEOPLE = [
  { name: 'Mina Okafor', handle: 'mina', function: 'Marketing' },
  { name: 'Jonas Weber', handle: 'jonas', function: 'Sales' },
  { name: 'Gil Guest', handle: 'gil', guest: true },
]

export const CHANNELS = [{ name: 'general' }, { name: 'board', private: true, members: ['mina'] }]

const nothing = () => {}
/** For what is wrong on purpose, which Slack's packages would report. */
export const SILENT: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
}

export type Rehearsal = {
  sandbox: Sandbox
  client: SandboxClient
  /** A real, unmodified Bolt app on this sandbox, started once `listeners` are set. */
  bot(listeners: (app: App) => void, via?: Via): Promise<App>
  stop(): Promise<void>
}

export type Via = 'socket' | 'http'

/** A sandbox with its client, and Bolt apps that are stopped with it. */
export async function rehearse(options: Partial<SandboxOptions> = {}): Promise<Rehearsal> {
  const sandbox = await startSandbox({ app: APP, people: PEOPLE, channels: CHANNELS, ...options })
  const apps: App[] = []
  return {
    sandbox,
    client: sandboxClient(sandbox.pageUrl),
    async bot(listeners, via = 'socket') {
      const app = via === 'socket' ? socketApp(sandbox) : httpApp(sandbox)
      listeners(app)
      apps.push(app)
      const server = await (via === 'socket' ? app.start() : app.start(0))
      if (via === 'http' && server !== undefined && 'address' in server) {
        const address = server.address()
        const port = typeof address === 'object' ? address?.port : undefined
        sandbox.deliverTo(`http://127.0.0.1:${port}/slack/events`)
      }
      return app
    },
    async stop() {
      for (const app of apps) await app.stop()
      await sandbox.close()
    },
  }
}

const clientOptions = (sandbox: Sandbox) => ({
  slackApiUrl: sandbox.apiUrl,
  retryConfig: { retries: 1, minTimeout: 20, maxTimeout: 20 },
})

function socketApp(sandbox: Sandbox): App {
  const options = clientOptions(sandbox)
  const receiver = new SocketModeReceiver({
    appToken: sandbox.appToken,
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions: options },
  })
  return new App({ token: sandbox.botToken, receiver, clientOptions: options, logLevel: LogLevel.ERROR })
}

function httpApp(sandbox: Sandbox): App {
  const receiver = new HTTPReceiver({ signingSecret: sandbox.signingSecret, logLevel: LogLevel.ERROR })
  const options = clientOptions(sandbox)
  return new App({ token: sandbox.botToken, receiver, clientOptions: options, logLevel: LogLevel.ERROR })
}
