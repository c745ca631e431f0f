import type { Database } from '#src/db/connect.ts'
import { isEnglish } from '#src/search/english.ts'
import { isStopWord } from '#src/search/words.ts'
import { type Token, tokensOf } from './account-name.ts'

/** Somebody at a customer whom a text names, and where in the text. */
export type PersonNamed = {
  id: string
  name: string
  persona: string | undefined
  title: string | undefined
  from: number
  to: number
}

/** More people than these at one customer are not looked through. */
const MOST_PEOPLE = 500
const JOINING = new Set(['at', 'from', 'of'])

/**
 * The one person at an account whom a text names: by all of their name, or by the first of it just before the account, which
 * begins at that place of the text ("Jens from Oddvar", "Jens, Oddvar", but not "will Oddvar").
 */
export async function personNamedIn(
  db: Database,
  text: string,
  account: { id: string; from: number },
): Promise<PersonNamed | undefined> {
  const rows = await db.contact.findMany({
    where: { accountId: account.id, goneAt: null, name: { not: null } },
    select: { contactId: true, name: true, persona: true, title: true },
    orderBy: { contactId: 'asc' },
    take: MOST_PEOPLE,
  })
  const tokens = tokensOf(text)
  const words = tokens.map(({ word }) => word)
  const before = lastBefore(tokens, account.from)
  const named = rows.flatMap(({ contactId, name, persona, title }): PersonNamed[] => {
    const own = tokensOf(name ?? '').map(({ word }) => word)
    const whole =
      own.length < 2 ? -1 : words.findIndex((_, at) => own.every((word, index) => words[at + index] === word))
    const at = whole >= 0 ? whole : before >= 0 && words[before] === own[0] ? before : -1
    const [first, last] = [tokens[at], tokens[whole >= 0 ? at + own.length - 1 : at]]
    if (!first || !last) return []
    const known = { persona: persona ?? undefined, title: title ?? undefined }
    return [{ id: contactId, name: name ?? '', ...known, from: first.from, to: last.to }]
  })
  return named.length === 1 ? named[0] : undefined
}

/** The place of the first name before an account, if there is one; −1 else. */
function lastBefore(tokens: Token[], from: number): number {
  const last = tokens.findLastIndex((token) => token.from < from)
  const word = tokens[last]?.word ?? ''
  if (JOINING.has(word)) return last - 1
  return isStopWord(word) || isEnglish(word) ? -1 : last
}
