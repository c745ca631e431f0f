/**
 * A mistake that the person in front of it can mend. Its message is one clear sentence, made to be read:
 * what, where, what was expected, how to mend it. Everything else that is thrown is ours.
 */
export class UserError extends Error {
  override readonly name = 'UserError'
}

/** Wrong usage of the command line: exit code 2, where a UserError is 1. */
export class UsageError extends UserError {}

/** Four letters and digits that are hard to confuse, shown to the person and logged beside the cause. */
export function newReference(random: () => number = Math.random): string {
  const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  return Array.from({ length: 4 }, () => letters[Math.floor(random() * letters.length)]).join('')
}

/** The cause of a failure in one line, for a log or an operator. */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const said = code === '' || error.message.includes(code) ? error.message : `${code}: ${error.message}`
  return said.replaceAll(/\s+/g, ' ').trim()
}
