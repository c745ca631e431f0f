import type { App } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Rehearsal, rehearse, type Via } from './sandbox-bot.ts'

const ASK: ModalView = {
  type: 'modal',
  callback_id: 'note',
  title: { type: 'plain_text', text: 'Heard something' },
  submit: { type: 'plain_text', text: 'Send' },
  blocks: [
    {
      type: 'input',
      block_id: 'what',
      label: { type: 'plain_text', text: 'What did you hear?' },
      element: { type: 'plain_text_input', action_id: 'text' },
    },
  ],
}

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } }) as const

/** A small bot that does one thing of each kind. */
function listeners(app: App): void {
  app.command('/persona', async ({ ack, command, respond }) => {
    await ack()
    await respond({
      text: 'Carla',
      blocks: [
        section(`*Carla* for _${command.text}_`),
        {
          type: 'actions',
          elements: [
            {
              type: 'button',
              action_id: 'share',
              text: { type: 'plain_text', text: 'Share' },
              value: 'carla',
            },
            { type: 'button', action_id: 'note', text: { type: 'plain_text', text: 'Add note' } },
          ],
        },
      ],
    })
  })
  app.action('share', async ({ ack, respond, action }) => {
    await ack()
    const value = 'value' in action ? action.value : ''
    await respond({ response_type: 'in_channel', text: `Shared ${value}` })
    await respond({ delete_original: true })
  })
  app.action('note', async ({ ack, body, client }) => {
    await ack()
    if ('trigger_id' in body) await client.views.open({ trigger_id: body.trigger_id, view: ASK })
  })
  app.view('note', async ({ ack, view, body, client }) => {
    const said = view.state.values.what?.text?.value ?? ''
    if (said.length < 5) return ack({ response_action: 'errors', errors: { what: 'Say a little more.' } })
    await ack()
    await client.chat.postMessage({ channel: body.user.id, text: `Noted: ${said}` })
  })
  app.event('app_mention', async ({ event, say }) => {
    await say({ text: `Hello <@${event.user}>`, thread_ts: event.thread_ts ?? event.ts })
  })
  app.message('hello', async ({ message, say }) => {
    if (message.channel_type === 'im') await say('Hello to you alone')
  })
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [section('Your week')] },
    })
  })
}

describe.each<Via>(['socket', 'http'])('over %s', (via) => {
  let stage: Rehearsal

  beforeEach(async () => {
    stage = await rehearse()
    await stage.bot(listeners, via)
  })

  afterEach(() => stage.stop())

  test('a command is answered privately, and shared with one click', async () => {
    const mina = stage.client.as('mina')
    const jonas = stage.client.as('jonas')
    await expect(mina.command('#general', '/persona carla')).resolves.toMatchObject({ state: 'acked' })
    await stage.client.quiet()
    expect(await mina.read('#general')).toMatch(
      /^Dramatis, \d\d:\d\d \(only visible to you\)\n {2}Carla for carla\n {2}\[Share\] \[Add note\]$/,
    )
    expect(await jonas.messages('#general')).toEqual([])
    await mina.click({ in: '#general', label: 'Share' })
    await stage.client.quiet()
    expect(await jonas.read('#general')).toMatch(/Shared carla$/)
    expect(await mina.messages('#general')).toHaveLength(1)
  })

  test('a form comes back with an error, and goes through once it is right', async () => {
    const mina = stage.client.as('mina')
    await mina.command('#general', '/persona carla')
    await stage.client.quiet()
    await mina.click({ in: '#general', action: 'note' })
    await stage.client.quiet()
    await expect(mina.submit()).resolves.toEqual({
      state: 'invalid',
      errors: { what: 'Please complete this required field.' },
    })
    await expect(mina.submit({ what: 'Hm' })).resolves.toEqual({
      state: 'invalid',
      errors: { what: 'Say a little more.' },
    })
    expect(await mina.readModal()).toBe('# Heard something\nWhat did you hear?: [Hm]\n[Send]')
    await expect(mina.submit({ 'What did you hear?': 'She wants proof' })).resolves.toMatchObject({
      state: 'acked',
    })
    await stage.client.quiet()
    expect(await mina.modals()).toEqual([])
    expect(await mina.read('@dramatis')).toMatch(/Noted: She wants proof$/)
  })

  test('a mention is answered in its thread', async () => {
    const mina = stage.client.as('mina')
    const { ts } = await mina.say('#general', '@dramatis good morning')
    await stage.client.quiet()
    expect(await stage.client.as('jonas').read('#general', { thread: ts })).toMatch(
      /Mina Okafor, \d\d:\d\d\n {2}@Dramatis good morning\n {2}↳ 1 reply\n\nDramatis, \d\d:\d\d\n {2}Hello @Mina Okafor$/,
    )
  })

  test('a direct message is answered, and the Home tab is filled', async () => {
    const mina = stage.client.as('mina')
    await mina.say('@dramatis', 'hello')
    await mina.openHome()
    await stage.client.quiet()
    expect((await mina.last('@dramatis')).text).toBe('Hello to you alone')
    expect(await mina.readHome()).toBe('Your week')
  })
})
