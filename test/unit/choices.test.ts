import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { interpret } from '#bot/commands/index.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { show } from '#bot/views/shown.ts'
import type { Library } from '#src/knowledge/library.ts'
import { addFiles, folderOf } from '#test/support/folder.ts'
import { askingOf, libraryOf } from '#test/support/library.ts'

const person = (title: string, more: object = {}) => ({ title, kind: 'primary', ...more })
const cites = ['talks']

const MARKET = {
  'evidence/talks.yaml': { method: 'interviews', title: 'Talks', date: '2026-05-31', n: 20 },
  'personas/ada.yaml': person('Ada · Baker', {
    status: 'active',
    rank: 2,
    goals: [{ id: 'g1', text: 'Sleep until five', cites }],
    fears: [{ id: 'f1', text: 'A cold oven', cites }],
    pains: [
      { id: 'p1', severity: 2, text: 'Flour dust', theme: 'calm', cites },
      { id: 'p2', severity: 5, text: 'Orders at midnight', theme: 'calm', cites },
      { id: 'p3', text: 'Old tins' },
    ],
  }),
  'personas/ben.yaml': person('Ben · Miller', {
    kind: 'secondary',
    goals: [{ id: 'g1', text: 'Sleep until five', cites }],
    pains: [{ id: 'p1', severity: 4, text: 'Late lorries', theme: 'calm' }],
  }),
  'personas/cy.yaml': person('Cy · Carter', { rank: 1 }),
  'personas/dot.yaml': person('Dot · Doubter', { kind: 'negative', exclusion: 'poor-fit' }),
  'jobs/quiet.yaml': {
    title: 'Quiet mornings',
    personas: ['ben', 'ada'],
    stories: [
      { id: 's1', persona: 'ben', when: 'the mill starts', want: 'one list', soThat: 'nobody shouts', cites },
      { id: 's2', persona: 'ada', when: 'the oven is on', want: 'silence', soThat: 'the dough rises', cites },
    ],
    competing: [
      { id: 'k1', solution: 'people', text: 'An apprentice', cites },
      { id: 'k2', solution: 'spreadsheet', text: 'A list on the wall', cites },
      ...Array.from({ length: 20 }, (_, index) => ({
        id: `m${index}`,
        solution: 'product',
        text: `Product ${index}, which has a long description that fills a line of the screen`,
        cites,
      })),
      { id: 'k3', solution: 'nothing', text: 'Bear the noise' },
    ],
  },
  'jobs/bread.yaml': {
    title: 'Bread by six',
    personas: ['ada'],
    because: [{ id: 'b1', text: 'School starts' }],
  },
  'arguments/risk.yaml': {
    title: 'Risk',
    orientation: 'risk',
    points: [{ id: 'x1', text: 'No cold oven', cites }],
    never: [1, 2, 3].map((n) => ({ id: `n${n}`, persona: 'ada', text: `Not this ${n}` })),
  },
  'arguments/growth.yaml': {
    title: 'Growth',
    orientation: 'growth',
    points: [{ id: 'x1', persona: 'ada', text: 'A second shop', cites }],
    say: [{ id: 'y1', text: 'Two shops, one baker.', audience: 'customer', cites }],
  },
  'competitors/crumbly.yaml': {
    title: 'Crumbly',
    aliases: ['Crumbly Pro'],
    strengths: [
      { id: 's1', text: 'Cheap', cites },
      { id: 's2', persona: 'ada', text: 'Quick to learn', cites },
    ],
    weaknesses: [{ id: 'w1', persona: 'ben', text: 'No mills', cites }],
    say: [{ id: 'y1', text: 'Ask what it costs in year two.', audience: 'customer', cites }],
  },
  'themes/calm.yaml': { title: 'Calm nights', aims: [{ id: 'a1', text: 'No calls after ten', cites }] },
  'themes/reach.yaml': { title: 'Reach', aims: [{ id: 'a1', text: 'Ten towns', cites }] },
}

const directory = await mkdtemp(join(tmpdir(), 'dramatis-choices-'))
await addFiles(directory, MARKET)
const library = await libraryOf(directory)
await rm(directory, { recursive: true })
const asking = askingOf(library)

/** What somebody reads who types this. */
function read(text: string, of: Library = library): string {
  const found = interpret(text, askingOf(of))
  if (found.found === 'overview') return plainText(found.blocks)
  return found.found === 'entry' ? plainText(show(found.shown, askingOf(of)) ?? []) : found.found
}

const inOrder = (text: string, ...parts: string[]) => {
  const places = parts.map((part) => text.indexOf(part))
  expect(places, text).not.toContain(-1)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
}

test('personas are listed by rank, then primary before secondary before negative', () => {
  inOrder(read('list'), 'Cy', 'Ada', 'Ben', 'Dot')
})

