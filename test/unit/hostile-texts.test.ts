import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RichTextElement } from '@slack/types'
import { describe, expect, test } from 'vitest'
import { interpret } from '#bot/commands/index.ts'
import type { Block } from '#bot/slack/blocks.ts'
import { modalView } from '#bot/slack/form.ts'
import { LIMITS } from '#bot/slack/limits.ts'
import { message } from '#bot/slack/message.ts'
import { departureReport } from '#bot/views/departure.ts'
import { freshnessNotice } from '#bot/views/freshness-notice.ts'
import { ownerDigest } from '#bot/views/owner-digest.ts'
import { nothingFound } from '#bot/views/sentences.ts'
import { draw, show } from '#bot/views/shown.ts'
import * as stillTrue from '#bot/views/still-true.ts'
import type { Shown } from '#bot/views/view.ts'
import { why } from '#bot/views/why.ts'
import { isKind } from '#src/knowledge/entry.ts'
import { ownerWeek } from '#src/refresh/digest.ts'
import { addFiles } from '#test/support/folder.ts'
import { askingOf, libraryOf } from '#test/support/library.ts'

const HOSTILE =
  '<!channel> <@U123> <https://evil.example|click> *bold* _it_ ~no~ `code` &amp; >quote :tada: @here'
const LONG = `${HOSTILE} ${'Ж経🙂 '.repeat(2500)}`.slice(0, 9999).trim()

const claims = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, index) => ({
    id: `x${index}`,
    text: LONG,
    audience: 'customer',
    ...more,
  }))
const some = (count: number) =>
  Array.from({ length: count }, (_, index) => `${index} ${HOSTILE}`.repeat(3).slice(0, 300))

/** A company of one entry of each kind, whose every text is hostile or far too long. */
async function writeCompany(directory: string): Promise<void> {
  const title = `Ada ${HOSTILE}`
  const identity = { role: some(1)[0], company: some(1)[0], authority: some(1)[0] }
  const evidence = (n: number) => [
    `evidence/e${n}.yaml`,
    {
      method: 'survey',
      title: `${n} ${HOSTILE}`,
      date: '2026-01-01',
      quotes: [{ text: LONG, group: HOSTILE.slice(0, 60) }],
    },
  ]
  await addFiles(directory, {
    ...Object.fromEntries(Array.from({ length: 40 }, (_, n) => evidence(n))),
    'personas/ada.yaml': {
      title,
      kind: 'primary',
      aliases: some(50),
      identity,
      goals: claims(30, { cites: Array.from({ length: 40 }, (_, n) => `e${n}`) }),
      pains: claims(30).map((claim) => ({ ...claim, id: `p${claim.id}` })),
      say: claims(3).map((claim) => ({ ...claim, id: `s${claim.id}` })),
    },
    'objections/no.yaml': {
      title: HOSTILE,
      phrases: some(30),
      causes: claims(30, { persona: 'ada' }),
      say: claims(9).map((claim) => ({ ...claim, id: `s${claim.id}` })),
    },
    'playbooks/pb.yaml': {
      title: HOSTILE,
      function: 'sales',
      personas: Array(40).fill('ada'),
      when: LONG,
      goal: LONG,
      steps: claims(30),
      ask: claims(9).map((claim) => ({ ...claim, id: `a${claim.id}` })),
      kpis: some(40),
    },
    'vocabulary/term.yaml': {
      title: HOSTILE,
      definition: claims(9),
      synonyms: some(60),
      terms: some(60).map((term) => ({ function: 'sales', term })),
    },
  })
}

const directory = await mkdtemp(join(tmpdir(), 'dramatis-hostile-'))
await writeCompany(directory)
const library = await libraryOf(directory)
await rm(directory, { recursive: true })
const asking = askingOf(library)

/** Everything that Slack would parse as its own markup: the texts of context blocks and the text that stands in. */
const parsed = (blocks: Block[]): string[] =>
  blocks.flatMap((block) =>
    block.type === 'context' ? block.elements.flatMap((each) => ('text' in each ? each.text : [])) : [],
  )

const elementsOf = (blocks: Block[]): RichTextElement[] =>
  blocks.flatMap((block) =>
    block.type === 'rich_text'
      ? block.elements.flatMap((part) =>
          part.type === 'rich_text_list' ? part.elements.flatMap((item) => item.elements) : part.elements,
        )
      : [],
  )

const VIEWS: Shown[] = [
  { view: 'persona', slug: 'ada' },
  { view: 'profile', slug: 'ada' },
  { view: 'objection', slug: 'no', persona: 'ada' },
  { view: 'playbook', slug: 'pb' },
  { view: 'playbook', slug: 'pb', whole: true },
  { view: 'vocabulary', slug: 'term' },
  { view: 'claims', kind: 'persona', slug: 'ada', ids: ['x0', 'x1', 'px0', 'px1'] },
]

