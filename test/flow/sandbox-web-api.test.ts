import { WebClient } from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { postMessage } from '#bot/sandbox/messages.ts'
import { CHANNELS, type Rehearsal, rehearse, SILENT } from './sandbox-bot.ts'

let stage: Rehearsal
let slack: WebClient
let general: string

beforeEach(async () => {
  stage = await rehearse({
    pace: { fileReadyAfter: 200 },
    channels: [...CHANNELS, { name: 'open', app: false }],
  })
  slack = client()
  general = [...stage.sandbox.workspace.channels.values()].find(({ name }) => name === 'general')?.id ?? ''
})

afterEach(() => stage.stop())

const client = (timeout = 0) =>
  new WebClient(stage.sandbox.botToken, {
    slackApiUrl: stage.sandbox.apiUrl,
    timeout,
    logger: SILENT,
    retryConfig: { retries: 1, minTimeout: 10, maxTimeout: 10 },
  })

const userOf = (handle: string): string =>
  [...stage.sandbox.workspace.people.values()].find((person) => person.handle === handle)?.id ?? ''

describe('files', () => {
  const PNG = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const upload = async () => {
    const { files } = await slack.filesUploadV2({ file: PNG, filename: 'october.png', title: 'October' })
    return files[0]?.files?.[0]?.id ?? ''
  }
  const show = (id: string) =>
    slack.chat.postMessage({
      channel: general,
      text: 'October',
      blocks: [{ type: 'image', alt_text: 'October', slack_file: { id } }],
    })

  test('a picture can be shown once Slack has looked at it', async () => {
    const id = await upload()
    expect((await slack.files.info({ file: id })).file?.mimetype).toBe('')
    await expect(show(id)).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        response_metadata: { messages: ['[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]'] },
      },
    })
    await new Promise((resolve) => setTimeout(resolve, 220))
    const { file } = await slack.files.info({ file: id })
    expect(file).toMatchObject({ mimetype: 'image/png', title: 'October' })
    await expect(show(id)).resolves.toMatchObject({ ok: true })
    expect(await stage.client.as('mina').read('#general')).toMatch(/\[image: October\]$/)
  })

  test('the bytes come back to the app and to the page, and to nobody else', async () => {
    const id = await upload()
    await new Promise((resolve) => setTimeout(resolve, 220))
    const { file } = await slack.files.info({ file: id })
    const url = file?.url_private ?? ''
    const headers = { authorization: `Bearer ${stage.sandbox.botToken}` }
    const response = await fetch(url, { headers })
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PNG)
    expect((await fetch(url)).status).toBe(403)
    expect((await fetch(`${url}?token=${stage.sandbox.workspace.secrets.door}`)).status).toBe(200)
  })

  test('a shared file is a message in its thread', async () => {
    const { ts } = await stage.client.as('mina').say('#general', 'Numbers, please')
    await slack.filesUploadV2({
      channel_id: general,
      thread_ts: ts,
      content: 'persona,retention\ncarla,94.1',
      filename: 'kpi.csv',
      initial_comment: 'Here',
    })
    const [, answer] = await stage.client.as('mina').messages('#general', { thread: ts })
    expect(answer).toMatchObject({ text: 'Here', files: [{ name: 'kpi.csv' }] })
  })
})

describe('history', () => {
  test('metadata is given on request, within a range, and follows an update', async () => {
    const metadata = (month: string) => ({
      event_type: 'kpi_review',
      event_payload: { key: `kpi-review/${month}` },
    })
    const september = await slack.chat.postMessage({
      channel: general,
      text: 'September',
      metadata: metadata('09'),
    })
    const october = await slack.chat.postMessage({
      channel: general,
      text: 'October',
      metadata: metadata('10'),
    })
    await slack.chat.update({
      channel: general,
      ts: october.ts ?? '',
      text: 'October, mended',
      metadata: metadata('10b'),
    })
    const history = await slack.conversations.history({
      channel: general,
      include_all_metadata: true,
      oldest: september.ts ?? '',
    })
    expect(history.messages).toMatchObject([
      { text: 'October, mended', metadata: metadata('10b'), edited: { user: expect.any(String) } },
    ])
    const bare = await slack.conversations.history({
      channel: general,
      oldest: september.ts ?? '',
      inclusive: true,
    })
    expect(bare.messages?.map(({ text, metadata: none }) => [text, none])).toEqual([
      ['October, mended', undefined],
      ['September', undefined],
    ])
  })

  test('ephemeral messages and replies are not in it; replies have their own list', async () => {
    const { ts } = await slack.chat.postMessage({ channel: general, text: 'First' })
    await slack.chat.postEphemeral({ channel: general, user: userOf('mina'), text: 'Psst' })
    for (const text of ['One', 'Two', 'Three'])
      await slack.chat.postMessage({ channel: general, text, thread_ts: ts ?? '' })
    const { messages } = await slack.conversations.history({ channel: general })
    expect(messages).toMatchObject([{ text: 'First', reply_count: 3 }])
    const pages = []
    for await (const page of slack.paginate('conversations.replies', { channel: general, ts, limit: 2 }))
      pages.push((page as { messages?: { text?: string }[] }).messages?.map(({ text }) => text))
    expect(pages).toEqual([
      ['First', 'One'],
      ['Two', 'Three'],
    ])
  })

  test('10,000 messages are posted, paged and read within seconds', async () => {
    const { workspace } = stage.sandbox
    const channel = workspace.channels.get(general)
    if (channel === undefined) throw new Error('general is gone')
    const started = performance.now()
    for (let nth = 0; nth < 10_000; nth += 1)
      postMessage(workspace, channel, userOf('mina'), { text: `Message ${nth}`, blocks: [], attachments: [] })
    expect(performance.now() - started).toBeLessThan(3_000)
    let count = 0
    for await (const page of slack.paginate('conversations.history', { channel: general, limit: 999 }))
      count += (page as { messages?: unknown[] }).messages?.length ?? 0
    expect(count).toBe(10_000)
    const before = performance.now()
    await slack.chat.postMessage({ channel: general, text: 'One more' })
    expect((await stage.client.as('mina').last('#general')).text).toBe('One more')
    expect(performance.now() - before).toBeLessThan(500)
  })
})

