import type { InputBlock } from '@slack/types'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { wording } from '#bot/modals/wording.ts'
import { validateView } from '#bot/sandbox/blocks/validate-view.ts'
import { say } from '#bot/slack/blocks.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { changeLines } from '#bot/views/change-lines.ts'
import type { AnyClaim } from '#src/board/change.ts'
import { type ClaimField, type ClaimInput, claimFields } from '#src/board/claim-fields.ts'
import { draftChange } from '#src/board/draft.ts'
import { filledOf, NONE, readClaim } from '#src/board/read-claim.ts'
import { isRewording } from '#src/board/rewording.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { KIND_NAMES, KINDS, type KindName } from '#src/knowledge/kinds.ts'
import { DEMO, libraryOf } from '#test/support/library.ts'

const library = await libraryOf(DEMO)

const EVERY = KIND_NAMES.flatMap((kind) =>
  claimFields(kind).map((field) => ({ kind, field, name: field.field })),
)

const fieldOf = (kind: KindName, name: string): ClaimField => {
  const found = claimFields(kind).find(({ field }) => field === name)
  if (!found) throw new Error(`A ${kind} has no claims in ${name}.`)
  return found
}

/** What somebody fills in who fills in everything. */
function filling(input: ClaimInput): string {
  if (input.name === 'asset.url') return 'https://example.com/case.pdf'
  if (input.name === 'stronger' || input.name === 'than') return 'a1'
  if (input.asks === 'words') return 'Some words'
  return input.asks === 'choice' ? (input.options.at(-1) ?? '') : 'carla-operations-lead'
}

const filled = (inputs: ClaimInput[]) =>
  Object.fromEntries(inputs.map((input) => [input.name, filling(input)]))

/** The schema of one claim in a field. */
function schemaOf(kind: KindName, name: string): z.ZodType {
  const found = Object.entries(KINDS[kind].body.shape).find(([field]) => field === name)?.[1]
  const list = found instanceof z.ZodDefault ? found.unwrap() : found
  if (!(list instanceof z.ZodArray) || !(list.element instanceof z.ZodType))
    throw new Error(`${kind}.${name}`)
  return list.element
}

describe.each(EVERY)('a new claim of $kind in $name', ({ kind, field }) => {
  const facts = {
    entry: { kind, slug: 'one', title: 'One', body: {} } as unknown as Entry,
    library,
    field,
    now: undefined,
    initial: undefined,
    rationale: undefined,
    moved: false,
    editing: false,
  }
  const view = wording.open({ kind, slug: 'one', target: { field: field.field } }, facts)
  const inputs = view.blocks.filter((block): block is InputBlock => block.type === 'input')

  test('has a form that Slack takes, which requires what the schema requires', () => {
    expect(validateView(view as never, 'modal')).toEqual([])
    const required = inputs.filter(({ optional }) => !optional).map(({ block_id }) => block_id)
    expect(required).toEqual([
      ...field.inputs
        .filter((input) => input.required)
        .map(({ name }) => name)
        .toSorted((a, b) => Number(a === 'audience') - Number(b === 'audience')),
      'rationale',
    ])
  })

  test('passes the schema with everything filled in, and with only what is required', () => {
    const all = readClaim(field.inputs, filled(field.inputs))
    const least = readClaim(field.inputs, filled(field.inputs.filter(({ required }) => required)))
    for (const read of [all, least]) {
      if ('faults' in read) throw new Error(JSON.stringify([...read.faults]))
      expect(schemaOf(kind, field.field).safeParse({ id: 'x1', ...read.said }).error).toBeUndefined()
    }
  })

  test('asks again for what is required and missing', () => {
    const read = readClaim(field.inputs, {})
    const missing = 'faults' in read ? [...read.faults.keys()] : []
    expect(missing).toEqual(field.inputs.filter(({ required }) => required).map(({ name }) => name))
    expect(missing.length).toBeGreaterThan(0)
  })
})

test('what a claim needs is read off its schema', () => {
  const names = (kind: KindName, field: string) =>
    fieldOf(kind, field).inputs.map(({ name, required }) => `${name}${required ? '' : '?'}`)
  const link = ['audience', 'asset.title?', 'asset.url?']
  expect(names('persona', 'decisionRules')).toEqual(['ifNot', 'then', ...link])
  expect(names('persona', 'pains')).toEqual(['text', 'severity', 'theme?', ...link])
  expect(names('job', 'stories')).toEqual(['when', 'want', 'soThat', 'persona?', ...link])
  expect(names('committee', 'influences')).toEqual(['text', 'from', 'to', ...link])
  expect(names('journey', 'fears')).toEqual(['text', 'stage', ...link])
  expect(claimFields('persona').map(({ field }) => field)).not.toContain('aliases')
})

