import { answerableFor } from '#src/freshness/answerable.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import type { TeamFunction } from '#src/members/member.ts'

/** The scorecards that are looked at. */
export const scorecardsIn = (library: Library): Entry<'scorecard'>[] =>
  entriesOf(library, 'scorecard').filter(({ status }) => status === 'active')

/** What a function has in its scope. */
export const scorecardFor = (library: Library, team: TeamFunction): Entry<'scorecard'> | undefined =>
  scorecardsIn(library).find(({ body }) => body.purpose === 'function' && body.functions.includes(team))

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The scorecard that words name, by title or slug, the longest first, and the words that are left. */
export function scorecardNamed(
  library: Library,
  words: string,
): { scorecard: Entry<'scorecard'>; rest: string } | undefined {
  const said = ` ${plain(words)} `
  const [best] = scorecardsIn(library)
    .flatMap((scorecard) =>
      [scorecard.slug, scorecard.title].map((name) => ({ scorecard, name: ` ${plain(name)} ` })),
    )
    .filter(({ name }) => said.includes(name))
    .toSorted((a, b) => b.name.length - a.name.length)
  return best && { scorecard: best.scorecard, rest: said.replace(best.name, ' ').trim() }
}

/** Who answers for scorecards, by handle. */
export const scorecardOwners = (library: Library): string[] => [
  ...new Set(scorecardsIn(library).flatMap((each) => ownerOf(each, library) ?? [])),
]

export const ownerOf = (scorecard: Entry<'scorecard'>, { members }: Library): string | undefined =>
  answerableFor(scorecard, members).owner?.handle
