import type { Library } from '#src/knowledge/library.ts'
import { personaNamed } from '#src/personas/find-persona.ts'

/** "Carla 40", "Finn: 35 %", one a line; the first line that can't be read is given back. */
export function readWeights(
  text: string,
  library: Library,
): { weights: { persona: string; weight: number }[] } | { unread: string } {
  const weights: { persona: string; weight: number }[] = []
  for (const each of text.split('\n').map((part) => part.trim())) {
    if (each === '') continue
    const [, name = '', number = ''] = /^(.+?)[\s:=]+(\d+(?:[.,]\d+)?)\s*%?$/.exec(each) ?? []
    const persona = name === '' ? undefined : personaNamed(library, name)
    if (!persona) return { unread: each }
    weights.push({ persona: persona.slug, weight: Number(number.replace(',', '.')) })
  }
  return { weights }
}
