import type { Database } from '#src/db/connect.ts'
import { readBuyerWords } from './buyers.ts'
import { BUYERS_BY, type Target } from './target-buyers.ts'

const WAYS = new RegExp(`\\bby (?:${BUYERS_BY.toReversed().join('|')}|campaign|channel|page)\\b`, 'i')

/** Whom words mean: industries and roles by their whole name, a size as 20+. */
export async function targetInWords(text: string, db: Database): Promise<Target> {
  const { industries, roles } = await readBuyerWords(db)
  const words = ` ${text.toLowerCase().replace(WAYS, ' ')} `
  const named = (all: string[]) => all.filter((each) => words.includes(` ${each.toLowerCase()} `))
  const least = /\b(\d{1,7})\s*\+/.exec(words)?.[1]
  return {
    industries: named(industries),
    roles: named(roles),
    least: least === undefined ? undefined : Number(least),
  }
}

/** The same as words that mean it. */
export const wordsOfTarget = ({ industries, roles, least }: Target): string =>
  [...industries, ...roles, ...(least === undefined ? [] : [`${least}+`])].map((word) => ` ${word}`).join('')
