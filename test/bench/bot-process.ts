import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** What requests are signed with. */
export const SECRET = 'bench'

type Running = { process: ChildProcess; port: number }

/** A bot as an operator starts it, which takes signed requests over HTTP. */
export async function startBot(databaseUrl: string, slackApiUrl: string): Promise<Running> {
  const environment = {
    DATABASE_URL: databaseUrl,
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_API_URL: slackApiUrl,
    LOG_LEVEL: 'error',
  }
  return await startProcess((port) => ({
    args: ['bot/main.ts'],
    environment: { ...environment, PORT: String(port) },
  }))
}

export async function startProcess(
  how: (port: number) => { args: string[]; environment: NodeJS.ProcessEnv },
): Promise<Running> {
  const port = await freePort()
  const { args, environment } = how(port)
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return { process: child, port }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}
