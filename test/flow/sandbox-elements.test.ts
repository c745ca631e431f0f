import type { App } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Fields, rowsOf } from '#bot/sandbox/fields.ts'
import { type Rehearsal, rehearse } from './sandbox-bot.ts'

let stage: Rehearsal
let seen: Fields[]

const plain = (text: string) => ({ type: 'plain_text', text }) as const
const option = (text: string) => ({ text: plain(text), value: text.toLowerCase() })

const MENUS = [
  {
    type: 'actions',
    block_id: 'menus',
    elements: [
      {
        type: 'static_select',
        action_id: 'reason',
        placeholder: plain('Reason'),
        options: ['Price', 'Risk'].map(option),
      },
      { type: 'multi_users_select', action_id: 'who', placeholder: plain('Who') },
      { type: 'channels_select', action_id: 'where', placeholder: plain('Where') },
      { type: 'datepicker', action_id: 'day' },
      { type: 'timepicker', action_id: 'hour' },
      { type: 'checkboxes', action_id: 'tags', options: ['New', 'Old'].map(option) },
      { type: 'radio_buttons', action_id: 'size', options: ['Small', 'Large'].map(option) },
      { type: 'overflow', action_id: 'more', options: ['Edit', 'Remove'].map(option) },
      { type: 'external_select', action_id: 'account', min_query_length: 0 },
    ],
  },
  {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: 'feedback',
        positive_button: { text: plain('Worked'), value: 'yes' },
        negative_button: { text: plain("Didn't"), value: 'no' },
      },
    ],
  },
]

const modal = (callback_id: string, more: Partial<ModalView> = {}): ModalView => ({
  type: 'modal',
  callback_id,
  title: plain(callback_id),
  submit: plain('Next'),
  blocks: [{ type: 'section', text: plain(callback_id) }],
  ...more,
})

function listeners(app: App): void {
  app.action(/.*/, async ({ ack, body }) => {
    seen.push({ ...body })
    await ack()
  })
  app.options('account', async ({ ack, options }) => {
    await ack({ options: [{ text: plain(`${options.value} Freight`), value: 'a1' }] })
  })
  app.shortcut('ask', async ({ ack, shortcut, client }) => {
    await ack()
    await client.views.open({
      trigger_id: shortcut.trigger_id,
      view: modal('first', { notify_on_close: true }),
    })
  })
  app.shortcut('keep', async ({ ack, body, respond }) => {
    await ack()
    seen.push({ ...body })
    await respond('Kept')
  })
  app.view('first', async ({ ack }) => ack({ response_action: 'push', view: modal('second') }))
  app.view('second', async ({ ack }) => ack({ response_action: 'update', view: modal('third') }))
  app.view('third', async ({ ack }) => ack({ response_action: 'clear' }))
  app.view({ callback_id: 'first', type: 'view_closed' }, async ({ ack, body }) => {
    await ack()
    seen.push({ ...body })
  })
}

beforeEach(async () => {
  seen = []
  stage = await rehearse()
  await stage.bot(listeners)
})

afterEach(() => stage.stop())

async function postMenus(): Promise<void> {
  const channel = [...stage.sandbox.workspace.channels.values()].find(({ name }) => name === 'general')?.id
  const response = await fetch(`${stage.sandbox.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${stage.sandbox.botToken}` },
    body: JSON.stringify({ channel, text: 'Menus', blocks: MENUS }),
  })
  expect(await response.json()).toMatchObject({ ok: true })
}

const action = () => rowsOf(seen.at(-1)?.actions)[0]

