import type { Library } from '#src/knowledge/library.ts'
import { relatedTo } from '#src/search/thesaurus.ts'
import { isStopWord, stemOf, wordsOf } from '#src/search/words.ts'

/** Words for somebody, after or before what they are about: "the IT guy", "the boss of all depots". */
const SOMEBODY = new Set(
  'guy guys person people lady man woman folks manager managers boss bosses lead leads head heads chief director directors team department side officer'.split(
    ' ',
  ),
)

/**
 * The persona whom a text describes by what they do, if that fits one alone: "the IT guy" is the systems lead. And the
 * other words.
 */
export function findRole(text: string, { personaNames }: Library): { slugs: string[]; rest: string[] } {
  const words = wordsOf(text)
  for (const [at, word] of words.entries()) {
    if (!SOMEBODY.has(word)) continue
    const from = words[at + 1] === 'of' ? afterOf(words, at + 2) : at - 1
    const slugs = slugsOfRole(words[from] ?? '', personaNames.roles)
    if (slugs.length === 1)
      return { slugs, rest: words.toSpliced(Math.min(at, from), Math.abs(at - from) + 1) }
  }
  return { slugs: [], rest: words }
}

const afterOf = (words: string[], from: number): number => {
  const at = words.findIndex((word, index) => index >= from && !isStopWord(word))
  return at < 0 ? from : at
}

const LEADING = ['head', 'manager', 'lead', 'director'].map(stemOf)

/** Who has this word in a name, or else one that means about the same. */
function slugsOfRole(word: string, roles: Library['personaNames']['roles']): string[] {
  if (isStopWord(word) && word !== 'it') return []
  const own = roles.get(stemOf(word)) ?? []
  const leading = own.filter((slug) => LEADING.some((lead) => roles.get(lead)?.includes(slug)))
  if (own.length > 0) return leading.length === 1 ? leading : [...own]
  const related = relatedTo(word).flatMap((stem) => roles.get(stem) ?? [])
  return [...new Set(related)]
}
