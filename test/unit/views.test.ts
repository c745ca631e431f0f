import { describe, expect, test } from 'vitest'
import { LIMITS } from '#bot/slack/limits.ts'
import { message } from '#bot/slack/message.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { freshness } from '#bot/views/freshness.ts'
import { PROFILE_PARTS } from '#bot/views/persona-profile.ts'
import type { Reading } from '#bot/views/reading.ts'
import { draw, show } from '#bot/views/shown.ts'
import type { Shown } from '#bot/views/view.ts'
import { why } from '#bot/views/why.ts'
import { ORIENTATIONS } from '#src/arguments/argument.ts'
import { type Claim, claimsOf } from '#src/knowledge/claim.ts'
import { type Entry, isKind } from '#src/knowledge/entry.ts'
import type { KindName } from '#src/knowledge/kinds.ts'
import { entriesOf, findEntry } from '#src/knowledge/library.ts'
import { STAGES } from '#src/lifecycle/stage.ts'
import { askingOf, DEMO, libraryOf } from '#test/support/library.ts'

const library = await libraryOf(DEMO)
const inside: Reading = askingOf(library)
const outside: Reading = { ...inside, audience: 'customer' }
const entries = [...library.entries.values()]
const personas = entriesOf(library, 'persona')

/** Every way in which an entry can be shown. */
function waysOf(entry: Entry): Shown[] {
  const { kind, slug, body } = entry
  const ids = claimsOf(body).map(({ id }) => id)
  const claims: Shown = { view: 'claims', kind, slug, ids: ids.slice(0, 4) }
  if (kind === 'persona')
    return ['persona', 'profile', 'evidence', ...(isNegative(entry) ? ['negative'] : [])]
      .map((view): Shown => ({ view, slug }))
      .concat(PROFILE_PARTS.map((part): Shown => ({ view: 'profile', slug, part })))
      .concat({ view: 'profile', slug, whole: true })
      .concat(claims)
  if (isKind(entry, 'playbook')) return [...playbookWays(entry), claims]
  if (kind === 'journey')
    return [
      { view: 'journey', slug },
      { view: 'journey', slug, whole: true },
      ...STAGES.map((stage): Shown => ({ view: 'journey', slug, stage })),
      claims,
    ]
  if (kind === 'committee')
    return [
      { view: 'committee', slug },
      { view: 'committee', slug, part: 'content' },
      { view: 'committee', slug, part: 'whole' },
      claims,
    ]
  if (kind === 'vocabulary') return [{ view: 'vocabulary', slug }]
  if (kind === 'job' || kind === 'competitor')
    return [
      { view: kind, slug },
      ...personas.map(({ slug: persona }): Shown => ({ view: kind, slug, persona })),
      claims,
    ]
  if (kind !== 'objection') return [{ view: kind, slug }, claims]
  const causes = claimsOf(body).flatMap(({ field, persona }) =>
    field === 'causes' && persona ? persona : [],
  )
  return [
    { view: 'objection', slug },
    ...causes.map((persona): Shown => ({ view: 'objection', slug, persona })),
  ]
}

const isNegative = (entry: Entry): boolean => isKind(entry, 'persona') && entry.body.kind === 'negative'

const playbookWays = ({ slug, body }: Entry<'playbook'>): Shown[] => [
  { view: 'playbook', slug },
  { view: 'playbook', slug, whole: true },
  ...(body.content.length > 0 ? [{ view: 'playbook', slug, content: true }] : []),
  ...personas.map(({ slug: persona }): Shown => ({ view: 'playbook', slug, persona })),
  ...STAGES.map((stage): Shown => ({ view: 'playbook', slug, stage })),
]

const ways = entries.flatMap((entry) =>
  waysOf(entry).map((what) => ({ entry, what, name: JSON.stringify(what) })),
)
const textOf = (what: Shown, reading = inside): string => plainText(show(what, reading) ?? [])

test.each(ways)('$name is within the limits of Slack, whole', ({ what }) => {
  const blocks = show(what, inside) ?? []
  expect(blocks.length).toBeGreaterThan(0)
  expect(message(blocks).blocks).toEqual(blocks)
})

/** Characters that a phone shows without scrolling, more or less. */
const ONE_SCREEN = 1200
const ON_ONE_SCREEN = [
  ...['persona', 'evidence', 'negative', 'objection', 'vocabulary', 'job', 'competitor'],
  ...['journey', 'discovery', 'committee', 'playbook'],
]

test.each(
  ways.filter(
    ({ what: { view, whole, part } }) => ON_ONE_SCREEN.includes(view) && whole !== true && part !== 'whole',
  ),
)('$name is one screen of a phone', ({ what }) => expect(textOf(what).length).toBeLessThanOrEqual(ONE_SCREEN))