describe('menus in a message', () => {
  beforeEach(postMenus)

  test.each<[string, unknown, Fields]>([
    ['reason', 'Risk', { selected_option: option('Risk') }],
    ['who', ['mina', '@jonas'], { selected_users: expect.arrayContaining([expect.stringMatching(/^U/)]) }],
    ['where', '#general', { selected_channel: expect.stringMatching(/^C/) }],
    ['day', '2026-11-02', { selected_date: '2026-11-02' }],
    ['hour', '09:30', { selected_time: '09:30' }],
    ['tags', ['New', 'old'], { selected_options: ['New', 'Old'].map(option) }],
    ['size', 'large', { selected_option: option('Large') }],
    ['more', 'Remove', { selected_option: option('Remove') }],
    ['account', 'Northwind', { selected_option: { text: plain('Northwind Freight'), value: 'a1' } }],
  ])('%s', async (name, value, expected) => {
    const wanted = name === 'account' ? { text: plain('Northwind Freight'), value: 'a1' } : value
    const mina = stage.client.as('mina')
    await expect(mina.choose({ in: '#general', action: name }, wanted)).resolves.toMatchObject({
      state: 'acked',
    })
    await stage.client.quiet()
    expect(action()).toMatchObject({ action_id: name, block_id: 'menus', ...expected })
  })

  test('each person has their own choices, and the app gets them with the next click', async () => {
    await stage.client.as('jonas').choose({ in: '#general', action: 'reason' }, 'Price')
    await stage.client.as('mina').choose({ in: '#general', action: 'reason' }, 'Risk')
    await stage.client.as('jonas').click({ in: '#general', label: "Didn't" })
    await stage.client.quiet()
    expect(action()).toMatchObject({ type: 'feedback_buttons', value: 'no' })
    expect(seen.at(-1)).toMatchObject({
      state: { values: { menus: { reason: { selected_option: option('Price') } } } },
      message: { text: 'Menus' },
      container: { type: 'message', is_ephemeral: false },
    })
  })

  test('an external menu asks the app as somebody types', async () => {
    const options = await stage.client.as('mina').options({ in: '#general', action: 'account' }, 'South')
    expect(options).toEqual([{ text: plain('South Freight'), value: 'a1' }])
  })

  test('what is not there is said in a sentence', async () => {
    const mina = stage.client.as('mina')
    await expect(mina.choose({ in: '#general', action: 'reason' }, 'Weather')).rejects.toThrow(
      'There is no option “Weather” here; the options are: Price, Risk.',
    )
    await expect(mina.click({ in: '#general', label: 'Approve' })).rejects.toThrow(
      'Mina Okafor sees no “Approve” there.',
    )
    await expect(mina.submit()).rejects.toThrow('Mina Okafor has no modal open.')
  })
})

describe('shortcuts and modals', () => {
  test('a global shortcut opens a modal that pushes, updates and clears', async () => {
    const mina = stage.client.as('mina')
    await mina.shortcut('ask')
    await stage.client.quiet()
    const titles = async () => (await mina.modals()).map(({ callback_id }) => callback_id)
    expect(await titles()).toEqual(['first'])
    await mina.submit()
    expect(await titles()).toEqual(['first', 'second'])
    await mina.submit()
    expect(await titles()).toEqual(['first', 'third'])
    await mina.submit()
    expect(await titles()).toEqual([])
  })

  test('closing a modal tells an app that asked for it', async () => {
    const mina = stage.client.as('mina')
    await mina.shortcut('ask')
    await stage.client.quiet()
    await expect(mina.close()).resolves.toMatchObject({ state: 'acked' })
    expect(seen).toMatchObject([{ type: 'view_closed', is_cleared: false, view: { callback_id: 'first' } }])
    expect(await mina.modals()).toEqual([])
  })

  test('a message shortcut brings the message along', async () => {
    const jonas = stage.client.as('jonas')
    const { ts } = await stage.client.as('mina').say('#general', 'Northwind is unhappy')
    await jonas.shortcut('keep', { in: '#general', ts })
    await stage.client.quiet()
    expect(seen).toMatchObject([{ type: 'message_action', message: { text: 'Northwind is unhappy', ts } }])
    expect(await jonas.last('#general')).toMatchObject({ text: 'Kept', onlyVisibleToYou: true })
  })

  test('a shortcut that the manifest does not have is not there', async () => {
    await expect(stage.client.as('mina').shortcut('explode')).rejects.toThrow('no global shortcut “explode”')
  })

  test('a command that the manifest does not have, or one in a thread, fails as in Slack', async () => {
    const mina = stage.client.as('mina')
    await expect(mina.command('#general', '/explode')).resolves.toMatchObject({
      shown: '/explode is not a valid command.',
    })
    const { ts } = await mina.say('#general', 'Hello')
    await expect(
      stage.client.call('POST', 'command', { as: 'mina', in: '#general', text: '/persona', thread: ts }),
    ).resolves.toMatchObject({ state: 'failed', shown: '/persona is not supported in threads. Sorry!' })
  })
})
