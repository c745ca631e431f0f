import { expect, test } from 'vitest'
import { improvement } from '#src/triggers/improve.ts'
import type { AnsweredAlert } from '#src/triggers/precision.ts'

const answers = (persona: string | undefined, stage: string, useful: number, of: number): AnsweredAlert[] =>
  Array.from({ length: of }, (_, index) => ({ persona, stage, useful: index < useful }))

test('a trigger that some personas find useful is for those alone', () => {
  const all = [
    ...answers('carla', 'adoption', 4, 6),
    ...answers('finn', 'renewal', 0, 8),
    ...answers(undefined, 'adoption', 0, 6),
  ]
  expect(improvement(all)).toEqual({ to: 'narrow', field: 'personas', keep: ['carla'], useful: 4, of: 6 })
})

test('where stages tell useful ones apart better, it is for those', () => {
  const all = [
    ...answers('carla', 'renewal', 2, 3),
    ...answers('carla', 'adoption', 0, 4),
    ...answers('finn', 'renewal', 2, 3),
    ...answers('finn', 'adoption', 0, 10),
  ]
  expect(improvement(all)).toEqual({ to: 'narrow', field: 'stages', keep: ['renewal'], useful: 4, of: 6 })
})

test('one that nobody finds useful goes, and so does one of which too few answers speak for anybody', () => {
  expect(improvement(answers('carla', 'adoption', 0, 20))).toEqual({ to: 'retire' })
  const few = [...answers('carla', 'renewal', 2, 2), ...answers('finn', 'adoption', 0, 18)]
  expect(improvement(few)).toEqual({ to: 'retire' })
})
