import { shortName } from '#bot/views/names.ts'
import { type Claim, claimsOf } from '#src/knowledge/claim.ts'
import { type Entry, isKind } from '#src/knowledge/entry.ts'
import { type Library, wordsOfField } from '#src/knowledge/library.ts'
import { personaNamed, personasIn } from '#src/personas/find-persona.ts'
import { questionStems, stemsOf } from '#src/search/words.ts'
import type { Command, Found } from './command.ts'
import { openEntry } from './next.ts'
import { answerObjection } from './objection.ts'
import { persona as personaCommand } from './persona.ts'

/** Below this share of its words found, a question is about something else. */
const ENOUGH = 0.6

/** Any other words: a persona's name, or a question answered from the knowledge base with its sources. */
export const question: Command = {
  name: 'question',
  does: 'any question, answered from the knowledge base with its sources',
  examples: ['what is carla afraid of?', 'how do I answer finn when there is no budget?'],
  verbs: [],
  run(words, asking) {
    if (personaNamed(asking.library, words)) return personaCommand.run(words, asking)
    return answerQuestion(words, asking.library)
  },
}

function answerQuestion(words: string, library: Library): Found {
  const { personas, rest } = personasIn(library, words)
  const [about] = personas
  const hits = library.index.search(about ? `${rest} ${shortName(library, about.slug)}` : words, { limit: 8 })
  const found = hits.flatMap((hit) => {
    const entry = library.entries.get(hit.id)
    return entry ? [{ entry, hit }] : []
  })
  const [best] = about ? found.toSorted((a, b) => rank(b, about) - rank(a, about)) : found
  if (!best || best.hit.coverage < ENOUGH) {
    const nearest = [...new Set([...personas, ...found.map(({ entry }) => entry)])].slice(0, 3)
    return {
      found: 'nothing',
      question: words,
      nearest,
      next: nearest.map((entry) => opening(library, entry)),
    }
  }
  return answerFrom(best.entry, rest, about, library)
}

type Candidate = { entry: Entry; hit: { score: number } }

/** What is said of the named persona comes before what others have in common with it. */
function rank({ entry, hit }: Candidate, about: Entry<'persona'>): number {
  return entry.id === about.id ? hit.score * 1.5 : hit.score
}

function answerFrom(
  entry: Entry,
  words: string,
  about: Entry<'persona'> | undefined,
  library: Library,
): Found {
  if (isKind(entry, 'objection')) return answerObjection(entry, about, library)
  if (!isKind(entry, 'persona')) return openEntry(library, entry)
  const ids = fittingClaims(entry, words)
  if (ids.length === 0) return openEntry(library, entry)
  return {
    found: 'entry',
    shown: { view: 'claims', kind: 'persona', slug: entry.slug, ids },
    entry,
    next: [{ text: shortName(library, entry.slug), ask: entry.slug }],
  }
}

/** The claims that share most words with the question, the name of their field counted as a word of theirs. */
function fittingClaims(entry: Entry<'persona'>, words: string): string[] {
  const wanted = questionStems(words)
  const scored = claimsOf(entry.body).map((claim) => ({ claim, score: overlap(claim, wanted) }))
  const best = Math.max(0, ...scored.map(({ score }) => score))
  const fitting = scored.filter(({ score }) => score > 0 && score >= best * 0.6)
  return fitting
    .toSorted((a, b) => b.score - a.score)
    .slice(0, 4)
    .map(({ claim }) => claim.id)
}

function overlap(claim: Claim & { field: string }, wanted: string[]): number {
  const field = new Set(stemsOf(wordsOfField(claim.field)))
  const text = new Set(stemsOf(claim.text))
  return wanted.reduce((sum, stem) => sum + (field.has(stem) ? 2 : 0) + (text.has(stem) ? 1 : 0), 0)
}

function opening(library: Library, entry: Entry) {
  const text = entry.kind === 'persona' ? shortName(library, entry.slug) : entry.title
  return { text, ask: entry.kind === 'persona' ? entry.slug : `${entry.kind} ${entry.title}` }
}
