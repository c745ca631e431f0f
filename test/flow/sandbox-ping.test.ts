import { WebClient } from '@slack/web-api'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { startSandbox } from '#bot/sandbox/server.ts'
import { APP } from './sandbox-bot.ts'

test('a connection is pinged, so that the app behind it does not take it for dead', async () => {
  const pace = { pingEvery: 50 }
  const sandbox = await startSandbox({ app: APP, people: [{ name: 'Sam' }], channels: [], pace })
  const client = new WebClient(sandbox.appToken, { slackApiUrl: sandbox.apiUrl })
  const { url = '' } = await client.apps.connections.open()
  const socket = new WebSocket(url)
  let pings = 0
  socket.on('ping', () => {
    pings += 1
  })
  await expect.poll(() => pings).toBeGreaterThan(2)
  socket.close()
  await sandbox.close()
})