describe('people and channels', () => {
  test('guests and people of other organisations look like it', async () => {
    await stage.client.addPerson({ name: 'Pat Partner', organisation: 'Acme' })
    const { members } = await slack.users.list({})
    const found = (name: string) => members?.find((member) => member.real_name === name)
    expect(found('Gil Guest')).toMatchObject({ is_restricted: true })
    expect(found('Pat Partner')).toMatchObject({ is_stranger: true })
    expect((await slack.users.lookupByEmail({ email: 'mina@example.com' })).user).toMatchObject({
      name: 'mina',
      profile: { title: 'Marketing' },
    })
  })

  test('the app joins, sees members, opens direct messages and says hello there', async () => {
    const { channels } = await slack.conversations.list({ types: 'public_channel,private_channel' })
    expect(channels?.map(({ name, is_member }) => [name, is_member])).toEqual([
      ['general', true],
      ['board', true],
      ['open', false],
    ])
    const open = channels?.at(-1)?.id ?? ''
    await slack.conversations.join({ channel: open })
    await slack.chat.postMessage({ channel: open, text: 'Here I am' })
    const { members } = await slack.conversations.members({ channel: general })
    expect(members).toContain(userOf('jonas'))
    const { channel } = await slack.conversations.open({ users: userOf('jonas') })
    await slack.chat.postMessage({ channel: channel?.id ?? '', text: 'Hello' })
    expect((await stage.client.as('jonas').last('@dramatis')).text).toBe('Hello')
  })

  test('the app is put out of a channel, a channel is archived, somebody leaves', async () => {
    const post = () => slack.chat.postMessage({ channel: general, text: 'Hi' })
    await stage.client.members('#general', { remove: ['@app'] })
    await expect(post()).rejects.toMatchObject({ data: { error: 'not_in_channel' } })
    await stage.client.members('#general', { add: ['@app'] })
    await stage.client.archive('#general')
    await expect(post()).rejects.toMatchObject({ data: { error: 'is_archived' } })
    await stage.client.archive('#general', false)
    await post()
    await stage.client.leave('jonas')
    expect((await slack.users.info({ user: userOf('jonas') })).user).toMatchObject({ deleted: true })
    const { members } = await slack.conversations.members({ channel: general })
    expect(members).not.toContain(userOf('jonas'))
  })

  test('a link to a message, who the app is, and what the team is called', async () => {
    const { ts } = await slack.chat.postMessage({ channel: general, text: 'Hi' })
    const { permalink } = await slack.chat.getPermalink({ channel: general, message_ts: ts ?? '' })
    expect(permalink).toBe(`https://sandbox.slack.com/archives/${general}/p${ts?.replace('.', '')}`)
    const me = await slack.auth.test()
    expect(me).toMatchObject({
      user_id: 'U0DRAMATIS',
      response_metadata: { scopes: expect.arrayContaining(['commands']) },
    })
    expect((await slack.bots.info({ bot: me.bot_id ?? '' })).bot).toMatchObject({ user_id: 'U0DRAMATIS' })
    expect((await slack.team.info()).team).toMatchObject({ name: 'Sandbox' })
  })
})

describe('faults', () => {
  const post = (by = slack) => by.chat.postMessage({ channel: general, text: 'Hi' })
  const count = async () => (await stage.client.as('mina').messages('#general')).length

  test('a 429 is waited for and tried again', async () => {
    await stage.client.faults({ kind: 'ratelimited', method: 'chat.postMessage', retryAfter: 1 })
    const started = performance.now()
    await post()
    expect(performance.now() - started).toBeGreaterThan(900)
    expect(await count()).toBe(1)
  })

  test('a 500 is tried again; a Slack error is not', async () => {
    await stage.client.faults({ kind: 'server_error', method: '*' })
    await post()
    await stage.client.faults({ kind: 'error', method: 'chat.postMessage', error: 'channel_not_found' })
    await expect(post()).rejects.toMatchObject({ data: { error: 'channel_not_found' } })
    expect(await count()).toBe(1)
  })

  test('a lost answer leaves a message that the app does not know of', async () => {
    await stage.client.faults({ kind: 'done_no_answer', method: 'chat.postMessage' })
    await expect(
      new WebClient(stage.sandbox.botToken, {
        slackApiUrl: stage.sandbox.apiUrl,
        timeout: 100,
        logger: SILENT,
        retryConfig: { retries: 0 },
      }).chat.postMessage({ channel: general, text: 'Hi' }),
    ).rejects.toThrow()
    expect(await count()).toBe(1)
  })

  test('without an answer nothing has happened', async () => {
    await stage.client.faults({ kind: 'no_answer', method: 'chat.postMessage' })
    await post(client(100))
    expect(await count()).toBe(1)
    expect((await stage.client.journal()).calls.map(({ method }) => method)).toContain('chat.postMessage')
    await stage.client.noFaults()
  })
})
