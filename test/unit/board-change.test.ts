import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyChanges } from '#src/board/apply.ts'
import type { Change } from '#src/board/change.ts'
import { deadlineAfter, remindFrom } from '#src/board/deadline.ts'
import { diffClaims } from '#src/board/diff.ts'
import { draftChange, seenOf } from '#src/board/draft.ts'
import { canonicalJson } from '#src/knowledge/digest.ts'
import type { Content, Entry } from '#src/knowledge/entry.ts'
import { KINDS } from '#src/knowledge/kinds.ts'

const contentOf = (fields: object): Content<'persona'> => ({
  title: 'Owner Ollie',
  status: 'active',
  deputies: [],
  verifyEvery: 'P180D',
  body: KINDS.persona.read({ kind: 'primary', ...fields }).body,
})

const OLLIE = contentOf({
  goals: [{ id: 'g1', text: 'Publish without hiring', cites: ['interviews'] }],
  fears: [
    { id: 'f1', text: 'Contracts' },
    { id: 'f2', text: 'Downtime', cites: ['interviews'] },
  ],
})

const entry: Entry = {
  ...OLLIE,
  id: 'e',
  kind: 'persona',
  slug: 'ollie',
  formerNames: [],
  names: [],
  version: 3,
  since: Temporal.Instant.from('2026-11-01T00:00:00Z'),
}

const applied = (content: Content, changes: Change[]): Content => {
  const result = applyChanges('persona', content, changes)
  if (!('applied' in result)) throw new Error(JSON.stringify(result))
  return result.applied
}

const [f1, f2] = OLLIE.body.fears

describe('a diff', () => {
  test('names what was added, changed and removed, claim by claim', () => {
    const after = contentOf({
      goals: [{ id: 'g1', text: 'Publish alone', cites: ['interviews'] }],
      fears: [{ id: 'f2', text: 'Downtime', cites: ['interviews'], audience: 'internal' }],
      say: [{ id: 's1', text: 'Start small' }],
    })
    expect(diffClaims(OLLIE.body, after.body).map(({ type, field }) => `${type} ${field}`)).toEqual([
      'changed goals',
      'removed fears',
      'added say',
    ])
  })

  const text = fc.string({ minLength: 1, maxLength: 5 }).filter((each) => each.trim() === each && each !== '')
  const claims = fc.uniqueArray(
    fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), text, cites: fc.subarray(['x', 'y']) }),
    { selector: ({ id }) => id },
  )

  test('applied to what it was made from gives what it was made to', () => {
    fc.assert(
      fc.property(claims, claims, (before, after) => {
        const [from, to] = [contentOf({ fears: before }), contentOf({ fears: after })]
        const moved = applied(from, diffClaims(from.body, to.body))
        expect(diffClaims(moved.body, to.body)).toEqual([])
        expect(canonicalJson({ ...moved, body: null })).toBe(canonicalJson({ ...from, body: null }))
      }),
    )
  })
})

describe('a change', () => {
  const toF2: Change = {
    type: 'changed',
    field: 'fears',
    before: { ...f2 } as never,
    after: { ...f2, text: 'A day offline' } as never,
  }

  test('is moved to a newer version in which other claims changed', () => {
    const newer = contentOf({ fears: [{ id: 'f1', text: 'Long contracts' }, f2, { id: 'f3', text: 'Fees' }] })
    const { body } = applied(newer, [toF2]) as Content<'persona'>
    expect(body.fears.map(({ text }) => text)).toEqual(['Long contracts', 'A day offline', 'Fees'])
  })

  test('conflicts where its own claim says something else by now, and says what', () => {
    const newer = contentOf({ fears: [f1, { ...f2, text: 'Data loss' }] })
    expect(applyChanges('persona', newer, [toF2])).toMatchObject({
      conflicting: [{ now: { text: 'Data loss' } }],
    })
    expect(applyChanges('persona', contentOf({}), [toF2])).toMatchObject({
      conflicting: [{ now: undefined }],
    })
  })

  test('is refused where the kind does not allow the outcome', () => {
    const change: Change = { type: 'added', field: 'nonsense', after: { id: 'n1', text: 'x', cites: [] } }
    expect(applyChanges('persona', OLLIE, [change])).toHaveProperty('invalid')
  })
})

describe('a draft', () => {
  const newId = () => 'p-1'
  const seen = f1 && seenOf(f1)

  test('keeps what the form does not ask for', () => {
    const goal = OLLIE.body.goals[0]
    const drafted = draftChange(
      entry,
      { claim: 'g1' },
      { said: { text: 'Alone' }, cites: [] },
      goal && seenOf(goal),
      newId,
    )
    expect(drafted).toMatchObject({
      change: { after: { id: 'g1', type: 'functional', text: 'Alone', cites: [] } },
    })
  })

  test('tells that the claim changed since it was looked at', () => {
    expect(draftChange(entry, { claim: 'f1' }, { said: { text: 'x' }, cites: [] }, 'another', newId)).toEqual(
      {
        moved: f1,
      },
    )
    expect(draftChange(entry, { claim: 'zz' }, { said: { text: 'x' }, cites: [] }, seen, newId)).toEqual({
      moved: undefined,
    })
  })

  test('is none where nothing would be different', () => {
    expect(
      draftChange(entry, { claim: 'f1' }, { said: { text: 'Contracts' }, cites: [] }, seen, newId),
    ).toEqual({
      same: true,
    })
  })

  test('adds to a field under a new id, and takes out', () => {
    const added = draftChange(
      entry,
      { field: 'say' },
      { said: { text: 'Hello' }, cites: [] },
      undefined,
      newId,
    )
    expect(added).toMatchObject({
      change: { type: 'added', field: 'say', after: { id: 'p-1', text: 'Hello' } },
    })
    expect(draftChange(entry, { claim: 'f1' }, 'remove', seen, newId)).toMatchObject({
      change: { type: 'removed' },
    })
  })
})

test('what can be left out and is taken back is taken out', () => {
  const pains = contentOf({ pains: [{ id: 'p1', text: 'Waiting', severity: 4, theme: 'calm' }] })
  const [pain] = pains.body.pains
  const said = { text: 'Waiting', severity: 4, theme: undefined }
  const drafted = draftChange(
    { ...entry, ...pains },
    { claim: 'p1' },
    { said, cites: [] },
    pain && seenOf(pain),
    () => '',
  )
  expect(drafted).toHaveProperty('change.after')
  expect(drafted).not.toHaveProperty('change.after.theme')
})

test.each([
  ['2026-11-20T09:00:00Z', '2026-11-27T17:00:00Z', 'a Friday'],
  ['2026-11-21T09:00:00Z', '2026-11-27T17:00:00Z', 'a Saturday'],
  ['2026-10-22T22:30:00Z', '2026-10-30T17:00:00Z', 'Friday night in Berlin, over the end of summer time'],
])('five business days after %s it is %s (%s)', (now, deadline) => {
  expect(deadlineAfter(Temporal.Instant.from(now), 'Europe/Berlin', 5).toString()).toBe(deadline)
})

test.each([
  ['2026-11-27T17:00:00Z', '2026-11-26T08:00:00Z', 'a Friday'],
  ['2026-11-23T17:00:00Z', '2026-11-20T08:00:00Z', 'a Monday: the Friday before'],
])(
  'whoever has not voted is reminded from the morning of the business day before %s: %s (%s)',
  (deadline, from) => {
    expect(remindFrom(Temporal.Instant.from(deadline), 'Europe/Berlin').toString()).toBe(from)
  },
)
