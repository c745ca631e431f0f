import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { settableClock } from '#bot/sandbox/clock.ts'
import type { PageHandler } from '#bot/sandbox/server.ts'
import { CHANNELS, PEOPLE, type Rehearsal, rehearse } from './sandbox-bot.ts'

let stage: Rehearsal

const page: PageHandler = (_, response, { authorised, url }) => {
  if (url.pathname !== '/') return false
  response.end(authorised ? 'Welcome' : 'Who are you?')
  return true
}

beforeEach(async () => {
  stage = await rehearse({
    clock: settableClock(),
    pages: [page],
    people: [...PEOPLE, { name: 'Pat Partner', organisation: 'Acme' }],
    channels: [...CHANNELS, { name: 'shared', members: ['mina', 'gil', 'pat'] }],
    jobs: {
      list: () => [{ name: 'kpi-review', title: 'Monthly KPI review' }],
      run: async (name) => `${name} ran`,
    },
  })
  await stage.bot((app) => {
    app.command('/persona', async ({ ack, respond, command }) => {
      await ack()
      await respond(`Looking up ${command.text}`)
    })
  })
})

afterEach(() => stage.stop())

/** node:http, because fetch sets Host and Origin itself. */
function knock(path: string, headers: Record<string, string>, body?: string): Promise<number | undefined> {
  const { port } = new URL(stage.sandbox.pageUrl)
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST'
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

const token = () => stage.sandbox.workspace.secrets.door
const bearer = () => ({ authorization: `Bearer ${token()}` })

describe('who may come in', () => {
  test('only with the token', async () => {
    expect(await knock('/sandbox/api/workspace', {})).toBe(401)
    expect(await knock('/sandbox/api/workspace?token=wrong', {})).toBe(401)
    expect(await knock('/sandbox/api/workspace', bearer())).toBe(200)
    expect(await knock(`/sandbox/api/workspace?token=${token()}`, {})).toBe(200)
  })

  test('only by a name of the loopback, so that no foreign name can be pointed here', async () => {
    expect(await knock('/sandbox/api/workspace', { ...bearer(), host: 'evil.example' })).toBe(403)
    expect(await knock('/', { host: 'evil.example' })).toBe(403)
    const { port } = new URL(stage.sandbox.pageUrl)
    expect(await knock('/sandbox/api/workspace', { ...bearer(), host: `localhost:${port}` })).toBe(200)
  })

  test('only from its own page, and only with JSON', async () => {
    const body = JSON.stringify({ as: 'mina', in: '#general', text: 'Hi' })
    const json = { 'content-type': 'application/json' }
    const { origin } = new URL(stage.sandbox.pageUrl)
    const say = (headers: Record<string, string>) =>
      knock('/sandbox/api/message', { ...bearer(), ...headers }, body)
    expect(await say({ ...json, origin: 'https://evil.example' })).toBe(403)
    expect(await say({ ...json, origin: 'http://127.0.0.1:1' })).toBe(403)
    expect(await say({ ...json, origin: 'null' })).toBe(403)
    expect(await say({ 'content-type': 'text/plain' })).toBe(400)
    expect(await say({ ...json, origin })).toBe(200)
  })

  test('pages are told whether the visitor has the token', async () => {
    const visit = async (url: string) => (await fetch(url)).text()
    expect(await visit(stage.sandbox.pageUrl)).toBe('Welcome')
    expect(await visit(new URL('/', stage.sandbox.pageUrl).href)).toBe('Who are you?')
    expect((await fetch(new URL('/nowhere', stage.sandbox.pageUrl))).status).toBe(404)
  })
})

describe('who sees what', () => {
  test('a guest and somebody of another organisation see their channels alone', async () => {
    const names = async (who: string) => (await stage.client.as(who).channels()).map(({ name }) => name)
    expect(await names('mina')).toEqual(['general', 'board', 'shared'])
    expect(await names('jonas')).toEqual(['general', 'shared'])
    expect(await names('gil')).toEqual(['shared'])
    expect(await names('pat')).toEqual(['shared'])
    await expect(stage.client.as('gil').read('#general')).rejects.toThrow('Gil Guest has no conversation')
    await expect(stage.client.as('jonas').read('#board')).rejects.toThrow('Jonas Weber has no conversation')
  })

  test('direct messages between two people are theirs', async () => {
    await stage.client.as('mina').say('@jonas', 'Psst')
    expect((await stage.client.as('jonas').last('@mina')).text).toBe('Psst')
    expect(await stage.client.as('gil').messages('@mina')).toEqual([])
  })

  test('typed text becomes mentions and links, and markup in it stays text', async () => {
    const mina = stage.client.as('mina')
    await mina.say('#general', '@jonas look at #general, https://example.com & <script>alert(1)</script>')
    const last = await mina.last('#general')
    expect(last.text).toMatch(
      /^<@U\w+> look at <#C\w+\|general>, <https:\/\/example.com> &amp; &lt;script&gt;alert\(1\)&lt;\/script&gt;$/,
    )
    expect(last.plain).toContain(
      '@Jonas Weber look at #general, https://example.com & <script>alert(1)</script>',
    )
  })
})

describe('waiting', () => {
  test('the next message comes to whoever waits for it, even if it came in between', async () => {
    const mina = stage.client.as('mina')
    const { revision } = await stage.client.workspace()
    const waiting = mina.next({ in: '#general' })
    await mina.command('#general', '/persona carla')
    expect(await waiting).toMatchObject({ message: { text: 'Looking up carla', onlyVisibleToYou: true } })
    expect(await mina.next({ after: revision })).toMatchObject({ message: { text: 'Looking up carla' } })
    await expect(stage.client.as('jonas').next({ after: revision, timeoutMs: 50 })).rejects.toThrow(
      'No such message came within 50 ms.',
    )
  })

  test('every change is streamed with its revision, and missed ones are caught up', async () => {
    const url = new URL(`/sandbox/api/stream?token=${token()}`, stage.sandbox.pageUrl)
    const { revision } = await stage.client.workspace()
    await stage.client.as('mina').say('#general', 'Before')
    const response = await fetch(url, { headers: { 'last-event-id': String(revision) } })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    const readUntil = async (wanted: RegExp) => {
      while (!wanted.test(text)) text += (await reader?.read())?.value ?? ''
    }
    await readUntil(/"kind":"message"/)
    await stage.client.reset()
    await readUntil(/"kind":"reset"/)
    expect(text).toMatch(/^event: hello\ndata: {"revision":\d+}\n\nid: \d+\ndata: {/)
    await reader?.cancel()
  })
})

describe('controls', () => {
  test('a reset forgets what was said and keeps the bot', async () => {
    const mina = stage.client.as('mina')
    await mina.say('#general', 'Hello')
    await stage.client.addChannel({ name: 'new' })
    await stage.client.reset()
    expect(await mina.messages('#general')).toEqual([])
    expect((await mina.channels()).map(({ name }) => name)).not.toContain('new')
    await expect(mina.command('#general', '/persona carla')).resolves.toMatchObject({ state: 'acked' })
  })

  test('the time moves and jobs run by hand', async () => {
    await stage.client.moveClock('2026-11-02T09:00:00+01:00')
    await stage.client.as('mina').say('#general', 'Morning')
    expect(await stage.client.as('mina').read('#general')).toBe('Mina Okafor, 09:00\n  Morning')
    await expect(stage.client.runJob('kpi-review')).resolves.toEqual({ outcome: 'kpi-review ran' })
    expect(await stage.client.workspace()).toMatchObject({ jobs: [{ name: 'kpi-review' }], connections: 1 })
  })

  test('wrong input is answered with a sentence that says what was expected', async () => {
    await expect(stage.client.as('nobody').channels()).rejects.toThrow(
      'Nobody here is called “nobody”; there are mina, jonas, gil, pat.partner.',
    )
    await expect(stage.client.call('POST', 'command', { as: 'mina' })).rejects.toThrow(
      /^command needs other input: in: /,
    )
    await expect(stage.client.call('POST', 'explode')).rejects.toThrow('There is no POST explode here.')
    await expect(stage.client.moveClock('tomorrow')).rejects.toThrow(/clock needs other input: to: /)
  })

  test('the reference lists every endpoint', async () => {
    const { endpoints } = await stage.client.call<{ endpoints: { path: string; says: string }[] }>(
      'GET',
      'reference',
    )
    expect(endpoints.map(({ path }) => path)).toContain('/sandbox/api/click')
    expect(endpoints.every(({ says }) => says.endsWith('.'))).toBe(true)
  })

  test('faults reach the response_url too, and the journal tells of every call', async () => {
    await stage.client.faults({ kind: 'error', method: 'response_url', error: 'invalid_blocks' })
    const response = await fetch(`${stage.sandbox.workspace.base}/sandbox/respond/x`, {
      method: 'POST',
      body: '{}',
    })
    expect(await response.json()).toEqual({ ok: false, error: 'invalid_blocks' })
    expect((await stage.client.journal()).calls.at(-1)).toMatchObject({
      method: 'response_url',
      error: 'invalid_blocks',
    })
  })
})
