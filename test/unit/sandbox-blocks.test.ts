import { describe, expect, test } from 'vitest'
import { BLOCKS, type Surface } from '#bot/sandbox/blocks/layout.ts'
import { validateBlocks } from '#bot/sandbox/blocks/validate.ts'
import { validateView } from '#bot/sandbox/blocks/validate-view.ts'
import type { Fields } from '#bot/sandbox/fields.ts'

const long = (length: number) => 'x'.repeat(length)
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i))
const plain = (text: string) => ({ type: 'plain_text', text })
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
const button = (id: string, text = 'Go') => ({ type: 'button', action_id: id, text: plain(text) })
const option = (text: string) => ({ text: plain(text), value: text })
const actions = (...elements: Fields[]) => ({ type: 'actions', elements })
const accessory = (element: Fields) => ({ type: 'section', text: mrkdwn('Choose'), accessory: element })
const input = (element: Fields, more: Fields = {}) => ({
  type: 'input',
  label: plain('Name'),
  element,
  ...more,
})
const rich = (...elements: Fields[]) => ({ type: 'rich_text', elements })
const cells = (...texts: string[]) => texts.map((text) => ({ type: 'raw_text', text }))
const picture = { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'A' }
const point = (label: string) => ({ label, value: 3 })
const line = (series: Fields[], categories = ['Oct']) => ({
  type: 'data_visualization',
  title: 'Retention',
  chart: { type: 'line', series, axis_config: { categories } },
})

