import { type Entry, isKind } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { closest } from '#src/search/closest.ts'
import { stemsOf } from '#src/search/words.ts'

/** The persona that goes by this name, alias or slug; a misspelling of a name counts where nothing else fits. */
export function personaNamed(library: Library, name: string): Entry<'persona'> | undefined {
  const personas = [...library.entries.values()]
    .filter((entry) => isKind(entry, 'persona'))
    .filter(({ status }) => status !== 'draft')
  const byName = new Map(personas.flatMap((persona) => callsOf(persona).map((call) => [call, persona])))
  const wanted = name.trim().toLowerCase()
  return byName.get(wanted) ?? byName.get(closest(wanted, byName.keys()) ?? '')
}

/** How people call a persona: its slug, its names, and the first part of "Carla · Operations Lead". */
function callsOf(persona: Entry<'persona'>): string[] {
  const parts = persona.title.split(/[·—–|,]/).map((part) => part.trim())
  const [first = ''] = parts
  return [persona.slug, ...persona.names, ...parts, ...(first.includes(' ') ? [] : [first])]
    .map((call) => call.toLowerCase())
    .filter(Boolean)
}

/** The personas that a text names, exactly, and the text's words without their names. */
export function personasIn(library: Library, text: string): { personas: Entry<'persona'>[]; rest: string } {
  const padded = ` ${stemsOf(text).join(' ')} `
  const found = entriesOf(library, 'persona').flatMap((persona) => {
    const call = callsOf(persona).find((each) => padded.includes(` ${stemsOf(each).join(' ')} `))
    return call ? [{ persona, call }] : []
  })
  const rest = found.reduce(
    (left, { call }) => left.replaceAll(new RegExp(escapeRegExp(call), 'giu'), ' '),
    text,
  )
  return { personas: found.map(({ persona }) => persona), rest: rest.trim() }
}

const escapeRegExp = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
