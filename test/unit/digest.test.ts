import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { canonicalJson, digestOf, withoutDefaults } from '#src/knowledge/digest.ts'
import { asYaml } from '#src/knowledge/export-folder.ts'

test('the order of fields makes no difference to a digest, the order of a list does', () => {
  expect(digestOf({ a: 1, b: { c: 2, d: 3 } })).toBe(digestOf({ b: { d: 3, c: 2 }, a: 1 }))
  expect(digestOf({ a: [1, 2] })).not.toBe(digestOf({ a: [2, 1] }))
  expect(canonicalJson({ b: [{ d: 1, c: undefined }], a: null })).toBe('{"a":null,"b":[{"d":1}]}')
})

test('what a schema fills in by itself makes no difference to a digest', () => {
  const said = { title: 'Ada', goals: [{ id: 'g1', text: 't' }] }
  const filled = {
    ...said,
    pains: [],
    identity: {},
    goals: [{ id: 'g1', text: 't', cites: [], audience: 'internal' }],
  }
  expect(digestOf(filled)).toBe(digestOf(said))
  expect(digestOf({ ...said, goals: [{ id: 'g1', text: 't', audience: 'customer' }] })).not.toBe(
    digestOf(said),
  )
})

test('what says something is kept, however little it is', () => {
  const little = { zero: 0, no: false, nothing: null, empty: '', list: [0] }
  expect(withoutDefaults(little)).toEqual(little)
})

test('any text comes back from a file as it was', () => {
  const text = fc.string({ unit: 'binary', maxLength: 300 }).filter((some) => some.isWellFormed())
  fc.assert(
    fc.property(text, (some) => {
      expect(parse(asYaml({ some, list: [{ some }] }))).toEqual({ some, list: [{ some }] })
    }),
    { numRuns: 500 },
  )
})
