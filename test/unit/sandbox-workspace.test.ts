import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { settableClock } from '#bot/sandbox/clock.ts'
import { newDelivery } from '#bot/sandbox/delivery.ts'
import { asTyped } from '#bot/sandbox/door/typing.ts'
import type { Fields } from '#bot/sandbox/fields.ts'
import { appFromManifest } from '#bot/sandbox/manifest.ts'
import { deleteMessage, postMessage } from '#bot/sandbox/messages.ts'
import { blockLines } from '#bot/sandbox/plain-blocks.ts'
import { messageText } from '#bot/sandbox/plain-text.ts'
import { readable } from '#bot/sandbox/plain-words.ts'
import { compareTs, newestFirst } from '#bot/sandbox/timeline.ts'
import { newWorkspace, resetWorkspace, type Workspace } from '#bot/sandbox/workspace.ts'

const MANIFEST = {
  display_information: { name: 'Dramatis' },
  features: {
    bot_user: { display_name: 'dramatis' },
    app_home: { home_tab_enabled: true, messages_tab_enabled: false },
    slash_commands: [{ command: '/persona', description: 'Ask', usage_hint: '[name]', should_escape: true }],
    shortcuts: [{ name: 'Keep', callback_id: 'keep', type: 'message', description: 'Keep it' }],
  },
  oauth_config: { scopes: { bot: ['chat:write', 'commands'] } },
  settings: { event_subscriptions: { bot_events: ['app_mention'] }, socket_mode_enabled: true },
}

function workspace(now = () => Date.UTC(2026, 10, 2, 8)): Workspace {
  return newWorkspace({
    app: appFromManifest(MANIFEST),
    people: [{ name: 'Mina Okafor', handle: 'mina', id: 'UMINA' }],
    channels: [{ name: 'general', id: 'CGENERAL' }],
    clock: { now },
    delivery: newDelivery(),
  })
}

const said = (text: string, more: Fields = {}) => ({ text, blocks: [], attachments: [], ...more })
const plain = (text: string) => ({ type: 'plain_text', text })
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })

test('the manifest says what the app may do and what people can pick', () => {
  expect(appFromManifest(MANIFEST)).toEqual({
    name: 'dramatis',
    scopes: ['chat:write', 'commands'],
    events: ['app_mention'],
    commands: [{ command: '/persona', description: 'Ask', usage: '[name]' }],
    shortcuts: [{ name: 'Keep', callbackId: 'keep', type: 'message', description: 'Keep it' }],
    homeTab: true,
    messagesTab: false,
    prompts: [],
  })
  expect(appFromManifest({ display_information: { name: 'Small' } })).toMatchObject({
    name: 'Small',
    scopes: [],
  })
})

describe('timestamps', () => {
  test('are unique and rise, even while the clock stands still or goes back', () => {
    const times = [1_000_000_000, 1_000_000_000, 999_999_999, 1_000_000_001]
    const space = workspace(() => times.shift() ?? 1_000_000_001)
    const channel = space.channels.get('CGENERAL')
    if (channel === undefined) throw new Error('general is gone')
    const stamps = Array.from({ length: 5 }, () => postMessage(space, channel, 'UMINA', said('x')).ts)
    expect(stamps).toEqual(stamps.toSorted(compareTs))
    expect(new Set(stamps).size).toBe(5)
  })

  test('a settable clock runs on from where it was put', () => {
    let wall = 1_000
    const clock = settableClock({ now: () => wall })
    clock.moveTo(50_000)
    wall += 10
    expect(clock.now()).toBe(50_010)
  })
})

test('any range of a timeline is what a filter would give', () => {
  const space = workspace()
  const channel = space.channels.get('CGENERAL')
  if (channel === undefined) throw new Error('general is gone')
  const stamps = Array.from({ length: 30 }, () => postMessage(space, channel, 'UMINA', said('x')).ts)
  const stamp = fc.constantFrom(...stamps, '1.000000', '9999999999.000000')
  fc.assert(
    fc.property(stamp, stamp, fc.boolean(), (oldest, latest, inclusive) => {
      const found = [...newestFirst(channel.timeline.all, { oldest, latest, inclusive })].map(({ ts }) => ts)
      const least = inclusive ? 0 : 1
      const expected = stamps.filter((ts) => compareTs(ts, oldest) >= least && compareTs(latest, ts) >= least)
      expect(found).toEqual(
        expected.toReversed().filter((ts) => inclusive || (ts !== oldest && ts !== latest)),
      )
    }),
  )
})

test('a deleted message is gone from its channel and its thread', () => {
  const space = workspace()
  const channel = space.channels.get('CGENERAL')
  if (channel === undefined) throw new Error('general is gone')
  const first = postMessage(space, channel, 'UMINA', said('First'))
  const reply = postMessage(space, channel, 'UMINA', { ...said('Reply'), threadTs: first.ts })
  deleteMessage(space, channel, reply)
  expect(channel.timeline.all).toEqual([first])
  expect(channel.timeline.replies.get(first.ts)).toEqual([])
})

