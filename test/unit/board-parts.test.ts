import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyChanges } from '#src/board/apply.ts'
import { type Change, change, heldBy } from '#src/board/change.ts'
import { diffContent } from '#src/board/diff.ts'
import { changedEntry, isWordingOnly, newEntry } from '#src/board/parts.ts'
import { onToday } from '#src/board/rebase.ts'
import { saidIn, sameValue } from '#src/board/said.ts'
import { digestOf } from '#src/knowledge/digest.ts'
import type { Content } from '#src/knowledge/entry.ts'
import { KINDS } from '#src/knowledge/kinds.ts'

const text = fc
  .string({ minLength: 1, maxLength: 5, unit: fc.constantFrom('a', 'B', ' ', '*', '<', '&', '日', '🙂') })
  .filter((each) => each.trim() === each)
const claims = (...ids: string[]) =>
  fc
    .uniqueArray(fc.record({ id: fc.constantFrom(...ids), text, cites: fc.subarray(['x', 'y']) }), {
      selector: ({ id }) => id,
    })
    .chain((list) => fc.shuffledSubarray(list, { minLength: list.length }))
const ID_POOL = ['a', 'b', 'c', 'd', 'e']
/** Ids are unique in an entry, so that each goes to one of the two lists. */
const twoLists = claims(...ID_POOL).chain((all) =>
  fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }).map((sides) => ({
    steps: all.filter((_, index) => sides[index]),
    say: all.filter((_, index) => !sides[index]),
  })),
)

const content = fc
  .record({
    title: text,
    status: fc.constantFrom('draft' as const, 'active' as const, 'retired' as const),
    owner: fc.option(fc.constantFrom('mina', 'jonas'), { nil: undefined }),
    deputies: fc.subarray(['ada', 'lea']),
    verifyEvery: fc.constantFrom('P180D', 'P30D'),
    lists: twoLists,
    when: text,
    goal: fc.option(text, { nil: undefined }),
    type: fc.option(fc.constantFrom('play', 'checklist'), { nil: undefined }),
    aliases: fc.uniqueArray(text, { maxLength: 2 }),
  })
  .map(
    ({ title, status, owner, deputies, verifyEvery, lists, ...said }): Content<'playbook'> => ({
      ...{ title, status, owner, deputies, verifyEvery },
      body: KINDS.playbook.read({ function: 'sales', ...said, ...lists }).body,
    }),
  )

const ENTRY = {
  ...{ id: 'e', kind: 'playbook' as const, slug: 'p', names: [], formerNames: [], version: 2 },
  since: Temporal.Instant.from('2026-11-01T00:00:00Z'),
}

/** As the database keeps it. */
const kept = (changes: Change[]): Change[] => change.array().parse(JSON.parse(JSON.stringify(changes)))

const applied = (before: Content | undefined, changes: Change[]): Content => {
  const result = applyChanges('playbook', before, kept(changes))
  if (!('applied' in result)) throw new Error(JSON.stringify(result))
  return result.applied
}

describe('a difference', () => {
  test('put onto what it was made of gives exactly what it was made for', () => {
    fc.assert(
      fc.property(content, content, (before, after) => {
        expect(digestOf(applied(before, diffContent('playbook', before, after)))).toBe(digestOf(after))
      }),
    )
  })

  test('of nothing makes the whole entry', () => {
    fc.assert(
      fc.property(content, (after) => {
        const part = newEntry({ kind: 'playbook', slug: 'p', content: after })
        expect(part.baseVersion).toBe(0)
        expect(digestOf(applied(undefined, part.changes))).toBe(digestOf(after))
      }),
    )
  })

  test('is empty only where nothing differs', () => {
    fc.assert(
      fc.property(content, content, (before, after) => {
        expect(diffContent('playbook', before, after).length === 0).toBe(digestOf(before) === digestOf(after))
      }),
    )
  })
})

describe('two proposals made of the same version', () => {
  const overlaps = (one: Change[], two: Change[]) => {
    const held = new Set(one.map(heldBy))
    return two.some((each) => held.has(heldBy(each)))
  }
  const touchesOrder = (changes: Change[]) => changes.some(({ type }) => type === 'moved')

  test('give the same in either order, unless they touch the same claim or field, and then the later conflicts', () => {
    fc.assert(
      fc.property(content, content, content, (base, one, two) => {
        const [first, second] = [diffContent('playbook', base, one), diffContent('playbook', base, two)]
        if (touchesOrder(first) || touchesOrder(second)) return
        const after = applyChanges('playbook', applied(base, first), second)
        if (!overlaps(first, second)) {
          if (!('applied' in after)) throw new Error(JSON.stringify(after))
          const other = applied(applied(base, second), first)
          expect(
            new Set(diffContent('playbook', other, after.applied).map(({ type }) => type)),
          ).not.toContain('changed')
          expect(sets(other)).toEqual(sets(after.applied))
        } else {
          expect(after).toHaveProperty('conflicting')
        }
      }),
    )
  })

  /** A content without the order of its claims, which both orders of approval may leave differently. */
  const sets = ({ body, ...frame }: Content) => {
    const { steps, say, ...rest } = body as Content<'playbook'>['body']
    const sorted = (list: { id: string }[]) => list.toSorted((a, b) => a.id.localeCompare(b.id))
    return digestOf({ ...frame, ...rest, steps: sorted(steps), say: sorted(say) })
  }
})

