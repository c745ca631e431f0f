import { readFileSync } from 'node:fs'

/**
 * Of each stem that belongs to another the one that stands for both: "bought" is "buy", and what is decided is a decision.
 * The list has a family a line, each word of which says the same of something.
 */
export function readFamilies(stem: (word: string) => string): Map<string, string> {
  const families = new Map<string, string>()
  const text = readFileSync(new URL('lists/families.txt', import.meta.url), 'utf8')
  for (const line of text.trim().split('\n')) {
    const stems = line.split(' ').map(stem)
    const [first = ''] = stems
    const head = stems.map((each) => families.get(each)).find((each) => each !== undefined) ?? first
    for (const each of stems) if (!families.has(each)) families.set(each, head)
  }
  return families
}