describe('jobs', () => {
  test('of a persona come in the order of how much they matter to it, each with its own story', () => {
    const text = read('jobs ada')
    inOrder(
      text,
      'Bread by six: School starts (assumption)',
      'Quiet mornings: When the oven is on, I want silence',
    )
    expect(text).not.toContain('When the mill starts')
  })

  test('are opened by name, misspelt or not, and doing nothing is always among what else could be hired', () => {
    for (const asked of ['job quiet mornings', 'job quite mornings', 'quiet mornings job ada']) {
      const text = read(asked)
      inOrder(
        text,
        'Quiet mornings',
        'More people: An apprentice',
        'Doing nothing: Bear the noise (assumption)',
      )
      expect(text).toMatch(/… and \d+ more statements/)
    }
  })
})

describe('value', () => {
  test('begins with the orientation in which most speaks to the persona alone', () => {
    inOrder(
      read('value ada'),
      'for Ada: growth first',
      'A second shop',
      '“Two shops, one baker.”',
      'No cold oven',
    )
  })

  test('says where nothing is written for a persona alone', () => {
    expect(read('value cy')).toContain('nothing is written for Cy alone yet')
  })

  test('of one orientation is told across the personas, and of an orientation that is missing not at all', () => {
    expect(read('value growth')).toContain('Ada: A second shop')
    expect(interpret('value efficiency', asking)).toMatchObject({ found: 'nothing' })
  })
})

describe('against a competitor', () => {
  test('their strengths come first, those that matter to the persona before the others', () => {
    const text = read('vs crumbly ada')
    inOrder(text, 'Against Crumbly, for Ada', 'Quick to learn', 'Cheap', 'Ask what it costs')
    expect(text).not.toContain('No mills')
  })

  test.each(['crumbley', 'ada against crumbly', 'crumbly pro competitor', 'versus CRUMBLY'])(
    '%s is found',
    (asked) => expect(read(asked.includes(' ') ? asked : `vs ${asked}`)).toContain('Against Crumbly'),
  )

  test('two personas are compared instead', () => {
    expect(read('ada vs ben')).toContain('Ada and Ben side by side')
  })
})

describe('a comparison', () => {
  test('says once what is the same, and where nothing is known', () => {
    const text = read('compare ada ben')
    expect(text).toContain('Both: Sleep until five')
    expect(text).toContain('Ada: A cold oven')
    expect(text).toContain('Ben: not known yet')
    expect(text).toContain('Not known of any of them yet: decides by, deal-breaker')
  })

  test.each(['what is the difference between ada and ben?', 'ada and ben', 'compare adda with benn'])(
    '%s',
    (asked) => expect(read(asked)).toContain('Ada and Ben side by side'),
  )

  test('of one persona or of strangers is declined in one sentence', () => {
    expect(read('compare ada')).toBe(
      'It takes two personas to compare, such as /persona compare ada cy. I know Ada.',
    )
    expect(read('compare ada xylophone')).toContain('I know Ada, and not “xylophone”.')
    expect(read('compare ada ben cy dot')).toContain('leave one out of')
  })
})

describe('themes', () => {
  test('show whose pains map to each, the severest first, and what maps to none', () => {
    inOrder(
      read('themes'),
      'Calm nights',
      'Ada: Orders at midnight · severity 5',
      'Ben: Late lorries (assumption) · severity 4',
      'Ada: Flour dust',
      'Reach: no pain maps to it yet',
      'Mapped to no theme',
      'Old tins',
    )
  })

  test('of one persona, or one theme alone', () => {
    expect(read('themes ben')).not.toContain('Orders at midnight')
    const text = read('theme calm nights')
    expect(text).toContain('No calls after ten')
    expect(text).not.toContain('Old tins')
  })
})

test('where a company has none of them it is said', async () => {
  const folder = await folderOf()
  await addFiles(folder, { 'personas/ada.yaml': person('Ada') })
  const bare = await libraryOf(folder)
  for (const asked of ['jobs', 'value ada', 'vs', 'themes'])
    expect(read(asked, bare)).toMatch(/^There are no .* here yet\./)
})

test('a verb amid other words may be none', async () => {
  expect(interpret('orders at midnight against ada', asking)).toMatchObject({
    found: 'entry',
    command: 'question',
  })
})

test('people from outside read the lines for customers alone', () => {
  for (const [asked, line] of [
    ['vs crumbly ada', 'Ask what it costs in year two.'],
    ['value ada', 'Two shops, one baker.'],
  ] as const) {
    const found = interpret(asked, asking)
    const blocks = found.found === 'entry' ? show(found.shown, { ...asking, audience: 'customer' }) : []
    expect(plainText(blocks ?? [])).toBe(line)
  }
})