test('a reset brings the seed back with the same ids', () => {
  const space = workspace()
  const before = [...space.people.keys(), ...space.channels.keys()]
  const channel = space.channels.get('CGENERAL')
  if (channel !== undefined) postMessage(space, channel, 'UMINA', said('x'))
  resetWorkspace(space)
  expect([...space.people.keys(), ...space.channels.keys()]).toEqual(before)
  expect(space.channels.get('CGENERAL')?.timeline.all).toEqual([])
})

describe('as plain text', () => {
  const space = workspace()

  test.each([
    ['*bold* and _soft_ and ~gone~', 'bold and soft and gone'],
    ['snake_case_name 2*3*4', 'snake_case_name 2*3*4'],
    ['<@UMINA> in <#CGENERAL|general>, <#CGENERAL>', '@Mina Okafor in #general, #general'],
    ['<https://example.com|the case> <https://example.com>', 'the case https://example.com'],
    ['<!here> <!date^1793610000^{date_short}|2 Nov>', '@here 2 Nov'],
    ['a &lt; b &amp;&amp; c', 'a < b && c'],
  ])('%s', (markup, expected) => {
    expect(readable(space, markup)).toBe(expected)
  })

  test.each<[string, Fields, string[]]>([
    ['header', { type: 'header', text: plain('October') }, ['## October']],
    ['section', { type: 'section', text: mrkdwn('*A*\nB'), fields: [plain('C')] }, ['A', 'B', 'C']],
    [
      'context',
      { type: 'context', elements: [mrkdwn('_n 398_'), { type: 'image', alt_text: 'Up' }] },
      ['n 398 · [image: Up]'],
    ],
    [
      'actions',
      {
        type: 'actions',
        elements: [
          { type: 'button', text: plain('Why?') },
          { type: 'static_select', placeholder: plain('Reason') },
          { type: 'overflow', options: [{ text: plain('Edit') }] },
        ],
      },
      ['[Why?] [Reason ▾] [… Edit]'],
    ],
    [
      'input',
      {
        type: 'input',
        label: plain('Name'),
        optional: true,
        hint: plain('Short'),
        element: { type: 'plain_text_input' },
      },
      ['Name (optional): [___]', '  Short'],
    ],
    [
      'radio',
      {
        type: 'input',
        label: plain('Size'),
        element: {
          type: 'radio_buttons',
          options: [{ text: plain('Small') }, { text: plain('Large') }],
          initial_option: { text: plain('Large') },
        },
      },
      ['Size: [○ Small ● Large]'],
    ],
    [
      'table',
      {
        type: 'table',
        rows: [
          [
            { type: 'raw_text', text: 'Carla' },
            { type: 'raw_number', value: 94.1 },
          ],
        ],
      },
      ['Carla | 94.1'],
    ],
    [
      'chart',
      {
        type: 'data_visualization',
        title: 'Retention',
        chart: { type: 'line', series: [{ name: 'Carla', data: [{ label: 'Oct', value: 94 }] }] },
      },
      ['[chart: Retention]', 'Carla: Oct 94'],
    ],
    [
      'rich text',
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Hi ' },
              { type: 'user', user_id: 'UMINA' },
            ],
          },
          {
            type: 'rich_text_list',
            style: 'ordered',
            elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'One' }] }],
          },
        ],
      },
      ['Hi @Mina Okafor', '1. One'],
    ],
    ['image', { type: 'image', alt_text: 'A chart' }, ['[image: A chart]']],
    ['alert', { type: 'alert', level: 'warning', text: mrkdwn('Careful') }, ['(warning) Careful']],
    [
      'card',
      { type: 'card', title: mrkdwn('Carla'), actions: [{ type: 'button', text: plain('Open') }] },
      ['Carla', '[Open]'],
    ],
    ['unknown', { type: 'hologram' }, ['[hologram]']],
  ])('%s', (_, block, lines) => {
    expect(blockLines(space, block)).toEqual(lines)
  })

  test('a message names its author, its time in the reader’s zone and its replies', () => {
    const [channel, mina] = [space.channels.get('CGENERAL'), space.people.get('UMINA')]
    if (channel === undefined || mina === undefined) throw new Error('The seed is gone')
    const message = postMessage(space, channel, 'UMINA', said('Hello <@UMINA>'))
    postMessage(space, channel, 'UMINA', { ...said('Yes'), threadTs: message.ts })
    expect(messageText(space, channel, message, mina)).toBe(
      'Mina Okafor, 09:00\n  Hello @Mina Okafor\n  ↳ 1 reply',
    )
  })
})

test.each([
  ['@mina hello', '<@UMINA> hello'],
  ['mail mina@example.com or @nobody', 'mail mina@example.com or @nobody'],
  ['<@UMINA> & #general', '<@UMINA> &amp; <#CGENERAL|general>'],
  ['<b>', '&lt;b&gt;'],
])('typed: %s', (typed, sent) => {
  expect(asTyped(workspace(), typed)).toBe(sent)
})
