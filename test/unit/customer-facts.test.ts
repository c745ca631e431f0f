import { expect, test } from 'vitest'
import { commandForFacts } from '#bot/commands/customer-facts.ts'

test.each([
  ['who is', 'who'],
  ['who’s that?', 'who'],
  ['who decides at', 'prep'],
  ['how much does pay us?', 'prep'],
  ['what is the ARR of', 'prep'],
  ['when does renew?', 'prep'],
  ['when did we last talk to', 'prep'],
  ['is unhappy?', 'prep'],
  ['is going to leave?', 'predict'],
  ['how do I answer on price?', undefined],
  ['says the price is too high, will they leave?', undefined],
  ['what does fear at renewal', undefined],
  ['what keeps up at night', undefined],
])('“%s” is asked of %s', (question, command) => {
  expect(commandForFacts(question)).toBe(command)
})
