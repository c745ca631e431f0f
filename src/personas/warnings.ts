import { claimsOf } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { isStopWord, stemOf, wordsOf } from '#src/search/words.ts'

/** What is wrong with the personas as a whole: nothing that is refused, but worth a second look. */
export type Warning =
  | { of: 'many-primary'; count: number }
  | { of: 'no-negative' }
  /** `pairs`: those that are too alike, by slug, the most alike first. */
  | { of: 'too-similar'; pairs: { personas: [string, string]; shared: number; claims: number }[] }

/** Beyond these nobody keeps them apart, and every decision serves everybody. */
const MOST_PRIMARY = 5
/** Of fewer claims one can't tell. */
const LEAST_CLAIMS = 5

/** Too many primary personas, nobody to turn away, personas that hardly differ. */
export function warningsOf(library: Library): Warning[] {
  const personas = entriesOf(library, 'persona')
  const primary = personas.filter(({ body }) => body.kind === 'primary').length
  const hasNegative = personas.some(({ body }) => body.kind === 'negative')
  const pairs = similarPairs(personas)
  return [
    ...(primary > MOST_PRIMARY ? [{ of: 'many-primary', count: primary } as const] : []),
    ...(personas.length > 0 && !hasNegative ? [{ of: 'no-negative' } as const] : []),
    ...(pairs.length > 0 ? [{ of: 'too-similar', pairs } as const] : []),
  ]
}

type Pair = Extract<Warning, { of: 'too-similar' }>['pairs'][number]

/**
 * Pairs that share more than half of the claims of the one that has fewer. Two claims are the same if they have the
 * same stems, in whatever order, without the words that say nothing and without the persona's own name.
 */
function similarPairs(personas: Entry<'persona'>[]): Pair[] {
  const said = personas.map((persona) => ({ slug: persona.slug, claims: claimKeys(persona) }))
  const sayers = new Map<string, number[]>()
  for (const [index, { claims }] of said.entries())
    for (const claim of claims) sayers.set(claim, [...(sayers.get(claim) ?? []), index])
  const shared = new Map<string, number>()
  for (const some of sayers.values())
    for (const [at, one] of some.entries())
      for (const other of some.slice(at + 1)) {
        const key = `${one} ${other}`
        shared.set(key, (shared.get(key) ?? 0) + 1)
      }
  return [...shared]
    .flatMap(([key, count]) => pairOf(key.split(' ').map(Number), count, said))
    .toSorted((a, b) => b.shared / b.claims - a.shared / a.claims)
}

type Said = { slug: string; claims: Set<string> }

function pairOf(places: number[], shared: number, said: Said[]): Pair[] {
  const [one, other] = places.map((index) => said[index])
  if (!one || !other) return []
  const claims = Math.min(one.claims.size, other.claims.size)
  if (claims < LEAST_CLAIMS || shared * 2 <= claims) return []
  return [{ personas: [one.slug, other.slug], shared, claims }]
}

function claimKeys({ title, body }: Entry<'persona'>): Set<string> {
  const own = new Set(wordsOf(title).map(stemOf))
  return new Set(
    claimsOf(body).map(({ field, text }) => {
      const stems = wordsOf(text)
        .filter((word) => !isStopWord(word))
        .map(stemOf)
      const key = [...new Set(stems)].filter((stem) => !own.has(stem)).toSorted()
      return `${field}: ${key.length > 0 ? key.join(' ') : text}`
    }),
  )
}

/** A warning in a sentence that says what to do; `name`: what people call a persona. */
export function sayWarning(warning: Warning, name: (slug: string) => string): string {
  switch (warning.of) {
    case 'many-primary':
      return `${warning.count} primary personas: more than ${MOST_PRIMARY} blur every decision; make some secondary.`
    case 'no-negative':
      return 'No negative persona: write down whom you turn away.'
    case 'too-similar': {
      const [first, ...others] = warning.pairs
      if (!first) return ''
      const [one, other] = first.personas.map(name)
      const more = others.length === 0 ? '' : `; so do ${others.length} more pairs`
      return `${one} and ${other} share ${first.shared} of ${first.claims} claims: merge them, or say how they differ${more}.`
    }
  }
}
