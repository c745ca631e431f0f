import { shortName } from '#bot/views/names.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { retiredNamed } from '#src/knowledge/retired.ts'
import { stageTold } from '#src/lifecycle/stage.ts'
import { personaNamed, personaNamedAlmost } from '#src/personas/find-persona.ts'
import { isStopWord, wordsOf } from '#src/search/words.ts'
import { answerFrom } from './answer-from.ts'
import { certainty } from './answerable.ts'
import { type Asked, readAsked } from './asked.ts'
import { answerAtStage } from './at-stage.ts'
import { candidatesFor } from './candidates.ts'
import type { Asking, Command, Found, Next } from './command.ts'
import { comparePersonas } from './compare.ts'
import { asksWhomToTurnAway, turnAway } from './negative.ts'
import { openEntry } from './next.ts'
import { persona as personaCommand } from './persona.ts'

/** What may answer a question beside the first is considered up to here. */
const CONSIDERED = 7
/** What is nearly as likely as the answer may have been meant, by the logarithm of their odds: so many are a button away. */
const ALIKE = 1
const OFFERED = 2
/** Of buttons to go on with an answer has no more. */
const BUTTONS = 4
/** Up to here a persona's name that is mistyped is the better guess. */
const SURE = 0.8

/** "What is the difference between Carla and Finn?" */
const COMPARING = /\b(?:differ\w*|compar\w*|versus|vs|unlike|common|both)\b/i

/** Any other words: a persona's name, or a question answered from the knowledge base with its sources. */
export const question: Command = {
  name: 'question',
  does: 'or any other question',
  examples: ['what is carla afraid of?', 'how do I answer finn when there is no budget?'],
  verbs: [],
  run(asked, asking) {
    const named = personaNamed(asking.library, asked.words)
    return named ? openEntry(asking.library, named, asked.words) : answerQuestion(asked, asking)
  },
}

function answerQuestion(asked: Asked, asking: Asking): Found {
  const { words, personas, rest, stage, name } = asked
  const { library } = asking
  const [about] = personas
  if (personas.length > 1 && (rest === '' || COMPARING.test(rest))) return comparePersonas(personas, library)
  if (about && (rest === '' || about.status === 'retired')) return openEntry(library, about, words)
  const told = stage ? { stage, left: name } : stageTold(name)
  const here = about && told && answerAtStage(withMeaning(told.left), about, told.stage, asking)
  if (here) return here
  if (!about && isAboutKind(words)) return personaCommand.run(readAsked('', library), asking)
  if (!about && asksWhomToTurnAway(words)) return turnAway(undefined, library)
  const found = candidatesFor(asked, library)
  const [best, ...behind] = found.candidates
  const others = behind.slice(0, CONSIDERED)
  const coverage = best?.hit.coverage ?? 0
  const meant = coverage < SURE ? personaNamedAlmost(library, words) : undefined
  if (meant) return openEntry(library, meant)
  const near = others.map(({ entry }) => entry)
  if (best && (best.isCounted || certainty(found, asked) >= 0)) {
    const answer = answerFrom(best.entry, { passages: best.hit.passages, about, stage }, asking)
    if (answer.found !== 'entry') return answer
    const alike = others.filter(({ rank }) => rank >= best.rank - ALIKE).slice(0, OFFERED)
    const next = [
      ...answer.next.slice(0, BUTTONS - alike.length),
      ...alike.map(({ entry }) => opening(entry, library)),
    ]
    return { ...answer, next: next.filter(isFirst), considered: near }
  }
  const retired = retiredNamed(library, words)
  if (retired) return openEntry(library, retired, words)
  return nothing(
    words,
    [...new Set([...personas, ...(best ? [best.entry] : []), ...near])].slice(0, 3),
    asking,
  )
}

/** A text of words that say nothing alone asks for all there is. */
const withMeaning = (text: string): string => (wordsOf(text).every(isStopWord) ? '' : text)

/** "Which personas do we have?" asks for the list. */
const isAboutKind = (words: string): boolean => {
  const concepts = wordsOf(words).filter((word) => !isStopWord(word))
  return concepts.length === 1 && /^personas?$/.test(concepts[0] ?? '')
}

/** Nothing fits well enough: what comes nearest is a button away. */
const nothing = (words: string, nearest: Entry[], { library }: Asking): Found => ({
  found: 'nothing',
  question: words,
  nearest,
  next: nearest.map((entry) => opening(entry, library)),
})

/** A button that opens an entry. */
export const opening = ({ kind, slug, title }: Entry, library: Library): Next =>
  kind === 'persona'
    ? { text: shortName(library, slug), ask: slug }
    : { text: title, ask: `${kind} ${title}` }

const isFirst = ({ text }: Next, at: number, all: Next[]): boolean =>
  all.findIndex((other) => other.text === text) === at
