import { parseArgs } from 'node:util'
import type { Context } from '#src/context.ts'
import type { Env } from '#src/env.ts'
import { UsageError } from '#src/errors.ts'
import type { Asks } from '#src/members/deeds.ts'

/** What a command of the command line may use. The database is opened only by those that ask for it. */
type Terminal = {
  env: Env
  print(text: string): void
  /** Writes a part of a long result as it is, and waits until whoever reads it can take more. */
  write(text: string): Promise<void>
  /** Says something beside the result, on standard error. */
  remark(text: string): void
  open(): Promise<Context>
}

/** What was typed after a command's name: words, options with a value, and options without one. */
export type Typed = { words: string[]; options: Record<string, string | undefined>; flags: Set<string> }

/** A command of the command line: one file, and one line in the list. */
export type TerminalCommand = {
  name: string
  /** The right that it asks for before it changes anything. */
  asks: Asks
  /** What follows the name, as the usage shows it. */
  takes: string
  does: string
  /** How many words it takes, from and to. */
  words: [number, number]
  options?: string[]
  flags?: string[]
  run(typed: Typed, terminal: Terminal): Promise<void>
}

export const usageOf = ({ name, takes }: TerminalCommand): string =>
  `npm run -s dramatis -- ${name} ${takes}`.trim()

/** Reads what was typed after the name. Throws a UsageError that shows the right usage. */
export function readTyped(command: TerminalCommand, args: string[]): Typed {
  const wrong = (what: string) => new UsageError(`${what} Usage: ${usageOf(command)}`)
  const [least, most] = command.words
  const named = [
    ...(command.options ?? []).map((name) => [name, { type: 'string' }] as const),
    ...(command.flags ?? []).map((name) => [name, { type: 'boolean' }] as const),
  ]
  let parsed: { values: Record<string, unknown>; positionals: string[] }
  try {
    parsed = parseArgs({ args, options: Object.fromEntries(named), allowPositionals: true })
  } catch (error) {
    throw wrong(error instanceof Error ? `${error.message.split('. ')[0]}.` : 'That option is not known.')
  }
  if (parsed.positionals.length < least) throw wrong(`${command.name} needs more than that.`)
  if (parsed.positionals.length > most) throw wrong(`${command.name} takes fewer words than that.`)
  const values = Object.entries(parsed.values)
  return {
    words: parsed.positionals,
    options: Object.fromEntries(
      values.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
    ),
    flags: new Set(values.filter(([, value]) => value === true).map(([key]) => key)),
  }
}