/** One block of each kind that Slack takes. */
const RIGHT: Record<string, Fields> = {
  section: {
    type: 'section',
    block_id: 'a',
    text: mrkdwn('Hi'),
    fields: [mrkdwn('One')],
    accessory: button('go'),
  },
  header: { type: 'header', text: plain('Title') },
  divider: { type: 'divider' },
  context: { type: 'context', elements: [picture, mrkdwn('Small print')] },
  actions: actions(button('a'), { type: 'static_select', action_id: 'b', options: [option('One')] }),
  input: input(
    { type: 'plain_text_input', action_id: 'text', multiline: true, max_length: 300 },
    { optional: true },
  ),
  image: { ...picture, title: plain('A picture') },
  rich_text: rich({
    type: 'rich_text_section',
    elements: [{ type: 'text', text: 'Bold', style: { bold: true } }],
  }),
  video: {
    type: 'video',
    video_url: 'https://example.com/v',
    thumbnail_url: 'https://example.com/t.png',
    alt_text: 'A',
    title: plain('Film'),
  },
  alert: { type: 'alert', text: mrkdwn('Careful'), level: 'warning' },
  markdown: { type: 'markdown', text: '# Title' },
  file: { type: 'file', external_id: 'abc', source: 'remote' },
  table: { type: 'table', rows: [cells('Persona', 'Retention'), cells('Carla', '94.1 %')] },
  data_table: { type: 'data_table', caption: 'KPIs', rows: [cells('Persona'), cells('Carla')], page_size: 5 },
  data_visualization: line([{ name: 'Carla', data: [point('Oct')] }]),
  context_actions: {
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
  card: { type: 'card', title: mrkdwn('Carla'), actions: [button('open')] },
  carousel: { type: 'carousel', elements: [{ type: 'card', title: mrkdwn('Carla') }] },
  container: { type: 'container', title: plain('More'), child_blocks: [{ type: 'divider' }] },
  plan: { type: 'plan', title: 'Steps', tasks: [{ task_id: '1', title: 'Call', status: 'pending' }] },
  task_card: { type: 'task_card', task_id: '1', title: 'Call', status: 'complete' },
}

/** What Slack objects to, by the block that it objects to. */
const WRONG: [kind: string, words: string, block: Fields][] = [
  ['section', 'must define at least one of: text, fields', { type: 'section' }],
  ['section', 'must be less than 3001 characters', { type: 'section', text: mrkdwn(long(3001)) }],
  ['section', 'must be more than 0 characters', { type: 'section', text: mrkdwn('') }],
  ['section', 'no more than 10 items allowed', { type: 'section', fields: times(11, () => mrkdwn('x')) }],
  ['section', 'must be less than 2001 characters', { type: 'section', fields: [mrkdwn(long(2001))] }],
  [
    'section',
    'must be less than 256 characters',
    { type: 'section', text: mrkdwn('x'), block_id: long(256) },
  ],
  ['section', 'must be less than 76 characters', accessory(button('go', long(76)))],
  ['section', 'must be less than 2001 characters', accessory({ ...button('go'), value: long(2001) })],
  [
    'section',
    'must be less than 3001 characters',
    accessory({ ...button('go'), url: `https://x/${long(3000)}` }),
  ],
  ['section', 'must be one of: primary, danger', accessory({ ...button('go'), style: 'loud' })],
  [
    'section',
    'no more than 5 items allowed',
    accessory({ type: 'overflow', options: times(6, (i) => option(`${i}`)) }),
  ],
  [
    'section',
    'no more than 10 items allowed',
    accessory({ type: 'checkboxes', options: times(11, (i) => option(`${i}`)) }),
  ],
  ['section', 'has an invalid format', accessory({ type: 'datepicker', initial_date: '1 Nov' })],
  ['section', 'invalid additional property: colour', { type: 'section', text: mrkdwn('x'), colour: 'red' }],
  ['section', 'unsupported type: plain_text_input', accessory({ type: 'plain_text_input' })],
  ['header', 'must be less than 151 characters', { type: 'header', text: plain(long(151)) }],
  ['header', 'must be one of: plain_text', { type: 'header', text: mrkdwn('Title') }],
  ['divider', 'invalid additional property: text', { type: 'divider', text: 'x' }],
  ['context', 'no more than 10 items allowed', { type: 'context', elements: times(11, () => mrkdwn('x')) }],
  ['context', 'unsupported type: button', { type: 'context', elements: [button('a')] }],
  ['actions', 'no more than 25 items allowed', actions(...times(26, (i) => button(`b${i}`)))],
  ['actions', 'no fewer than 1 items allowed', actions()],
  ['actions', 'action_id must be unique in its block', actions(button('a'), button('a'))],
  [
    'actions',
    'must define exactly one of: options, option_groups',
    actions({ type: 'static_select', action_id: 'a' }),
  ],
  [
    'actions',
    'no more than 100 items allowed',
    actions({ type: 'static_select', options: times(101, (i) => option(`${i}`)) }),
  ],
  [
    'actions',
    'must be less than 76 characters',
    actions({ type: 'static_select', options: [option(long(76))] }),
  ],
  [
    'actions',
    'must be less than 151 characters',
    actions({ type: 'users_select', placeholder: plain(long(151)) }),
  ],
  [
    'actions',
    'must be less than 101 characters',
    actions({ ...button('a'), confirm: { title: plain(long(101)), text: plain('x') } }),
  ],
  ['input', 'missing required field: label', { type: 'input', element: { type: 'plain_text_input' } }],
  [
    'input',
    'must be less than 2001 characters',
    { ...input({ type: 'plain_text_input' }), label: plain(long(2001)) },
  ],
  ['input', 'unsupported type: button', input(button('a'))],
  ['input', 'must be at most 3000', input({ type: 'plain_text_input', max_length: 3001 })],
  ['image', 'missing required field: alt_text', { type: 'image', image_url: 'https://example.com/a.png' }],
  ['image', 'must define exactly one of: image_url, slack_file', { type: 'image', alt_text: 'A' }],
  ['image', 'has an invalid format', { ...picture, image_url: 'file:///etc/passwd' }],
  ['rich_text', 'unsupported type: section', rich({ type: 'section' })],
  ['video', 'must be less than 201 characters', { ...RIGHT.video, title: plain(long(201)) }],
  ['alert', 'must be less than 201 characters', { type: 'alert', text: mrkdwn(long(201)) }],
  ['markdown', 'must be less than 12001 characters', { type: 'markdown', text: long(12_001) }],
  ['file', 'must be one of: remote', { type: 'file', external_id: 'a', source: 'local' }],
  ['table', 'no more than 100 items allowed', { type: 'table', rows: times(101, () => cells('x')) }],
  ['table', 'no more than 20 items allowed', { type: 'table', rows: [cells(...times(21, () => 'x'))] }],
  [
    'table',
    'all rows must have the same number of cells',
    { type: 'table', rows: [cells('a', 'b'), cells('a')] },
  ],
  ['data_table', 'no fewer than 2 items allowed', { type: 'data_table', caption: 'x', rows: [cells('a')] }],
  ['data_visualization', 'must be less than 51 characters', { ...RIGHT.data_visualization, title: long(51) }],
  [
    'data_visualization',
    'no more than 6 items allowed',
    line(times(7, (i) => ({ name: `${i}`, data: [point('Oct')] }))),
  ],
  [
    'data_visualization',
    'no more than 20 items allowed',
    line(
      [{ name: 'a', data: [point('Oct')] }],
      times(21, (i) => `${i}`),
    ),
  ],
  ['data_visualization', 'must be less than 21 characters', line([{ name: 'a', data: [point(long(21))] }])],
  [
    'data_visualization',
    'every data label must be one of the categories',
    line([{ name: 'a', data: [point('Nov')] }]),
  ],
  [
    'context_actions',
    'no more than 5 items allowed',
    {
      type: 'context_actions',
      elements: times(6, (i) => ({
        type: 'icon_button',
        icon: 'trash',
        text: plain('x'),
        action_id: `${i}`,
      })),
    },
  ],
  ['card', 'must be less than 201 characters', { type: 'card', body: mrkdwn(long(201)) }],
  [
    'carousel',
    'no more than 10 items allowed',
    { type: 'carousel', elements: times(11, () => ({ type: 'card', title: mrkdwn('x') })) },
  ],
  ['container', 'unsupported type: container', { ...RIGHT.container, child_blocks: [RIGHT.container] }],
  ['plan', 'missing required field: title', { type: 'plan' }],
  ['task_card', 'must be one of: pending', { type: 'task_card', task_id: '1', title: 'x', status: 'late' }],
]

const surfaceOf = (kind: string): Surface => BLOCKS[kind]?.surfaces[0] ?? 'message'

describe('each kind of block', () => {
  test.each(Object.keys(BLOCKS))('%s passes where it may stand and nowhere else', (kind) => {
    const block = RIGHT[kind]
    for (const surface of ['message', 'modal', 'home'] as const) {
      const faults = validateBlocks([block], surface)
      if (BLOCKS[kind]?.surfaces.includes(surface)) expect(faults).toEqual([])
      else expect(faults).toEqual([`unsupported type: ${kind} [json-pointer:/blocks/0/type]`])
    }
  })

  test.each(WRONG)('%s: %s', (kind, words, block) => {
    expect(validateBlocks([block], surfaceOf(kind)).join('\n')).toContain(words)
  })

  test('all of them have a wrong example here and a source', () => {
    expect(new Set(WRONG.map(([kind]) => kind))).toEqual(new Set(Object.keys(BLOCKS)))
    for (const { source } of Object.values(BLOCKS)) expect(source).toMatch(/^https:\/\/docs\.slack\.dev\//)
  })
})

describe('blocks together', () => {
  test('a message holds 50, a modal and a Home tab 100', () => {
    expect(
      validateBlocks(
        times(50, () => RIGHT.divider),
        'message',
      ),
    ).toEqual([])
    expect(
      validateBlocks(
        times(51, () => RIGHT.divider),
        'message',
      ),
    ).toEqual(['no more than 50 items allowed [json-pointer:/blocks]'])
    expect(
      validateBlocks(
        times(100, () => RIGHT.divider),
        'home',
      ),
    ).toEqual([])
    expect(
      validateBlocks(
        times(101, () => RIGHT.divider),
        'modal',
      ),
    ).toHaveLength(1)
  })

  test('a block_id is used once', () => {
    const block = { type: 'divider', block_id: 'line' }
    expect(validateBlocks([block, block], 'message')).toEqual([
      'block_id must be unique: line [json-pointer:/blocks/1/block_id]',
    ])
  })

  test('a message holds one table and two charts', () => {
    expect(validateBlocks([RIGHT.table, RIGHT.table], 'message')).toHaveLength(1)
    expect(
      validateBlocks(
        times(2, () => RIGHT.data_visualization),
        'message',
      ),
    ).toEqual([])
    expect(
      validateBlocks(
        times(3, () => RIGHT.data_visualization),
        'message',
      ),
    ).toHaveLength(1)
  })

  test('something without a type, or with a hostile one, is refused', () => {
    expect(validateBlocks([{}, { type: 'constructor' }, { type: '__proto__' }, 7], 'message')).toHaveLength(4)
    expect(validateBlocks([actions({ type: 'constructor' })], 'message')).toHaveLength(1)
  })

  test('an emoji counts as one character', () => {
    expect(validateBlocks([{ type: 'header', text: plain('🙂'.repeat(150)) }], 'message')).toEqual([])
  })
})

describe('a view', () => {
  const modal = { type: 'modal', title: plain('Note'), blocks: [RIGHT.divider] }

  test.each<[string, Fields]>([
    ['must be less than 25 characters', { ...modal, title: plain(long(25)) }],
    ['must be less than 25 characters', { ...modal, submit: plain(long(25)) }],
    ['must be less than 25 characters', { ...modal, close: plain(long(25)) }],
    ['must be less than 3001 characters', { ...modal, private_metadata: long(3001) }],
    ['must be less than 256 characters', { ...modal, callback_id: long(256) }],
    ['missing required field: title', { type: 'modal', blocks: [] }],
    ['missing required field: submit', { ...modal, blocks: [RIGHT.input] }],
    ['no more than 100 items allowed', { ...modal, blocks: times(101, () => RIGHT.divider) }],
    ['must be one of: modal', { ...modal, type: 'home' }],
    ['unsupported type: markdown', { ...modal, blocks: [RIGHT.markdown] }],
  ])('is refused: %s', (words, view) => {
    expect(validateView(view, 'modal').join('\n')).toContain(words)
  })

  test('passes within its limits', () => {
    expect(validateView(modal, 'modal')).toEqual([])
    expect(validateView({ type: 'home', blocks: [RIGHT.header] }, 'home')).toEqual([])
  })
})
