import type { Stemmed, Stems } from './document.ts'
import { BELIEF, found, placesOf } from './found.ts'
import { most, type Wanted } from './wanted.ts'

/** What a word counts for by its place: a title is chosen with more care than the words of a sentence. */
const PLACES = { title: 2, name: 1.6, asked: 1.5, field: 1.25, text: 1 }
/** Words that follow each other in a question and stand further apart than this in a sentence mean something else. */
const NEAR = 6
const APART = 0.6
/** Of what is in all kinds of sentences, this share. */
const LIGHT_SAID = 0.3
/** What is said of the persona that was named comes before what is said of everybody. */
export const OWN = 1.15
/** All personas have fears and goals: a word for such a field tells this share, where nobody is named. */
const OF_ANYBODY = 0.7

/** Strengths of the concepts by how sure they are, and by what they count for; and of which persona it is said. */
export type Line = { sure: number[]; counted: number[]; about?: string | undefined }

type Passage = Stemmed['passages'][number]
export type PassageLine = ReturnType<typeof passageLine>

/** What a document says, without what it says of others than those that are named. */
export function passagesOf({ kind, passages }: Stemmed, wanted: Wanted[], about: string[]): PassageLine[] {
  const telling = about.length === 0 && (kind === 'persona' || kind === 'journey') ? OF_ANYBODY : 1
  return passages
    .filter((passage) => about.length === 0 || !passage.about || about.includes(passage.about))
    .map((passage) => passageLine(passage, wanted, about, telling))
}

/** A passage has a concept in its text, or is of the kind that it asks for. */
function passageLine(
  { id, about, field, text }: Passage,
  wanted: Wanted[],
  named: string[],
  telling: number,
) {
  const sought = found(field, wanted, BELIEF.field)
  const inField = telling === 1 ? sought : sought.map((strength) => strength * telling)
  const inText = together(text, wanted, said(text, wanted, BELIEF.text))
  const own = about !== undefined && named.includes(about) ? OWN : 1
  return {
    id,
    about,
    inField,
    sure: wanted.map((_, index) => Math.max(inField[index] ?? 0, inText[index] ?? 0)),
    counted: wanted.map(
      (_, index) => own * Math.max((inField[index] ?? 0) * PLACES.field, (inText[index] ?? 0) * PLACES.text),
    ),
    own: wanted.map((_, index) => (inText[index] ?? 0) + 2 * (inField[index] ?? 0)),
  }
}

/** What is in all kinds of questions is in all kinds of sentences, too, and says little there. */
export const said = (stems: Stems, wanted: Wanted[], belief: (typeof BELIEF)['name']): number[] =>
  found(stems, wanted, belief).map((strength, index) =>
    wanted[index]?.light ? strength * LIGHT_SAID : strength,
  )

/** "A free plan" is not said by "the plan … a free evening". */
function together(text: Stems, wanted: Wanted[], strengths: number[]): number[] {
  const apart = wanted.map((concept, index) => {
    const before = wanted[index - 1]
    if (!concept.next || !before || !strengths[index] || !strengths[index - 1]) return false
    const others = placesOf(text, before)
    return !placesOf(text, concept).some((at) => others.some((other) => Math.abs(at - other) <= NEAR))
  })
  return strengths.map((strength, index) => (apart[index] || apart[index + 1] ? strength * APART : strength))
}

/** A name that is said as a whole counts more than a name of which one word is. */
export function nameLine(name: Stems, wanted: Wanted[], asked: ReadonlySet<string>): Line {
  const sure = (isSaid(name, asked) ? found : said)(name, wanted, BELIEF.name)
  const place = 1 + (PLACES.name - 1) * shareSaid(name, wanted)
  return { sure, counted: sure.map((strength) => strength * place) }
}

/** What somebody asked in these words before: the more of it is asked again, the more it counts. */
export function askedLine(line: Stems, wanted: Wanted[]): Line {
  const sure = together(line, wanted, said(line, wanted, BELIEF.text))
  const place = 1 + (PLACES.asked - 1) * shareSaid(line, wanted)
  return { sure, counted: sure.map((strength) => strength * place) }
}

/** Whether a question has all of a name of several words, the small ones too. */
export const isSaid = ({ list }: Stems, asked: ReadonlySet<string>): boolean =>
  list.length > 1 && list.every((stem) => asked.has(stem))

/** The share of a name's words that carry a meaning which the question has. */
export function shareSaid(name: Stems, wanted: Wanted[]): number {
  if (name.content === 0) return 1
  const sought = soughtIn(wanted)
  const said = name.list.reduce((count, stem) => count + (sought.has(stem) ? 1 : 0), 0)
  return Math.min(1, said / name.content)
}

/** All stems by which anything of a question may be found. */
const sought = new WeakMap<Wanted[], ReadonlySet<string>>()

function soughtIn(wanted: Wanted[]): ReadonlySet<string> {
  const before = sought.get(wanted)
  if (before) return before
  const all = new Set(wanted.flatMap(({ stems }) => [...stems]))
  sought.set(wanted, all)
  return all
}

/** How well a document as a whole has each concept: as far as it is called or described so. */
export function frameOf({ title, names, context }: Stemmed, wanted: Wanted[]): Line {
  const inTitle = said(title, wanted, BELIEF.name)
  const inNames = most(
    wanted,
    names.map((name) => said(name, wanted, BELIEF.name)),
  )
  const inContext = said(context, wanted, BELIEF.text)
  const place = 1 + (PLACES.title - 1) * shareSaid(title, wanted)
  return {
    sure: most(wanted, [inTitle, inNames, inContext]),
    counted: most(wanted, [inTitle.map((strength) => strength * place), inNames, inContext]),
  }
}
