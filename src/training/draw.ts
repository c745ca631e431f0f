import { createHash } from 'node:crypto'
import type { Library } from '#src/knowledge/library.ts'
import type { TeamFunction } from '#src/members/member.ts'
import { type Candidate, POOL } from './pool.ts'
import { type About, QUESTIONS, type Question } from './question.ts'

/** What each function meets first; the others begin with what everybody needs. */
const FIRST: { [team in TeamFunction]?: About[] } = {
  sales: ['means', 'ask first', 'never say', 'decides', 'turn away'],
  support: ['quote', 'fear', 'never say', 'say', 'decides'],
  marketing: ['say', 'never say', 'quote', 'fear', 'turn away'],
  'customer-success': ['fear', 'quote', 'never say', 'means', 'decides'],
}
const EVERYBODY: About[] = ['quote', 'fear', 'never say', 'say', 'means', 'decides', 'turn away', 'ask first']

/** An option is read on a phone. */
const LONGEST_OPTION = 200
const WRONG = 2

/**
 * The questions of one tour, drawn from what is written down now: of as many kinds and personas as there are. The same
 * seed draws the same from the same knowledge.
 */
export function drawQuestions(library: Library, team: TeamFunction | undefined, seed: string): Question[] {
  const abouts = [...new Set([...((team && FIRST[team]) ?? []), ...EVERYBODY])]
  const pools = new Map(abouts.map((about) => [about, shuffled(candidates(library, about), seed)]))
  const drawn: Question[] = []
  const seen = new Map<string, number>()
  for (let round = 0; round < QUESTIONS && drawn.length < QUESTIONS; round += 1)
    for (const about of abouts) {
      const pool = pools.get(about) ?? []
      // Whoever was asked about least, so that a tour meets everybody.
      const [next] = pool.toSorted((a, b) => (seen.get(a.persona) ?? 0) - (seen.get(b.persona) ?? 0))
      if (!next || drawn.length >= QUESTIONS) continue
      pools.set(
        about,
        pool.filter((each) => each !== next),
      )
      seen.set(next.persona, (seen.get(next.persona) ?? 0) + 1)
      drawn.push(withOptions(next, seed))
    }
  return drawn
}

const candidates = (library: Library, about: About): Candidate[] =>
  POOL[about](library)
    .map((each) => ({ ...each, wrong: [...new Set(each.wrong)].filter((text) => isGood(text, each)) }))
    .filter(({ right, wrong }) => wrong.length > 0 && right.length <= LONGEST_OPTION)

const isGood = (text: string, { right }: Candidate): boolean =>
  text !== right && text.length <= LONGEST_OPTION

function withOptions({ right, wrong, ...rest }: Candidate, seed: string): Question {
  const options = shuffled([right, ...shuffled(wrong, seed).slice(0, WRONG)], `${seed}/${right}`)
  return { ...rest, options, right: options.indexOf(right) }
}

/** In an order that only the seed decides. */
const shuffled = <T>(items: T[], seed: string): T[] =>
  items
    .map((item) => ({
      item,
      key: createHash('sha256')
        .update(`${seed}/${JSON.stringify(item)}`)
        .digest('hex'),
    }))
    .toSorted((a, b) => a.key.localeCompare(b.key))
    .map(({ item }) => item)