function expectHarmless(blocks: Block[]) {
  const { blocks: sent, text } = message(blocks)
  expect(sent.length).toBeLessThanOrEqual(LIMITS.blocksPerMessage)
  expect(JSON.stringify(sent).length).toBeLessThan(LIMITS.charactersPerMessage + 200)
  expect(sent[0]?.type).toBe('rich_text')
  for (const said of [...parsed(sent).map((each) => each.replaceAll(/<!date\^[^>]*>/g, '')), text])
    expect(said).not.toMatch(/<[!@h#]|[<>]/)
  expect(elementsOf(sent).filter(({ type }) => type !== 'text' && type !== 'date')).toEqual([])
  expect(JSON.stringify(sent).isWellFormed()).toBe(true)
}

describe('texts that Slack might take for its own markup appear as they are, cut to what fits', () => {
  test.each(VIEWS)('%o', (what) => {
    for (const audience of ['internal', 'customer'] as const) {
      const blocks = show(what, { ...asking, audience }) ?? []
      expectHarmless(blocks)
      expect(
        elementsOf(blocks).some((element) => element.type === 'text' && element.text.includes(HOSTILE)),
      ).toBe(true)
    }
  })

  test('behind Why?', () => {
    const drawn = draw({ view: 'persona', slug: 'ada' }, asking)
    if (!drawn) throw new Error('Ada was imported.')
    expectHarmless(why(drawn, asking))
  })

  test('in lists and refusals', () => {
    for (const text of ['', 'objection', 'objection ada', 'playbook']) {
      const found = interpret(text, asking)
      if (found.found === 'overview') expectHarmless(found.blocks)
    }
    expectHarmless(nothingFound(LONG, [...library.entries.values()], HOSTILE))
  })

  const entries = [...library.entries.values()]
  const due = Array.from({ length: 40 }, () => entries)
    .flat()
    .map(({ kind, slug, title, version }) => ({ kind, slug, title, version, stale: true, on: '2026-11-01' }))
  const telling = {
    run: `freshness-notice/2026-11-20/${HOSTILE.slice(0, 40)}`,
    scope: 'mina',
    scheduledAt: asking.now.toZonedDateTimeISO('UTC'),
    lateness: undefined,
    missed: [],
    library,
    zone: 'UTC',
  }

  test('in notices and digests of what is due', () => {
    for (const post of freshnessNotice({ stale: due, due, overdue: due }, telling))
      expectHarmless(post.message.blocks)
    const questions = [{ text: LONG, times: 3 }]
    const alerts = [{ account: HOSTILE, firedOn: '2026-11-01T00:00:00Z' }]
    const week = ownerWeek.parse({ stale: due, due, questions, alerts })
    for (const post of ownerDigest(week, telling)) expectHarmless(post.message.blocks)
  })

  test('in what is said of a confirmation, and in its form', () => {
    const [entry] = entries
    if (!entry) throw new Error('The company was imported.')
    expectHarmless(stillTrue.confirmed(entry, 'UTC'))
    expectHarmless([stillTrue.changedSince(entry)])
    expectHarmless(stillTrue.notYoursToVerify(entry, LONG))
    const seen = (outcome: 'verified' | 'changed') =>
      entries.map((each) => ({ kind: each.kind, slug: each.slug, version: 1, outcome, entry: each }))
    expectHarmless(stillTrue.confirmedMany([...seen('verified'), ...seen('changed')], 'UTC'))
    const { blocks } = modalView('verify-many', {}, stillTrue.verifyManyForm(due))
    expect(blocks.length).toBeLessThanOrEqual(LIMITS.blocksPerView)
    expect(JSON.stringify(blocks)).not.toContain('"mrkdwn"')
  })

  test('in the report of who left', () => {
    const handed = due.map((each, index) => ({ ...each, to: [index % 2 === 0 ? 'mina' : HOSTILE] }))
    const passed = {
      roles: [{ role: 'board' as const, to: HOSTILE }],
      sponsorless: true,
      deputyFor: [HOSTILE],
    }
    const left = { handle: 'x', name: LONG, told: 'mina', number: '1', handed, voiceless: 'sales', ...passed }
    expectHarmless(departureReport(left, library))
  })

  test('in the name that a persona had, and over one that is retired', () => {
    const ada = library.entries.get('persona/ada')
    if (!ada || !isKind(ada, 'persona')) throw new Error('Ada was imported.')
    const retired = { ...ada, status: 'retired' as const, body: { ...ada.body, successor: 'ada' } }
    const reading = { ...asking, library: { ...library, entries: new Map([['persona/ada', retired]]) } }
    expectHarmless(show({ view: 'persona', slug: 'ada', formerly: LONG }, reading) ?? [])
  })
})
