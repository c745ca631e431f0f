import { isFields } from '#bot/sandbox/fields.ts'

/** How many characters a reader would read in these blocks: every text and every markdown, wherever it is. */
export function blockCharacters(part: unknown): number {
  if (Array.isArray(part)) return part.reduce<number>((sum, each) => sum + blockCharacters(each), 0)
  if (!isFields(part)) return 0
  return Object.entries(part).reduce(
    (sum, [name, value]) =>
      sum + (name === 'text' && typeof value === 'string' ? value.length : blockCharacters(value)),
    0,
  )
}
