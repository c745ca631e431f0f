import { expect, test } from 'vitest'
import { plainText } from '#bot/slack/plain-text.ts'
import { historyCard, versionDiff } from '#bot/views/history.ts'
import { type KeptVersion, stepsOf } from '#src/history/history.ts'
import { askingOf, DEMO, libraryOf } from '#test/support/library.ts'

const library = await libraryOf(DEMO)
const reading = askingOf(library)
const carla = library.entries.get('persona/carla-operations-lead')
if (!carla) throw new Error('The demo company has Carla.')
const entry = { ...carla, version: 9 }

const claim = (id: string, text: string, more: object = {}) => ({ id, text, cites: ['talks'], ...more })
const version = (number: number, body: object, frame: object = {}): KeptVersion => ({
  version: number,
  content: {
    title: 'Carla',
    status: 'active',
    deputies: [],
    verifyEvery: 'P180D',
    ...frame,
    body: body as never,
  },
  at: Temporal.Instant.from('2026-11-20T09:00:00Z'),
  author: undefined,
  reason: 'import',
  proposal: undefined,
})

test('what is no claim is told by its value before and after', () => {
  const [step] = stepsOf('persona', [
    version(
      2,
      { kind: 'primary', aliases: ['A', 'B'], fears: [], deputies: [] },
      { status: 'active', owner: 'mina' },
    ),
    version(1, { kind: 'primary', aliases: ['A'] }, { status: 'hypothesis' }),
  ])
  expect(
    step &&
      plainText([...versionDiff(entry, step, reading)])
        .split('\n')
        .slice(1),
  ).toEqual([
    'Status: hypothesis → active',
    '+ Owner: Mina Albrecht',
    'Aliases: A → A and B',
    '[Restore version 2]',
  ])
})

test('a long history is one screen of a phone, and says how much came before', () => {
  const fears = (round: number) =>
    Array.from({ length: 12 }, (_, index) =>
      claim(`f${index}`, `${round}: ${'Words that go on. '.repeat(9)}`),
    )
  const versions = Array.from({ length: 8 }, (_, index) => version(9 - index, { fears: fears(9 - index) }))
  const text = plainText(historyCard(entry, stepsOf('persona', versions), reading))
  expect(text.length).toBeLessThanOrEqual(1200)
  expect(text).toMatch(/^Carla · Operations Lead: 9 versions/)
  expect(text).toMatch(/… and \d+ more/)
  expect(text).toMatch(/… and \d before it$/)
})

test('a claim that was added, changed or removed is told by its words', () => {
  const [step] = stepsOf('persona', [
    version(2, { fears: [claim('f1', 'Noise', { audience: 'customer' }), claim('f3', 'Frost')] }),
    version(1, { fears: [claim('f1', 'Noise'), claim('f2', 'Heat')] }),
  ])
  expect(step && plainText(versionDiff(entry, step, reading))).toContain(
    'Fears\n− Noise (internal)\n+ Noise (customer-facing)\nFears\n− Heat\nFears\n+ Frost',
  )
})