describe('what is filled in', () => {
  test('is a number where the schema wants one', () => {
    const pains = readClaim(fieldOf('persona', 'pains').inputs, {
      text: 'Dust',
      severity: '4',
      audience: 'internal',
    })
    expect(pains).toMatchObject({ said: { severity: 4 } })
    const criteria = fieldOf('persona', 'exclusionCriteria').inputs
    const read = (value: string) => readClaim(criteria, { text: 'Small', audience: 'internal', value })
    expect(read('200')).toMatchObject({ said: { value: 200 } })
    expect(read('haulage')).toMatchObject({ said: { value: 'haulage' } })
  })

  test('is nothing where a choice is taken back', () => {
    const read = readClaim(fieldOf('persona', 'pains').inputs, {
      text: 'Dust',
      severity: '4',
      theme: NONE,
      audience: 'internal',
    })
    expect(read).toEqual({
      said: { text: 'Dust', severity: 4, theme: undefined, audience: 'internal', asset: undefined },
    })
  })

  test.each([
    [{ 'asset.url': 'https://example.com' }, 'asset.title'],
    [{ 'asset.title': 'Case' }, 'asset.url'],
    [{ 'asset.title': 'Case', 'asset.url': 'javascript:alert(1)' }, 'asset.url'],
  ])('%j is no link yet, which is said under %s', (link, under) => {
    const read = readClaim(fieldOf('persona', 'say').inputs, { text: 'Hi', audience: 'customer', ...link })
    expect('faults' in read && [...read.faults.keys()]).toEqual([under])
  })

  test('comes back as it stands, so that sending a form unchanged changes nothing', () => {
    const lost: string[] = []
    for (const entry of library.entries.values())
      for (const { field, inputs } of claimFields(entry.kind)) {
        const claims: unknown = Object.entries(entry.body).find(([name]) => name === field)?.[1]
        for (const claim of claims as AnyClaim[]) {
          const read = readClaim(
            inputs,
            Object.fromEntries(inputs.map((input) => [input.name, filledOf(input, claim)])),
          )
          const same =
            'said' in read ? schemaOf(entry.kind, field).safeParse({ ...claim, ...read.said }) : undefined
          if (!same?.success || JSON.stringify(same.data) !== JSON.stringify(claim))
            lost.push(`${entry.kind}/${entry.slug} ${field} ${claim.id}`)
        }
      }
    expect(lost).toEqual([])
  })
})

describe('on the card', () => {
  const claim = (more: object): AnyClaim => ({ id: 'c1', text: 'A calm start', cites: ['x'], ...more })
  const card = (before: object, after: object) =>
    plainText([
      say(
        ...changeLines(
          { type: 'changed', field: 'fears', before: claim(before), after: claim(after) },
          library,
        ),
      ),
    ])

  test.each([
    [{ stage: 'adoption' }, { stage: 'renewal' }, '(stage adoption)', '(stage renewal)'],
    [{ severity: 2 }, { severity: 5 }, '(severity 2)', '(severity 5)'],
    [{}, { audience: 'customer' }, '(internal)', '(customer-facing)'],
    [{ stage: 'churn' }, {}, '(stage churn)', '(no stage)'],
    [
      {},
      { asset: { title: 'Case', url: 'https://x.example' } },
      '(no link)',
      '(link Case (https://x.example))',
    ],
  ])('%j that becomes %j can be read', (before, after, was, is) => {
    expect(card(before, after)).toBe(`− A calm start ${was}\n+ A calm start ${is}`)
  })

  test('who moves whom is named, and what stays the same is not', () => {
    const pair = { from: 'carla-operations-lead', to: 'finn-finance-lead', stage: 'churn' }
    expect(card(pair, { ...pair, text: 'B' })).toBe('− Carla → Finn: A calm start\n+ Carla → Finn: B')
  })

  test('another stage is no mere wording, other words of a story are', () => {
    const story = { id: 's', cites: [], when: 'a', want: 'b', soThat: 'c' }
    const added = (after: AnyClaim) => [
      {
        kind: 'job',
        slug: 'j',
        baseVersion: 1,
        changes: [{ type: 'added' as const, field: 'stories', after }],
      },
    ]
    expect(isRewording(added(story), added({ ...story, want: 'd' }))).toBe(true)
    expect(isRewording(added(story), added({ ...story, persona: 'x' }))).toBe(false)
  })
})

test('a new claim is drafted onto an entry of its kind', () => {
  const carla = library.entries.get('persona/carla-operations-lead')
  if (!carla) throw new Error('The demo company has Carla.')
  const read = readClaim(fieldOf('persona', 'pains').inputs, {
    text: 'Dust',
    severity: '5',
    audience: 'internal',
  })
  if ('faults' in read) throw new Error('It was filled in.')
  expect(
    draftChange(carla, { field: 'pains' }, { said: read.said, cites: [] }, undefined, () => 'p-1'),
  ).toEqual({
    change: {
      type: 'added',
      field: 'pains',
      after: { id: 'p-1', text: 'Dust', severity: 5, audience: 'internal', cites: [] },
    },
  })
})
