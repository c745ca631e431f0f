import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '#src/db/connect.ts'
import { isStopWord } from '#src/search/words.ts'
import { type AccountName, tokensOf } from './account-name.ts'

/** The part of a text that names a customer; several accounts, where they all may be meant. */
export type Named = { accounts: AccountName[]; from: number; to: number }

/** More accounts than these whose names begin alike are not told apart. */
const MOST = 50
const LONGEST_TEXT = 3000

/** As the database has an index of. */
export const FIRST_WORD = Prisma.sql`(name_words(name))[1] COLLATE "C"`

/** The accounts whose name begins with a word of a text, or whose id is one: those that it may name. */
export async function accountsBegunIn(db: Database, text: string): Promise<AccountName[]> {
  const said = text.slice(0, LONGEST_TEXT)
  const words = tokensOf(said).flatMap(({ word, typed }) => (isStopWord(word) ? [] : [word, typed]))
  const ids = idsIn(said)
  if (words.length === 0) return []
  const rows = await db.$queryRaw<{ id: string; name: string; persona: string | null }[]>`
    SELECT account_id AS id, name, persona FROM accounts
    WHERE ${FIRST_WORD} = ANY(${words}::text[]) OR account_id = ANY(${ids}::text[])
    ORDER BY account_id = ANY(${ids}::text[]) DESC, coalesce((name_words(name))[2] = ANY(${words}::text[]), false) DESC,
      gone_at IS NULL DESC, account_id
    LIMIT ${MOST}`
  return rows.map(({ persona, ...row }) => ({ ...row, persona: persona ?? undefined }))
}

/** An id is told from words and numbers by having letters and digits. */
const isTelling = (id: string): boolean => /\p{L}/u.test(id) && /\p{N}/u.test(id)

/** By which an account is named in a text, best beyond doubt. */
export const namingOf = ({ id, name }: AccountName): string => (isTelling(id) ? id : name)

const idsIn = (text: string): string[] =>
  (text.match(/[\p{L}\p{N}][\p{L}\p{N}._-]*/gu) ?? [])
    .map((id) => id.replace(/[._-]+$/, ''))
    .filter(isTelling)
    .flatMap((id) => [id, id.toUpperCase()])

/**
 * A word at its place among the words of a text, each without its marks and in small letters; `isWhole`: what is there is all
 * of the name.
 */
export type Standing = { words: string[]; at: number; isWhole: boolean }

const wordsOf = (text: string): string[] => tokensOf(text).map(({ word }) => word)

const MOST_NAMED = 2

/**
 * The customers that a text names, at most two, in the order of the text: by their id, by all of their name
 * where that is more than a word, or by a part of it in which `isName` says that a word can be nothing else.
 */
export function customersIn(
  text: string,
  accounts: AccountName[],
  isName: (standing: Standing) => boolean,
): Named[] {
  const tokens = tokensOf(text)
  const words = wordsOf(text)
  const matches = accounts
    .flatMap((account) => matchesOf(account, words))
    .filter(
      (match) =>
        isTold(match) || placesOf(match).some((at) => isName({ words, at, isWhole: match.fit > FIT.part })),
    )
    .sort((one, other) => other.length - one.length)
  const spans = Map.groupBy(matches, ({ at, length }) => `${at} ${length}`)
  const taken = new Set<number>()
  const named: Named[] = []
  for (const here of spans.values()) {
    const places = here.slice(0, 1).flatMap(placesOf)
    if (named.length === MOST_NAMED || places.some((place) => taken.has(place))) continue
    for (const place of places) taken.add(place)
    const best = Math.max(...here.map(({ fit }) => fit))
    const meant = here.filter(({ fit }) => fit === best).map(({ account }) => account)
    named.push({
      accounts: meant,
      from: tokens[places[0] ?? 0]?.from ?? 0,
      to: tokens[places.at(-1) ?? 0]?.to ?? 0,
    })
  }
  return named.sort((one, other) => one.from - other.from)
}

/** So much of an account's name is in a text: a part from the first word on, all but what the company is by law, all; or its id. */
const FIT = { part: 0, called: 1, name: 2, id: 3 }

/** Words of a text that are an account's, and how well they fit it. */
type Match = { account: AccountName; at: number; length: number; fit: number }

const isTold = ({ fit, length }: Match): boolean => fit === FIT.id || (fit > FIT.part && length > 1)

const placesOf = ({ at, length }: Match): number[] => Array.from({ length }, (_, index) => at + index)

/** Where a text has the id of an account, or its name from the first word on. */
function matchesOf(account: AccountName, words: string[]): Match[] {
  const name = wordsOf(account.name)
  const called = withoutForm(name)
  const id = isTelling(account.id) ? wordsOf(account.id) : []
  return words.flatMap((_, at) => {
    if (id.length > 0 && sharedFrom(words, at, id) === id.length)
      return [{ account, at, length: id.length, fit: FIT.id }]
    const length = sharedFrom(words, at, name)
    if (length === 0) return []
    return [
      {
        account,
        at,
        length,
        fit: length === name.length ? FIT.name : length >= called ? FIT.called : FIT.part,
      },
    ]
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
  const [account, other] = await accountsNamedIn(db, text)
  return other === undefined ? account : undefined
}

/** The accounts that a text names or may name, those of what it names first together. */
export async function accountsNamedIn(db: Database, text: string): Promise<AccountName[]> {
  return customersIn(text, await accountsBegunIn(db, text), isLong).flatMap(({ accounts }) => accounts)
}

/** A shorter name is a word that anybody may say, and so may be the first word of one. */
const SHORTEST_NAME = 4
const SHORTEST_WORD = 6

const isLong = ({ words, at, isWhole }: Standing): boolean =>
  (words[at]?.length ?? 0) >= (isWhole ? SHORTEST_NAME : SHORTEST_WORD)
