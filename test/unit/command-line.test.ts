import { expect, test } from 'vitest'
import { readTyped, type TerminalCommand } from '#src/cli/command.ts'
import { COMMANDS } from '#src/cli/index.ts'
import { UsageError } from '#src/errors.ts'

const command: TerminalCommand = {
  name: 'import',
  asks: 'import',
  takes: 'DIR [--direct] [--as HANDLE]',
  does: 'imports',
  words: [1, 2],
  options: ['as'],
  flags: ['direct'],
  run: () => Promise.resolve(),
}

test('words, options and flags are told apart, in any order', () => {
  const typed = { words: ['dir'], options: { as: 'mina' }, flags: new Set(['direct']) }
  expect(readTyped(command, ['dir', '--direct', '--as', 'mina'])).toEqual(typed)
  expect(readTyped(command, ['--as=mina', '--direct', 'dir'])).toEqual(typed)
  expect(readTyped(command, ['--', '--direct'])).toEqual({
    words: ['--direct'],
    options: {},
    flags: new Set(),
  })
})

test.each([
  [[], 'import needs more than that.'],
  [['a', 'b', 'c'], 'import takes fewer words than that.'],
  [['a', '--force'], "Unknown option '--force'."],
  [['a', '--as'], "Option '--as <value>' argument missing."],
  [['a', '--direct=yes'], "Option '--direct' does not take an argument."],
])('%j is refused with the usage', (args, sentence) => {
  expect(() => readTyped(command, args)).toThrow(UsageError)
  expect(() => readTyped(command, args)).toThrow(
    `${sentence} Usage: npm run -s dramatis -- import DIR [--direct] [--as HANDLE]`,
  )
})

test('every command has a name of its own and says what it does', () => {
  const names = COMMANDS.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(COMMANDS.filter(({ does }) => does === '')).toEqual([])
})
