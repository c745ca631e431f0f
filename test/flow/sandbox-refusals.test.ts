import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Fields } from '#bot/sandbox/fields.ts'
import { REFUSALS, type RefusalName } from '#bot/sandbox/refusals.ts'
import { turnRotationOn } from '#bot/sandbox/rotation.ts'
import { issueTrigger } from '#bot/sandbox/triggers.ts'
import { APP, CHANNELS, PEOPLE, type Rehearsal, rehearse } from './sandbox-bot.ts'

let stage: Rehearsal
let now = Date.UTC(2026, 10, 2, 9)

beforeEach(async () => {
  now = Date.UTC(2026, 10, 2, 9)
  stage = await rehearse({
    clock: { now: () => now },
    people: [...PEOPLE, ...Array.from({ length: 9 }, (_, nth) => ({ name: `Extra ${nth}` }))],
    channels: [
      ...CHANNELS,
      { name: 'attic', archived: true },
      { name: 'outside', app: false },
      { name: 'secret', private: true, app: false },
    ],
  })
})

afterEach(() => stage.stop())

/** Calls a method with JSON, as the app unless another token is given. */
async function call(
  method: string,
  args: Fields = {},
  token: string | null = stage.sandbox.botToken,
): Promise<Fields> {
  const response = await fetch(`${stage.sandbox.apiUrl}${method}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(args),
  })
  const body = (await response.json()) as Fields
  return { status: response.status, retryAfter: response.headers.get('retry-after'), ...body }
}

const idOf = (name: string): string =>
  [...stage.sandbox.workspace.channels.values()].find((channel) => channel.name === name)?.id ?? name
const userOf = (handle: string): string =>
  [...stage.sandbox.workspace.people.values()].find((person) => person.handle === handle)?.id ?? handle
const post = (args: Fields) => call('chat.postMessage', { channel: idOf('general'), text: 'Hi', ...args })
const raw = async (body: string, type: string) => {
  const headers = { 'content-type': type, authorization: `Bearer ${stage.sandbox.botToken}` }
  return (await fetch(`${stage.sandbox.apiUrl}auth.test`, { method: 'POST', headers, body })).json()
}

/** Spends a refresh token, which takes no other. */
const refresh = (given: ReturnType<typeof turnRotationOn>, grant = 'refresh_token') =>
  call(
    'oauth.v2.access',
    {
      client_id: given.clientId,
      client_secret: given.clientSecret,
      grant_type: grant,
      refresh_token: given.refreshToken,
    },
    null,
  )

/** A trigger from a slash command of somebody. Nobody answers it, so there is no need for a bot. */
async function trigger(): Promise<string> {
  await stage.client.as('mina').command('#general', '/persona')
  return [...stage.sandbox.workspace.triggers.keys()].at(-1) ?? ''
}

async function responseUrl(): Promise<string> {
  await trigger()
  return `${stage.sandbox.workspace.base}/sandbox/respond/${[...stage.sandbox.workspace.responseUrls.keys()].at(-1)}`
}

async function respond(url: string, body: Fields = { text: 'Hi' }): Promise<Fields> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  return response.ok ? { ok: true } : ((await response.json()) as Fields)
}

const plain = (text: string) => ({ type: 'plain_text', text })
const modal = (more: Fields = {}) => ({
  type: 'modal',
  title: plain('A'),
  blocks: [{ type: 'divider' }],
  ...more,
})
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } })
const open = async (view: Fields = modal()) => call('views.open', { trigger_id: await trigger(), view })
const said = async () => (await stage.client.as('mina').say('#general', 'Hello')).ts
const without = (...scopes: string[]) => ({
  app: { ...APP, scopes: APP.scopes.filter((s) => !scopes.includes(s)) },
})

async function restart(options: Parameters<typeof rehearse>[0]): Promise<void> {
  await stage.stop()
  stage = await rehearse(options)
}

/** How to be refused like this. */
const PROVOKED: Record<RefusalName, () => Promise<unknown>> = {
  not_authed: () => call('auth.test', {}, null),
  invalid_auth: () => call('auth.test', {}, 'xoxb-wrong'),
  token_expired: async () => {
    const { access_token: token } = await refresh(turnRotationOn(stage.sandbox.workspace, 0))
    return await call('auth.test', {}, String(token))
  },
  token_revoked: () => {
    turnRotationOn(stage.sandbox.workspace)
    return call('auth.test')
  },
  invalid_refresh_token: async () => {
    const given = turnRotationOn(stage.sandbox.workspace)
    await refresh(given)
    return await refresh(given)
  },
  invalid_client_id: () => refresh({ ...turnRotationOn(stage.sandbox.workspace), clientId: '1.2' }),
  bad_client_secret: () => refresh({ ...turnRotationOn(stage.sandbox.workspace), clientSecret: 'x' }),
  invalid_grant_type: () => refresh(turnRotationOn(stage.sandbox.workspace), 'authorization_code'),
  not_allowed_token_type: () => call('apps.connections.open'),
  missing_scope: async () => {
    await restart(without('chat:write'))
    return post({})
  },
  unknown_method: () => call('chat.shout'),
  invalid_json: () => raw('{', 'application/json'),
  invalid_form_data: () => raw('nonsense', 'multipart/form-data; boundary=x'),
  invalid_post_type: () => raw('<a/>', 'text/xml'),
  invalid_arguments: () => call('chat.postMessage', { text: 'Nowhere' }),
  ratelimited: async () => {
    await stage.client.rateLimits(true)
    await post({})
    return post({})
  },
  internal_error: async () => {
    await stage.client.faults({ kind: 'server_error' })
    return call('auth.test')
  },
  channel_not_found: () => post({ channel: idOf('secret') }),
  not_in_channel: () => post({ channel: idOf('outside') }),
  is_archived: () => post({ channel: idOf('attic') }),
  no_text: () => post({ text: '  ' }),
  msg_too_long: () => post({ text: 'x'.repeat(40_001) }),
  msg_blocks_too_long: () => post({ blocks: Array.from({ length: 5 }, () => section('x'.repeat(2700))) }),
  markdown_text_conflict: () => post({ markdown_text: '# Hi' }),
  invalid_blocks: () => post({ blocks: [{ type: 'nonsense' }] }),
  invalid_blocks_format: () => post({ blocks: '[{' }),
  too_many_attachments: () => post({ attachments: Array.from({ length: 101 }, () => ({ text: 'x' })) }),
  invalid_metadata_format: () => post({ metadata: 'x' }),
  invalid_metadata_schema: () => post({ metadata: { event_type: 'review' } }),
  metadata_too_large: () =>
    post({ metadata: { event_type: 'review', event_payload: { x: 'x'.repeat(9000) } } }),
  messages_tab_disabled: async () => {
    await restart({ app: { ...APP, messagesTab: false } })
    return post({ channel: userOf('mina') })
  },
  thread_not_found: () => post({ thread_ts: '1.000001' }),
  cannot_reply_to_message: async () => {
    const { message_ts } = await call('chat.postEphemeral', {
      channel: idOf('general'),
      user: userOf('mina'),
      text: 'x',
    })
    return post({ thread_ts: message_ts })
  },
  message_not_found: () => call('chat.update', { channel: idOf('general'), ts: '1.000001', text: 'x' }),
  cant_update_message: async () =>
    call('chat.update', { channel: idOf('general'), ts: await said(), text: 'x' }),
  cant_delete_message: async () => call('chat.delete', { channel: idOf('general'), ts: await said() }),
  user_not_in_channel: () =>
    call('chat.postEphemeral', { channel: idOf('board'), user: userOf('jonas'), text: 'x' }),
  user_not_found: () => call('users.info', { user: 'U404' }),
  users_not_found: () => call('users.lookupByEmail', { email: 'nobody@example.com' }),
  users_list_not_supplied: () => call('conversations.open'),
  too_many_users: () =>
    call('conversations.open', { users: [...stage.sandbox.workspace.people.keys()].slice(0, 9).join(',') }),
  method_not_supported_for_channel_type: () => call('conversations.join', { channel: idOf('board') }),
  invalid_cursor: () => call('users.list', { cursor: 'nonsense' }),
  invalid_limit: () => call('users.list', { limit: 0 }),
  invalid_ts_oldest: () => call('conversations.history', { channel: idOf('general'), oldest: 'yesterday' }),
  invalid_ts_latest: () => call('conversations.history', { channel: idOf('general'), latest: 'today' }),
  invalid_trigger_id: () => call('views.open', { trigger_id: '1.2.3', view: modal() }),
  expired_trigger_id: async () => {
    const trigger_id = await trigger()
    now += 3_001
    return call('views.open', { trigger_id, view: modal() })
  },
  exchanged_trigger_id: async () => {
    const trigger_id = await trigger()
    await call('views.open', { trigger_id, view: modal() })
    return call('views.open', { trigger_id, view: modal() })
  },
  duplicate_external_id: async () => {
    await call('views.publish', {
      user_id: userOf('jonas'),
      view: { type: 'home', external_id: 'one', blocks: [] },
    })
    return open(modal({ external_id: 'one' }))
  },
  view_too_large: () => open(modal({ private_metadata: 'x'.repeat(251_000) })),
  push_limit_reached: async () => {
    const { view } = await open()
    const mina = userOf('mina')
    const push = () =>
      call('views.push', {
        trigger_id: issueTrigger(stage.sandbox.workspace, mina, (view as { id: string }).id),
        view: modal(),
      })
    await push()
    await push()
    return push()
  },
  not_found: () => call('views.update', { view_id: 'V404', view: modal() }),
  hash_conflict: async () => {
    const { view } = await open()
    return call('views.update', { view_id: (view as { id: string }).id, view: modal(), hash: 'old' })
  },
  not_enabled: async () => {
    await restart({ app: { ...APP, homeTab: false } })
    return call('views.publish', { user_id: userOf('mina'), view: { type: 'home', blocks: [] } })
  },
  file_not_found: () => call('files.info', { file: 'F404' }),
  missing_argument: () => call('files.getUploadURLExternal', { filename: 'a.png', length: 0 }),
  already_reacted: async () => {
    const reaction = { channel: idOf('general'), timestamp: await said(), name: 'eyes' }
    await call('reactions.add', reaction)
    return call('reactions.add', reaction)
  },
  no_reaction: async () =>
    call('reactions.remove', { channel: idOf('general'), timestamp: await said(), name: 'eyes' }),
  invalid_name: async () =>
    call('reactions.add', { channel: idOf('general'), timestamp: await said(), name: ':)' }),
  bot_not_found: () => call('bots.info', { bot: 'B404' }),
  used_url: async () => {
    const url = await responseUrl()
    for (let use = 0; use < 5; use += 1) await respond(url)
    return respond(url)
  },
  expired_url: async () => {
    const url = await responseUrl()
    now += 30 * 60_000 + 1
    return respond(url)
  },
  too_many_websockets: async () => {
    const connect = async () => {
      const { url } = await call('apps.connections.open', {}, stage.sandbox.appToken)
      const link = new WebSocket(String(url))
      const first = await new Promise<MessageEvent>((resolve) => link.addEventListener('message', resolve))
      return JSON.parse(String(first.data))
    }
    for (let nth = 0; nth < 10; nth += 1) expect(await connect()).toMatchObject({ type: 'hello' })
    return { ok: false, error: (await connect()).reason }
  },
}

describe('refused as Slack refuses it', () => {
  test.each(Object.keys(REFUSALS) as RefusalName[])('%s', async (name) => {
    expect(await PROVOKED[name]()).toMatchObject({ ok: false, error: name })
  })

  test('each refusal says where Slack documents it, or where it was observed', () => {
    for (const { source, says } of Object.values(REFUSALS)) {
      expect(source).toMatch(/^(https:\/\/(docs\.slack\.dev|github\.com\/slackapi)\/)/)
      expect(says).not.toBe('')
    }
  })
})

test('a missing scope names what is needed and what is there, and no scope is checked by luck', async () => {
  await restart(without('users:read', 'channels:history'))
  expect(await call('users.info', { user: userOf('mina') })).toMatchObject({
    needed: 'users:read',
    provided: expect.stringContaining('chat:write'),
  })
  expect(await call('conversations.history', { channel: idOf('general') })).toMatchObject({
    needed: 'channels:history',
  })
  expect(await call('conversations.history', { channel: idOf('board') })).toMatchObject({ ok: true })
})

test('a rate limit says when to come back', async () => {
  await stage.client.rateLimits(true)
  await post({})
  expect(await post({})).toMatchObject({ status: 429, retryAfter: '1' })
  now += 1_000
  expect(await post({})).toMatchObject({ ok: true })
})

test('invalid blocks come with the reasons and the places', async () => {
  expect(await post({ blocks: [section('x'.repeat(3001))] })).toMatchObject({
    error: 'invalid_blocks',
    response_metadata: {
      messages: [
        '[ERROR] failed to match all allowed schemas [json-pointer:/blocks/0/text]',
        '[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
      ],
    },
  })
})

test('a form works like JSON, with the token in it', async () => {
  const body = new URLSearchParams({
    token: stage.sandbox.botToken,
    channel: idOf('general'),
    blocks: JSON.stringify([section('Hi')]),
  })
  const response = await fetch(`${stage.sandbox.apiUrl}chat.postMessage`, { method: 'POST', body })
  expect(response.headers.get('x-oauth-scopes')).toContain('chat:write')
  expect(await response.json()).toMatchObject({ ok: true, message: { blocks: [{ type: 'section' }] } })
})

test('an update keeps to 4,000 characters of text', async () => {
  const { ts } = await post({})
  expect(await call('chat.update', { channel: idOf('general'), ts, text: 'x'.repeat(4_001) })).toMatchObject({
    error: 'msg_too_long',
  })
})
