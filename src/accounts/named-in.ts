import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '#src/db/connect.ts'
import { isStopWord } from '#src/search/words.ts'
import { type AccountName, type Token, tokensOf } from './account-name.ts'

/** A customer whom a text names, and where; several accounts, where they all may be meant. */
export type Named = { accounts: AccountName[]; places: Place[] }
export type Place = { from: number; to: number }

/** More accounts than these whose names begin alike are not told apart. */
export const MOST_ALIKE = 50
const LONGEST_TEXT = 3000

/** As the database has an index of. */
export const FIRST_WORD = Prisma.sql`(name_words(name))[1] COLLATE "C"`
const SECOND_WORD = Prisma.sql`(name_words(name))[2]`

/** What the database makes of words as they were written, in small letters and in large ones. */
const inDatabase = (words: string[]): Prisma.Sql =>
  Prisma.sql`ARRAY(SELECT (name_words(word))[1] FROM unnest(${words}::text[]) AS word)`

/** The accounts whose name begins with a word of a text, or whose id is one: those that it may name. */
export async function accountsBegunIn(db: Database, text: string): Promise<AccountName[]> {
  const said = text.slice(0, LONGEST_TEXT)
  const tokens = tokensOf(said)
  const [little, telling] = [true, false].map((isLittle) =>
    inDatabase(tokens.filter(({ word }) => isStopWord(word) === isLittle).flatMap(formsOf)),
  )
  const ids = idsIn(said)
  if (!little || !telling || tokens.length === 0) return []
  const rows = await db.$queryRaw<{ id: string; name: string; persona: string | null }[]>`
    SELECT account_id AS id, name, persona FROM accounts
    WHERE gone_at IS NULL AND (account_id = ANY(${ids}::text[]) OR ${FIRST_WORD} = ANY(${telling})
      OR (${FIRST_WORD} = ANY(${little}) AND ${SECOND_WORD} = ANY(${telling})))
    ORDER BY account_id = ANY(${ids}::text[]) DESC, coalesce(${SECOND_WORD} = ANY(${telling}), false) DESC, account_id
    LIMIT ${MOST_ALIKE}`
  return rows.map(({ persona, ...row }) => ({ ...row, persona: persona ?? undefined }))
}

/** Not every database knows which letters of other alphabets are the same, small and large. */
const formsOf = ({ written }: Token): string[] => {
  const small = written.toLowerCase()
  return [written, small, written.toUpperCase(), small.charAt(0).toUpperCase() + small.slice(1)]
}

const ID = /[\p{L}\p{N}][\p{L}\p{N}._-]*(?<![._-])/gu

/** An id is told from words and numbers by having letters and digits. */
const isTelling = (id: string): boolean => /\p{L}/u.test(id) && /\p{N}/u.test(id)

const idsIn = (text: string): string[] =>
  (text.match(ID) ?? []).filter(isTelling).flatMap((id) => [id, id.toUpperCase()])

/** Words of a text that are an account's; `isWhole`: they are all of its name, but for what it is by law. */
export type Standing = { tokens: Token[]; at: number; length: number; isWhole: boolean }

const MOST_NAMED = 5

/** The customers that a text names, in its order: by their id, or by words of their name that `isName` says are one. */
export function customersIn(
  text: string,
  accounts: AccountName[],
  isName: (standing: Standing) => boolean,
): Named[] {
  const tokens = tokensOf(text)
  const matches = accounts
    .flatMap((account) => matchesOf(account, tokens))
    .filter(
      ({ at, length, fit }) => fit === FIT.id || isName({ tokens, at, length, isWhole: fit > FIT.part }),
    )
    .sort((one, other) => other.length - one.length)
  const taken = new Set<number>()
  const spans = Map.groupBy(matches, ({ at, length }) => `${at} ${length}`)
  const named = [...spans.values()].flatMap((here) => {
    const places = here
      .slice(0, 1)
      .flatMap(({ at, length }) => Array.from({ length }, (_, index) => at + index))
    if (places.some((place) => taken.has(place))) return []
    for (const place of places) taken.add(place)
    const best = Math.max(...here.map(({ fit }) => fit))
    const meant = here.filter(({ fit }) => fit === best).map(({ account }) => account)
    const [first, last] = [tokens[places[0] ?? 0], tokens[places.at(-1) ?? 0]]
    return [{ accounts: meant, from: first?.from ?? 0, to: last?.to ?? 0 }]
  })
  const inOrder = named.sort((one, other) => one.from - other.from)
  const each = Map.groupBy(inOrder, ({ accounts: all }) => all.map(({ id }) => id).join('\n'))
  return [...each.values()].slice(0, MOST_NAMED).map((places) => ({
    accounts: places[0]?.accounts ?? [],
    places: places.map(({ from, to }) => ({ from, to })),
  }))
}

/** So much of an account's name is in a text: a part from the first word on, all but what the company is by law, all; or its id. */
const FIT = { part: 0, called: 1, name: 2, id: 3 }

/** Words of a text that are an account's, and how well they fit it. */
type Match = { account: AccountName; at: number; length: number; fit: number }

const wordsOf = (text: string): string[] => tokensOf(text).map(({ word }) => word)

/** Where a text has the id of an account, or its name from the first word on. */
function matchesOf(account: AccountName, tokens: Token[]): Match[] {
  const words = tokens.map(({ word }) => word)
  const name = wordsOf(account.name)
  const called = withoutForm(name)
  const id = isTelling(account.id) ? wordsOf(account.id) : []
  return words.flatMap((_, at) => {
    if (id.length > 0 && sharedFrom(words, at, id) === id.length)
      return [{ account, at, length: id.length, fit: FIT.id }]
    const length = sharedFrom(words, at, name)
    if (length === 0) return []
    const fit = length === name.length ? FIT.name : length >= called ? FIT.called : FIT.part
    return [{ account, at, length, fit }]
  })
}

function sharedFrom(words: string[], at: number, name: string[]): number {
  const differs = name.findIndex((word, index) => words[at + index] !== word)
  return differs < 0 ? name.length : differs
}

const FORMS = new Set(
  'gmbh limited ltd plc inc llc llp corp corporation company group holding sarl sas srl spa aps oyj abp'.split(
    ' ',
  ),
)
const LONGEST_FORM = 2

/** So many words of a name come before what its company is by law, which nobody types. */
const withoutForm = (words: string[]): number =>
  Math.max(1, words.findLastIndex((word) => word.length > LONGEST_FORM && !FORMS.has(word)) + 1)

/** The one account that a text names; undefined where it names none, or several. */
export async function accountNamedIn(db: Database, text: string): Promise<AccountName | undefined> {
  const named = customersIn(text, await accountsBegunIn(db, text), isLong)
  const [account, other] = named.flatMap(({ accounts }) => accounts)
  return other === undefined ? account : undefined
}

/** A shorter name is a word that anybody may say, and so may be the first word of one. */
const SHORTEST_NAME = 4
const SHORTEST_WORD = 6

const isLong = ({ tokens, at, length, isWhole }: Standing): boolean =>
  tokens.slice(at, at + length).some(({ word }) => word.length >= (isWhole ? SHORTEST_NAME : SHORTEST_WORD))
