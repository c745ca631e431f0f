import { label } from '#bot/views/labels.ts'
import { shortName } from '#bot/views/names.ts'
import { personaView } from '#bot/views/persona.ts'
import { type Entry, isKind } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { formerNameIn } from '#src/personas/former-name.ts'
import type { Found, Next } from './command.ts'

/** What people ask next about a persona. */
export function afterPersona(library: Library, persona: Entry<'persona'>): Next[] {
  const name = shortName(library, persona.slug)
  const { successor } = persona.body
  if (persona.status === 'retired')
    return successor === undefined
      ? []
      : [{ text: label.successor(shortName(library, successor)), ask: successor }]
  const objected = entriesOf(library, 'objection').some(({ body }) => isAbout(body.causes, persona))
  const played = entriesOf(library, 'playbook').some(
    ({ body: { personas } }) => personas.length === 0 || personas.includes(persona.slug),
  )
  return [
    ...(objected ? [{ text: label.objections, ask: `objection ${name}` }] : []),
    ...(played ? [{ text: label.playbooks, ask: `playbook ${name}` }] : []),
    { text: label.allAbout, ask: `profile ${persona.slug}` },
  ]
}

const isAbout = (claims: { persona: string }[], { slug }: Entry<'persona'>): boolean =>
  claims.some(({ persona }) => persona === slug)

/** Opens an entry's own view. `words`: what somebody called it. */
export function openEntry(library: Library, entry: Entry, words = ''): Found {
  const { kind, slug } = entry
  if (isKind(entry, 'persona')) return openPersona(library, entry, words)
  return { found: 'entry', shown: { view: kind, slug }, entries: [entry], next: [] }
}

function openPersona(library: Library, persona: Entry<'persona'>, words: string): Found {
  const shown = personaView.of({ slug: persona.slug, formerly: formerNameIn(persona, words) })
  return { found: 'entry', shown, entries: [persona], next: afterPersona(library, persona) }
}
