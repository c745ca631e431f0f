import { label } from '#bot/views/labels.ts'
import { shortName } from '#bot/views/names.ts'
import { PROFILE_PARTS, type ProfilePart, partsOf, profileView } from '#bot/views/persona-profile.ts'
import { whoseProfile } from '#bot/views/sentences.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { personaNamed, personaNamedAlmost } from '#src/personas/find-persona.ts'
import { personasInOrder } from '#src/personas/in-order.ts'
import type { Command, Found } from './command.ts'
import { afterPersona } from './next.ts'

const PART = new RegExp(`^(all|${PROFILE_PARTS.join('|')}) of\\s+`, 'i')

/** `/persona profile carla`: everything that is known, part by part; `profile all of carla`: at once. */
export const profile: Command = {
  name: 'profile',
  does: 'everything known',
  examples: ['profile carla'],
  verbs: ['profile'],
  run({ words }, { library }) {
    if (words === '') return { found: 'overview', blocks: whoseProfile(), next: ofWhom(library) }
    const [prefix = '', asked = ''] = PART.exec(words) ?? []
    const name = words.slice(prefix.length)
    const named = personaNamed(library, name) ?? personaNamedAlmost(library, name)
    if (named) return showProfile(named, asked.toLowerCase(), library)
    const next = [{ text: label.allPersonas, ask: 'list' }]
    return { found: 'nothing', question: `profile ${words}`.trim(), nearest: [], next }
  },
}

const ofWhom = (library: Library) =>
  personasInOrder(library)
    .slice(0, 5)
    .map(({ slug }) => ({ text: shortName(library, slug), ask: `profile ${slug}` }))

function showProfile(persona: Entry<'persona'>, asked: string, library: Library): Found {
  const { slug } = persona
  const parts = partsOf(persona)
  const whole = asked === 'all'
  const shown = parts.find((each) => each === asked) ?? (whole ? undefined : parts[0])
  const onward = parts
    .filter((each) => each !== shown)
    .map((each) => ({ text: LABELS[each], ask: `profile ${each} of ${slug}` }))
  const all = whole || parts.length === 0 ? [] : [{ text: label.allOfIt, ask: `profile all of ${slug}` }]
  const others = afterPersona(library, persona).filter(({ ask }) => !ask.startsWith('profile'))
  return {
    found: 'entry',
    shown: profileView.of({ slug, part: shown, whole }),
    entries: [persona],
    next: [...onward, ...all, ...others],
  }
}

const LABELS: Record<ProfilePart, string> = {
  wants: label.wants,
  decides: label.decides,
  says: label.says,
}