test.each(ways)(
  '$name marks each claim that nothing supports as an assumption, and no other',
  ({ entry, what }) => {
    const text = textOf(what).replaceAll(/[“”]/g, '')
    for (const claim of claimsOf(entry.body)) {
      const places = text.split(claim.text.replaceAll(/[“”]/g, '')).slice(1)
      for (const after of places)
        expect([claim.text, after.startsWith(' (assumption)')]).toEqual([
          claim.text,
          claim.cites.length === 0,
        ])
    }
  },
)

test.each(ways)('$name shows people from outside the customer-facing lines alone', ({ entry, what }) => {
  const blocks = show(what, outside)
  const all = claimsOf(entry.body)
  const allowed = all
    .filter(({ audience }) => audience === 'customer')
    .map(({ text, asset }) => (asset ? `${text} → ${asset.title}` : text))
  const shown = plainText(blocks ?? [])
    .split('\n')
    .map((each) => each.replace(/^• /, ''))
    .filter((each) => each !== '' && !/^… and \d+ more$/.test(each))
  expect(shown.filter((each) => !allowed.includes(each))).toEqual([])
  if (allowed.length === 0) expect(blocks).toBeUndefined()
})

describe('an answer from several entries', () => {
  const slugsOf = (kind: KindName) => entriesOf(library, kind).map(({ slug }) => slug)
  const pairs = personas.flatMap((one, index) =>
    personas.slice(index + 1).map(
      (other): Shown => ({
        view: 'comparison',
        personas: [one.slug, other.slug],
      }),
    ),
  )
  const threes = personas.slice(2).map(
    ({ slug }): Shown => ({
      view: 'comparison',
      personas: [...personas.slice(0, 2).map((each) => each.slug), slug],
    }),
  )
  const each = personas.flatMap(({ slug: persona }): Shown[] => [
    { view: 'jobs', persona },
    { view: 'value', persona },
    ...ORIENTATIONS.map((orientation): Shown => ({ view: 'value', persona, orientation })),
    { view: 'themes', persona },
    { view: 'discover', slugs: slugsOf('discovery'), persona },
    { view: 'discover', slugs: slugsOf('discovery'), persona, stage: 'purchase' },
    { view: 'seats', slugs: slugsOf('committee'), persona },
  ])
  const all: Shown[] = [
    { view: 'value' },
    { view: 'negative' },
    { view: 'negative', not: 'carla-operations-lead' },
    ...ORIENTATIONS.map((orientation): Shown => ({ view: 'value', orientation })),
    { view: 'themes' },
    { view: 'discover', slugs: slugsOf('discovery') },
    ...STAGES.map((stage): Shown => ({ view: 'stage', slugs: slugsOf('journey'), stage })),
    ...entriesOf(library, 'theme').map(({ slug: theme }): Shown => ({ view: 'themes', theme })),
  ]
  const drawn = [...pairs, ...threes, ...each, ...all].flatMap((what) => {
    const found = draw(what, inside)
    return found ? [{ what, claims: found.claims, name: JSON.stringify(what) }] : []
  })

  test.each(drawn)('$name is one screen of a phone', ({ what }) => {
    const blocks = show(what, inside) ?? []
    expect(message(blocks).blocks).toEqual(blocks)
    expect(plainText(blocks).length).toBeGreaterThan(0)
    expect(plainText(blocks).length).toBeLessThanOrEqual(ONE_SCREEN)
  })

  test.each(drawn)('$name marks what nothing supports', ({ what, claims }) => {
    const text = textOf(what).replaceAll(/[“”]/g, '')
    for (const claim of claims.filter(({ cites }) => cites.length === 0)) {
      const places = text.split(claim.text.replaceAll(/[“”]/g, '')).slice(1)
      expect(places.every((after) => after.startsWith(' (assumption)'))).toBe(true)
    }
  })

  test.each(drawn)('$name shows people from outside the customer-facing lines alone', ({ what, claims }) => {
    const allowed = claims.filter(({ audience }) => audience === 'customer').map(({ text }) => text)
    const shown = plainText(show(what, outside) ?? [])
      .split('\n')
      .map((line) => line.replace(/^• /, '').replace(/ → .*$/, ''))
      .filter((line) => line !== '' && !/^… and \d+ more$/.test(line))
    expect(shown.filter((line) => !allowed.includes(line))).toEqual([])
  })
})