const playbook = (more: object, title = 'Rescue'): Content<'playbook'> => ({
  ...{ title, status: 'active', owner: 'mina', deputies: [], verifyEvery: 'P180D' },
  body: KINDS.playbook.read({ function: 'sales', when: 'It burns', ...more }).body,
})
const steps = (...ids: string[]) => ({ steps: ids.map((id) => ({ id, text: `Do ${id}` })) })

test('what was overtaken can always be proposed on what its entry says today, with the same outcome', () => {
  fc.assert(
    fc.property(content, content, content, (base, wanted, today) => {
      const now = { ...ENTRY, ...today }
      const part = changedEntry({ ...ENTRY, ...base }, wanted)
      const again = onToday(part, now)
      if (!again) return
      expect(again.baseVersion).toBe(ENTRY.version)
      const result = applied(today, again.changes)
      for (const each of part.changes)
        if (each.type === 'set') expect(sameValue(saidIn(result)[each.field], each.after)).toBe(true)
      expect(
        onToday(
          { ...again, changes: again.changes.filter(({ type }) => type !== 'moved') },
          { ...now, ...result },
        ),
      ).toBeUndefined()
    }),
  )
})

describe('an order', () => {
  const reversed = diffContent('playbook', playbook(steps('a', 'b', 'c')), playbook(steps('c', 'b', 'a')))

  test('is one change, which keeps what came meanwhile behind what it stood behind', () => {
    expect(reversed).toEqual([
      { type: 'moved', field: 'steps', before: ['a', 'b', 'c'], after: ['c', 'b', 'a'] },
    ])
    const { body } = applied(playbook(steps('a', 'x', 'b', 'c')), reversed) as Content<'playbook'>
    expect(body.steps.map(({ id }) => id)).toEqual(['c', 'b', 'a', 'x'])
  })

  test('conflicts with another order', () => {
    expect(applyChanges('playbook', playbook(steps('b', 'a', 'c')), reversed)).toMatchObject({
      conflicting: [{ now: ['b', 'a', 'c'] }],
    })
  })
})

test('a statement may go to another section', () => {
  const from = playbook(steps('a'))
  const to = playbook({ say: [{ id: 'a', text: 'Do a' }] })
  const changes = diffContent('playbook', from, to)
  expect(changes.map(({ type }) => type)).toEqual(['removed', 'added'])
  expect(digestOf(applied(from, changes))).toBe(digestOf(to))
})

test.each([
  [{ type: 'set', field: 'status', before: 'active', after: 'gone' }, 'one of draft', 'status'],
  [
    { type: 'set', field: 'verifyEvery', before: 'P180D', after: 'soon' },
    'an ISO 8601 duration',
    'verifyEvery',
  ],
  [{ type: 'set', field: 'when', before: 'It burns' }, 'text', 'when'],
  [{ type: 'set', field: 'colour', after: 'red' }, 'one of title, status', ''],
] as [Change, string, string][])('%j is refused with what was expected', (each, expected, path) => {
  const outcome = applyChanges('playbook', playbook({}), [each])
  expect(outcome).toEqual({ invalid: expect.stringContaining(expected), path })
})

describe('only words change', () => {
  const entry = { ...ENTRY, ...playbook(steps('a')) }
  test.each([
    ['other words', playbook({ steps: [{ id: 'a', text: 'Do it' }] }), true],
    ['another audience', playbook({ steps: [{ id: 'a', text: 'Do it', audience: 'customer' }] }), false],
    ['a source', playbook({ steps: [{ id: 'a', text: 'Do a', cites: ['x'] }] }), false],
    ['another title', playbook(steps('a'), 'Help'), false],
    ['a second step', playbook(steps('a', 'b')), false],
  ])('with %s: %s', (_what, after, only) => {
    expect(isWordingOnly([changedEntry(entry, after)])).toBe(only)
  })

  test('never where an entry is new', () => {
    expect(isWordingOnly([newEntry({ kind: 'playbook', slug: 'p', content: playbook({}) })])).toBe(false)
  })
})
