import { shortName } from '#bot/views/names.ts'
import { type Entry, isKind } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { Found, Next } from './command.ts'

/** What people ask next about a persona. */
export function afterPersona(library: Library, persona: Entry<'persona'>): Next[] {
  const name = shortName(library, persona.slug)
  return [
    { text: 'Objections', ask: `objection ${name}` },
    { text: 'Playbooks', ask: `playbook ${name}` },
    { text: 'All about', ask: `profile ${persona.slug}` },
  ]
}

/** Opens an entry's own view. */
export function openEntry(library: Library, entry: Entry): Found {
  const { kind, slug } = entry
  const next = isKind(entry, 'persona') ? afterPersona(library, entry) : []
  return { found: 'entry', shown: { view: kind, slug }, entries: [entry], next }
}
