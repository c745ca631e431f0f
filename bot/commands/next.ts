import { shortName } from '#bot/views/names.ts'
import { personaView } from '#bot/views/persona.ts'
import { type Entry, isKind } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { formerNameIn } from '#src/personas/former-name.ts'
import type { Found, Next } from './command.ts'

/** What people ask next about a persona. */
export function afterPersona(library: Library, persona: Entry<'persona'>): Next[] {
  const name = shortName(library, persona.slug)
  const { successor } = persona.body
  if (persona.status === 'retired')
    return successor === undefined ? [] : [{ text: `Open ${shortName(library, successor)}`, ask: successor }]
  return [
    { text: 'Objections', ask: `objection ${name}` },
    { text: 'Playbooks', ask: `playbook ${name}` },
    { text: 'All about', ask: `profile ${persona.slug}` },
  ]
}

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
