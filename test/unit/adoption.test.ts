import { describe, expect, test } from 'vitest'
import { plainText } from '#bot/slack/plain-text.ts'
import { adoptionView } from '#bot/views/adoption.ts'
import { type Adoption, adoptionOf, type Use } from '#src/adoption/adoption.ts'
import { MACHINERY } from '#src/knowledge/kinds.ts'
import { createLibrary, type Library } from '#src/knowledge/library.ts'
import type { KnownMember, TeamFunction } from '#src/members/member.ts'
import { DEMO, libraryOf, NOW } from '#test/support/library.ts'

const demo = await libraryOf(DEMO)

const TRAINED = { done: 4, of: 12 }

const use = (questions: number): Use => ({
  questions,
  briefs: { complete: 1, all: 3 },
  verdicts: { worked: 2, of: 5 },
})

/** The demo company's knowledge with other people: so many of each function. */
function companyOf(people: [TeamFunction | undefined, number][]): Library {
  const members = people.flatMap(([team, count]) =>
    Array.from({ length: count }, (_, index): [string, KnownMember] => {
      const handle = `${team ?? 'none'}-${index}`
      return [handle, { id: handle, handle, name: handle, function: team, roles: [] }]
    }),
  )
  return { ...demo, members: new Map(members) }
}

const ALL = new Map<TeamFunction | undefined, Use>([
  ['sales', use(41)],
  ['product', use(7)],
  ['executive', use(2)],
  [undefined, use(100)],
])

const of = (people: [TeamFunction | undefined, number][], used: string[] = []): Adoption =>
  adoptionOf(companyOf(people), { use: ALL, used: new Set(used) })

describe('nobody can be read out of it', () => {
  test('a function of three is counted, one of two says only whether it asked', () => {
    const { functions } = of([
      ['sales', 3],
      ['product', 2],
      ['support', 2],
    ])
    expect(functions).toMatchObject([
      { function: 'sales', use: { questions: 41 } },
      { function: 'product', active: true, use: undefined },
      { function: 'support', active: false, use: undefined },
    ])
  })

  test('the small ones are counted together, with people of no function, from three people on', () => {
    expect(
      of([
        ['sales', 3],
        ['product', 2],
      ]).others,
    ).toBe(undefined)
    const { others } = of([
      ['product', 2],
      ['executive', 1],
      [undefined, 1],
    ])
    expect(others).toMatchObject({ people: 4, use: { questions: 109, briefs: { complete: 3, all: 9 } } })
  })

  test('nothing that is shown lets a small function be worked out', () => {
    const library = companyOf([
      ['sales', 3],
      ['product', 1],
    ])
    const shown = plainText(
      adoptionView(adoptionOf(library, { use: ALL, used: new Set() }), TRAINED, library),
    )
    expect(shown).toContain('41 questions')
    expect(shown).toContain('Product: asked')
    expect(shown).not.toMatch(/\b(7|48|107|148) questions/)
  })

  test('who has left counts nowhere', () => {
    const library = companyOf([['sales', 3]])
    const gone = new Map([...library.members].map(([handle, member]) => [handle, { ...member, leftAt: NOW }]))
    expect(adoptionOf({ ...library, members: gone }, { use: ALL, used: new Set() }).functions).toEqual([])
  })
})

test('what nobody needed is named, the personas first', () => {
  const notAsked = new Set(['vocabulary', 'decision', ...MACHINERY])
  const all = [...demo.entries.keys()].filter((key) => !notAsked.has(key.split('/')[0] ?? ''))
  const used = all.filter((key) => key !== 'theme/networks' && key !== 'persona/finn-finance-lead')
  const { entries } = of([['sales', 3]], used)
  expect(entries).toMatchObject({ used: all.length - 2, of: all.length })
  expect(entries.unused.map(({ slug }) => slug)).toEqual(['finn-finance-lead', 'networks'])
})

test('it fits on a phone, and says when there is nothing to use', () => {
  const people: [TeamFunction, number][] = [
    ['sales', 12],
    ['product', 7],
    ['support', 30],
    ['marketing', 4],
    ['executive', 1],
  ]
  const library = companyOf(people)
  expect(plainText(adoptionView(of(people), TRAINED, library)).length).toBeLessThan(1200)
  const { library: empty } = createLibrary()
  expect(plainText(adoptionView(adoptionOf(empty, { use: ALL, used: new Set() }), TRAINED, empty))).toMatch(
    /^There are no personas/,
  )
})
