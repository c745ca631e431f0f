import type { Entry } from '#src/knowledge/entry.ts'
import { nameKey, partsOf } from './persona-names.ts'

/** The former name by which a text calls a persona; undefined where it says one of today's. */
export function formerNameIn(persona: Entry<'persona'>, text: string): string | undefined {
  const said = ` ${nameKey(text)} `
  const isSaid = (name: string) => nameKey(name) !== '' && said.includes(` ${nameKey(name)} `)
  const withParts = (names: string[]) => names.flatMap((name) => [name, ...partsOf(name)])
  if ([persona.slug, ...withParts(persona.names)].some(isSaid)) return undefined
  return withParts(persona.formerNames).find(isSaid)
}
