import { label } from '#bot/views/labels.ts'
import { shortName } from '#bot/views/names.ts'
import { nothingOfKind } from '#bot/views/sentences.ts'
import { themesAbout, themesView } from '#bot/views/themes.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { mappedPains } from '#src/themes/mapped-pains.ts'
import type { Command, Found, Next } from './command.ts'
import { entriesNamed } from './named.ts'

/** `/persona themes carla`: what the company wants to achieve, and whose pains it takes away. */
export const themes: Command = {
  name: 'themes',
  does: 'aims, and the pains behind them',
  examples: ['themes', 'themes carla'],
  verbs: ['themes', 'theme'],
  run(asked, { library }) {
    const [persona] = asked.personas
    const all = entriesOf(library, 'theme')
    if (all.length === 0) return { found: 'overview', blocks: nothingOfKind('strategic themes'), next: [] }
    if (asked.name === '') return answerThemes(undefined, persona, library)
    const [named] = entriesNamed(library, 'theme', asked)
    if (named) return answerThemes(named, persona, library)
    const nearest = all.slice(0, 3)
    return { found: 'nothing', question: `the theme ${asked.words}`, nearest, next: opening(nearest) }
  },
}

/** One theme or all, with the pains of one persona or of all. */
export function answerThemes(
  theme: Entry<'theme'> | undefined,
  persona: Entry<'persona'> | undefined,
  library: Library,
): Found {
  const about = { theme: theme?.slug, persona: persona?.slug }
  const { themes: found = [], pains = [] } = themesAbout(about, library) ?? {}
  const [first, ...others] = [...found, ...new Set(pains.map((pain) => pain.persona))]
  if (!first) return { found: 'overview', blocks: nothingOfKind('strategic themes'), next: [] }
  const next =
    theme || persona
      ? [{ text: label.allThemes, ask: 'themes' }]
      : [...opening(found.slice(0, 1)), ...ofWhom(library)]
  return { found: 'entry', shown: themesView.of(about), entries: [first, ...others], next }
}

const opening = (all: Entry<'theme'>[]): Next[] =>
  all.map(({ title }) => ({ text: title, ask: `theme ${title}` }))

/** Those who suffer most. */
const ofWhom = (library: Library): Next[] =>
  [...new Set(mappedPains(library, undefined).map(({ persona }) => persona.slug))].slice(0, 3).map((slug) => {
    const who = shortName(library, slug)
    return { text: label.painsOf(who), ask: `themes ${who}` }
  })
