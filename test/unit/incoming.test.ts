import { expect, test } from 'vitest'
import { readIncoming } from '#bot/requests/incoming.ts'

const messageAction = (message: object) => ({
  type: 'message_action',
  callback_id: 'answer_with_persona',
  trigger_id: '1.2.3',
  response_url: 'https://hooks.slack.test/1',
  team: { id: 'T1', domain: 'team' },
  user: { id: 'U1', name: 'sam', team_id: 'T1' },
  channel: { id: 'C1', name: 'sales' },
  message_ts: '17.1',
  message: { type: 'message', user: 'U2', ts: '17.1', ...message },
})

const event = (said: object) => ({ type: 'event_callback', event_id: 'Ev1', team_id: 'T1', event: said })

test('a shortcut on a message brings where it is, who wrote it, and its words as people read them', () => {
  const text =
    '<@U3> <https://example.com/a|the offer> for <#C2|sales> &amp; <!here> <mailto:a@example.com|a@example.com> <https://example.com>'
  expect(readIncoming(messageAction({ text }))).toMatchObject({
    id: 'shortcut/1.2.3',
    type: 'shortcut',
    shortcut: 'answer_with_persona',
    message: {
      channelId: 'C1',
      ts: '17.1',
      threadTs: undefined,
      userId: 'U2',
      text: 'the offer for #sales & a@example.com https://example.com',
    },
    origin: { teamId: 'T1', userId: 'U1', channelId: 'C1', threadTs: undefined, direct: false },
  })
})

test('only a reply has a thread, the message above it has none of its own', () => {
  expect(readIncoming(messageAction({ text: 'a', thread_ts: '17.1' }))).toMatchObject({
    message: { threadTs: undefined },
  })
  expect(readIncoming(messageAction({ text: 'a', thread_ts: '16.0' }))).toMatchObject({
    message: { threadTs: '16.0' },
    origin: { threadTs: '16.0' },
  })
})

test('what an app wrote has no author', () => {
  const incoming = readIncoming(messageAction({ text: 'a', bot_id: 'B1' }))
  expect(incoming).toMatchObject({ type: 'shortcut', message: { userId: undefined } })
})

test('an app that is opened says at which tab', () => {
  const opened = (tab: string) => event({ type: 'app_home_opened', user: 'U1', channel: 'D1', tab })
  expect(readIncoming(opened('home'))).toMatchObject({
    id: 'event/Ev1',
    type: 'opened',
    tab: 'home',
    origin: { userId: 'U1', channelId: 'D1' },
  })
  expect(readIncoming(opened('messages'))).toMatchObject({ type: 'opened', tab: 'messages' })
})

test('a change of a person says whether they have left', () => {
  const changed = (user: object) => readIncoming(event({ type: 'user_change', user }))
  expect(changed({ id: 'U7', deleted: true })).toMatchObject({
    type: 'user_changed',
    userId: 'U7',
    deleted: true,
  })
  expect(changed({ id: 'U7' })).toMatchObject({ type: 'user_changed', deleted: false })
})

test('a button in the Home tab is known to be there', () => {
  const pressed = {
    type: 'block_actions',
    trigger_id: '1.2.3',
    team: { id: 'T1' },
    user: { id: 'U1' },
    container: { type: 'view', view_id: 'V1' },
    view: { id: 'V1', type: 'home', previous_view_id: null },
    actions: [{ action_id: 'ask/0', value: '{"text":"carla"}' }],
  }
  expect(readIncoming(pressed)).toMatchObject({
    type: 'action',
    action: 'ask',
    value: { text: 'carla' },
    origin: { channelId: undefined, view: { type: 'home', id: 'V1' } },
  })
})

test('an option of a menu brings what it wants; what nobody can read brings nothing', () => {
  const pressed = (part: object) => ({
    type: 'block_actions',
    trigger_id: '1.2.3',
    team: { id: 'T1' },
    user: { id: 'U1' },
    channel: { id: 'C1' },
    actions: [{ action_id: 'more', ...part }],
  })
  const option = (value: string) => pressed({ type: 'overflow', selected_option: { value } })
  expect(readIncoming(option('["ask",{"text":"list"}]'))).toMatchObject({
    type: 'action',
    action: 'ask',
    value: { text: 'list' },
  })
  expect(readIncoming(option('ask'))).toMatchObject({ type: 'action', action: '', value: undefined })
  expect(readIncoming(pressed({ action_id: 'keep/2', value: '{"answer":"a"}' }))).toMatchObject({
    action: 'keep',
    value: { answer: 'a' },
  })
})
