import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RichTextElement } from '@slack/types'
import { describe, expect, test } from 'vitest'
import { interpret } from '#bot/commands/index.ts'
import type { Block } from '#bot/slack/blocks.ts'
import { LIMITS } from '#bot/slack/limits.ts'
import { message } from '#bot/slack/message.ts'
import { nothingFound } from '#bot/views/sentences.ts'
import { draw, show } from '#bot/views/shown.ts'
import type { Shown } from '#bot/views/view.ts'
import { why } from '#bot/views/why.ts'
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
})
