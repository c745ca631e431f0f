import { type App, SocketModeReceiver } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Rehearsal, rehearse, SILENT, type Via } from './sandbox-bot.ts'

let stage: Rehearsal

afterEach(() => stage.stop())

describe.each<Via>(['socket', 'http'])('over %s', (via) => {
  beforeEach(async () => {
    stage = await rehearse({ pace: { ackWithin: 250, eventRetries: [0, 100, 60_000] } })
  })

  test('a late ack of a command is an error that only the person sees', async () => {
    await stage.bot((app) => {
      app.command('/persona', async ({ ack }) => {
        await new Promise((resolve) => setTimeout(resolve, 400))
        await ack('Too late')
      })
    }, via)
    const mina = stage.client.as('mina')
    await expect(mina.command('#general', '/persona')).resolves.toMatchObject({
      state: 'failed',
      error: 'operation_timeout',
    })
    await stage.client.quiet({ forMs: 400 })
    expect(await mina.read('#general')).toMatch(
      /^Slackbot, \d\d:\d\d \(only visible to you\)\n {2}\/persona failed with the error "operation_timeout"$/,
    )
    expect(await stage.client.as('jonas').messages('#general')).toEqual([])
    expect((await stage.client.journal()).troubles).toMatchObject([{ kind: 'late_ack' }])
  })

  test('an answer in the ack is shown at once', async () => {
    await stage.bot((app) => {
      app.command('/persona', async ({ ack }) => ack({ response_type: 'in_channel', text: 'Here' }))
    }, via)
    await stage.client.as('mina').command('#general', '/persona')
    expect((await stage.client.as('jonas').last('#general')).text).toBe('Here')
  })

  test('an event delivered twice has the same id', async () => {
    const seen: string[] = []
    await stage.bot((app) => {
      app.event('app_mention', async ({ body }) => {
        seen.push(body.event_id)
      })
    }, via)
    await stage.client.faults({ kind: 'duplicate', envelope: 'events_api', times: 2 })
    await stage.client.as('mina').say('#general', '@dramatis hello')
    await stage.client.quiet()
    expect(seen).toHaveLength(2)
    expect(new Set(seen).size).toBe(1)
  })
})

describe('over the socket', () => {
  beforeEach(async () => {
    stage = await rehearse({ pace: { ackWithin: 250, eventRetries: [0, 60_000, 300_000] } })
  })

  test('of two bots each gets every other envelope', async () => {
    const seen: string[] = []
    const named = (name: string) => (app: App) => {
      app.command('/persona', async ({ ack }) => {
        seen.push(name)
        await ack()
      })
    }
    await stage.bot(named('one'))
    await stage.bot(named('two'))
    for (let nth = 0; nth < 4; nth += 1) await stage.client.as('mina').command('#general', '/persona')
    expect(seen.toSorted()).toEqual(['one', 'one', 'two', 'two'])
  })

  test('with no bot a command fails at once, and an event waits for the next bot', async () => {
    const mina = stage.client.as('mina')
    await expect(mina.command('#general', '/persona')).resolves.toMatchObject({ error: 'dispatch_failed' })
    await mina.say('@dramatis', 'hello')
    await stage.client.quiet()
    const seen: string[] = []
    await stage.bot((app) => {
      app.message(async ({ message }) => {
        if ('text' in message) seen.push(message.text ?? '')
      })
    })
    await stage.client.quiet()
    expect(seen).toEqual(['hello'])
  })

  test('a reset forgets the events that wait', async () => {
    await stage.client.as('mina').say('@app', 'hello')
    await stage.client.reset()
    const seen: unknown[] = []
    await stage.bot((app) => {
      app.message(async ({ message }) => {
        seen.push(message)
      })
    })
    await stage.client.quiet()
    expect(seen).toEqual([])
  })

  test('what a crashed bot had not acknowledged goes to the bot that comes back', async () => {
    const crashing = await startDeafBot()
    await stage.client.as('mina').say('@dramatis', 'hello')
    await stage.client.quiet()
    stage.sandbox.dropSockets()
    await crashing.stop()
    const seen: [string, number | undefined][] = []
    await stage.bot((app) => {
      app.message(async ({ message, context }) => {
        if ('text' in message) seen.push([message.text ?? '', context.retryNum])
      })
    })
    await stage.client.quiet()
    expect(seen).toEqual([['hello', 2]])
  })

  test('a cut connection comes back by itself', async () => {
    await stage.bot((app) => {
      app.command('/persona', async ({ ack }) => ack('Back'))
    })
    await stage.client.sockets('refresh_requested')
    await until(async () => (await stage.client.workspace()).connections === 1)
    await expect(stage.client.as('mina').command('#general', '/persona')).resolves.toMatchObject({
      state: 'acked',
    })
  })
})

/** A bot whose process hangs: it is connected and never answers. */
async function startDeafBot() {
  const receiver = new SocketModeReceiver({
    appToken: stage.sandbox.appToken,
    logger: SILENT,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: { slackApiUrl: stage.sandbox.apiUrl } },
  })
  receiver.client.removeAllListeners('slack_event')
  await receiver.start()
  return receiver
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('It never came to that.')
}
