import { discoverView, fittingClaims } from '#bot/views/discover.ts'
import { label } from '#bot/views/labels.ts'
import { shortName } from '#bot/views/names.ts'
import { nothingOfKind } from '#bot/views/sentences.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, findEntry, type Library } from '#src/knowledge/library.ts'
import type { Stage } from '#src/lifecycle/stage.ts'
import type { TeamFunction } from '#src/members/member.ts'
import type { Asked } from './asked.ts'
import type { Asking, Command, Found, Next } from './command.ts'
import { entriesNamed } from './named.ts'
import { openEntry } from './next.ts'

/** `/persona discover carla`: what to ask, word for word, and by what to know whom one has before oneself. */
export const discover: Command = {
  name: 'discover',
  does: 'what to ask',
  examples: ['discover carla', 'discover finn purchase', 'discover'],
  verbs: ['discover', 'discovery', 'ask-questions', 'qualify', 'qualifying'],
  run(asked, asking) {
    const { words, personas, stage, team, name } = asked
    const subject = name.replaceAll(/\bquestions?\b|\bto ask\b/gi, ' ').trim()
    const [guide] =
      personas.length === 0 && subject !== ''
        ? entriesNamed(asking.library, 'discovery', { words: name, rest: subject })
        : []
    if (guide) return openEntry(asking.library, guide)
    const found = whatToAsk({ about: personas[0], stage, team, whole: /^all of\b/i.test(words) }, asking)
    if (found) return found
    return words === ''
      ? { found: 'overview', blocks: nothingOfKind('questions to ask'), next: [] }
      : nothing(asked, asking.library)
  },
}

/** For whom, where, and who asks: their own function, if no other is named. */
type Wanted = {
  about: Entry<'persona'> | undefined
  stage: Stage | undefined
  team?: TeamFunction | undefined
  whole?: boolean
}

/** The questions for somebody out of every guide that has some; undefined where none has. */
function whatToAsk(wanted: Wanted, { library, asker }: Asking): Found | undefined {
  const { stage, team = asker.member?.function, whole = false } = wanted
  const about = { persona: wanted.about?.slug, stage }
  const guides = preferred(entriesOf(library, 'discovery'), team, about.persona)
  const [first, ...others] = guides.filter((guide) => fittingClaims(guide, about).length > 0)
  if (!first) return undefined
  const entries: [Entry<'discovery'>, ...Entry<'discovery'>[]] = [first, ...others]
  const shown = discoverView.of({ slugs: entries.map(({ slug }) => slug), ...about, whole })
  return { found: 'entry', shown, entries, next: onward(wanted, library) }
}

/**
 * From the guide that fits a question best: with all that there is to ask whom the question or the guide is about; alone
 * where other guides would come before it.
 */
export function answerGuide(
  guide: Entry<'discovery'>,
  { about, stage }: Pick<Wanted, 'about' | 'stage'>,
  asking: Asking,
): Found {
  const found = whatToAsk({ about: about ?? whomItAsks(guide, asking.library), stage }, asking)
  const isItsOwn = found?.found === 'entry' && found.entries[0].id === guide.id
  return found && (about || isItsOwn) ? found : openEntry(asking.library, guide)
}

/** The one persona whom all of a guide's questions are for. */
function whomItAsks({ body }: Entry<'discovery'>, library: Library): Entry<'persona'> | undefined {
  const [slug, ...others] = new Set(body.questions.map(({ persona }) => persona))
  return slug !== undefined && others.length === 0 ? findEntry(library, 'persona', slug) : undefined
}

/** The guide that asks the persona most first, if there is one; then those of the function, of everybody, and of others. */
function preferred(
  guides: Entry<'discovery'>[],
  team: TeamFunction | undefined,
  about: string | undefined,
): Entry<'discovery'>[] {
  const own = ({ body }: Entry<'discovery'>) =>
    body.questions.filter(({ persona }) => persona === about).length
  const order = ({ body }: Entry<'discovery'>) => (body.function === team ? 0 : body.function ? 2 : 1)
  const first = (a: Entry<'discovery'>, b: Entry<'discovery'>) =>
    about ? own(b) - own(a) : order(a) - order(b)
  return guides.toSorted((a, b) => first(a, b) || order(a) - order(b) || own(b) - own(a))
}

function onward({ about, stage, whole }: Wanted, library: Library): Next[] {
  const name = about && shortName(library, about.slug)
  const all = whole
    ? []
    : [{ text: label.allOfIt, ask: ['discover all of', name, stage].filter(Boolean).join(' ') }]
  if (name) return [...all, { text: label.objections, ask: `objection ${name}` }]
  return [
    ...personasAsked(library).map((each) => ({ text: label.forWhom(each), ask: `discover ${each}` })),
    ...all,
  ]
}

/** The personas for whom there are questions of their own. */
function personasAsked(library: Library): string[] {
  const all = entriesOf(library, 'discovery').flatMap(({ body }) => body.questions)
  const slugs = new Set(all.flatMap(({ persona }) => persona ?? []))
  return [...slugs].slice(0, 4).map((slug) => shortName(library, slug))
}

function nothing({ words, personas: [about] }: Asked, library: Library): Found {
  const next = about ? [{ text: shortName(library, about.slug), ask: about.slug }] : []
  return { found: 'nothing', question: `what to ask ${words}`.trim(), nearest: about ? [about] : [], next }
}