test('an objection shows people from outside no line that is meant for another persona', () => {
  const text = textOf({ view: 'objection', slug: 'too-expensive', persona: 'finn-finance-lead' }, outside)
  expect(text).toContain('Here is the worst case on one page')
  expect(text).not.toContain('Brandsund')
})

describe('the small line of every answer', () => {
  const line = (entry: Partial<Entry>) => {
    const carla = findEntry(library, 'persona', 'carla-operations-lead')
    if (!carla) throw new Error('The demo company has Carla.')
    return plainText([freshness({ ...carla, ...entry } as Entry, inside)])
  }
  const on = (day: string) => Temporal.Instant.from(`${day}T00:00:00Z`)

  test.each<[string, Partial<Entry>]>([
    ['Verified 12 days ago · 18 sources, 5 assumptions', {}],
    ['Verified today · 18 sources, 5 assumptions', { verifiedAt: on('2026-11-20') }],
    ['Verified yesterday · 18 sources, 5 assumptions', { verifiedAt: on('2026-11-19') }],
    ['Not verified yet · 18 sources, 5 assumptions', { verifiedAt: undefined }],
    [
      'Stale: last verified 6 months ago (20 May 2026) · 18 sources, 5 assumptions',
      { verifiedAt: on('2026-05-20') },
    ],
    [
      'Hypothesis, 31 interviews · Verified 12 days ago · 18 sources, 5 assumptions',
      { status: 'hypothesis' },
    ],
    ['Retired · Verified 12 days ago · 18 sources, 5 assumptions', { status: 'retired' }],
  ])('%s', (sentence, entry) => {
    const counted = line(entry).replace(/\d+ sources, \d+ assumptions/, '18 sources, 5 assumptions')
    expect(counted).toBe(sentence)
  })

  test('says of a persona that has lost its research that it no longer counts', () => {
    const body = { kind: 'primary' } as unknown as Entry['body']
    expect(line({ body })).toMatch(/^No longer validated, 24 interviews, no quantitative source · /)
  })

  test('goes stale on the day on which the verification ends, in the zone of the team', () => {
    expect(line({ verifiedAt: on('2026-11-10'), verifyEvery: 'P10D' })).toMatch(/^Stale/)
    expect(line({ verifiedAt: on('2026-11-11'), verifyEvery: 'P10D' })).toMatch(/^Verified 9 days ago/)
  })

  test('counts each source once', () => {
    const claim = (cites: string[]): Claim => ({ id: cites.join(), text: 't', cites, audience: 'internal' })
    const body = {
      kind: 'primary',
      goals: [claim(['a', 'b']), claim(['b'])],
      pains: [claim([])],
    } as unknown as Entry['body']
    expect(line({ body })).toMatch(/ · 2 sources, 1 assumption$/)
  })
})

test.each(entries.map((entry) => [`${entry.kind}/${entry.slug}`, entry] as const))(
  'Why? of %s names owner, version and sources',
  (_, entry) => {
    const blocks = why({ entries: [entry], claims: claimsOf(entry.body) }, inside)
    const text = plainText(blocks)
    expect(text).toMatch(/^Why\? .*, version 1, since .* owns it\. .* last verified it .*\./)
    expect(message(blocks).blocks).toEqual(blocks)
    expect(text.length).toBeLessThan(1600)
    const whole = why({ entries: [entry], claims: claimsOf(entry.body) }, inside, true)
    expect(message(whole).blocks).toEqual(whole)
    expect(plainText(whole).length).toBeLessThan(LIMITS.charactersPerMessage)
    expect(plainText(whole).length).toBeGreaterThanOrEqual(text.length)
  },
)

test.each(entriesOf(library, 'journey').map(({ slug }) => slug))(
  'the path of %s fits on a screen, and no sentence on it is cut',
  (slug) => {
    const text = textOf({ view: 'journey', slug })
    expect(text.length).toBeLessThanOrEqual(1200)
    expect(text.replaceAll('… and', '')).not.toContain('…')
  },
)

test.each(personas.map(({ slug }) => slug))('the parts of the profile of %s hold all of it', (slug) => {
  const claimsIn = (what: Shown) => draw(what, inside)?.claims.map(({ id }) => id) ?? []
  const parts = PROFILE_PARTS.flatMap((part) => claimsIn({ view: 'profile', slug, part }))
  expect(parts.toSorted()).toEqual(claimsIn({ view: 'profile', slug, whole: true }).toSorted())
})

test('a line that is said word for word is said whole', () => {
  const text = textOf({ view: 'objection', slug: 'too-expensive', persona: 'carla-operations-lead' })
  expect(text).toContain(
    '“Which of your hand-offs costs you most today, and how many of them are there in a week?”',
  )
})
