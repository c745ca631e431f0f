import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '#src/db/connect.ts'
import { closest } from '#src/search/closest.ts'

/** An account as one recognises it. */
export type AccountName = { id: string; name: string; persona: string | undefined }

type Row = { accountId: string; name: string; persona: string | null }
const nameOf = ({ accountId, name, persona }: Row): AccountName => ({
  id: accountId,
  name,
  persona: persona ?? undefined,
})
const columns = { accountId: true, name: true, persona: true } as const

export async function findAccount(db: Database, id: string): Promise<AccountName | undefined> {
  const row = await db.account.findUnique({ where: { accountId: id }, select: columns })
  return row ? nameOf(row) : undefined
}

/** Accounts whose name or id has these words in it, those that begin with them first. */
export async function accountsLike(db: Database, typed: string, most: number): Promise<AccountName[]> {
  const words = typed.trim().slice(0, 100)
  const like = `%${words.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const rows = await db.$queryRaw<Row[]>`
    SELECT account_id AS "accountId", name, persona FROM accounts
    WHERE name ILIKE ${like} OR account_id ILIKE ${like}
    ORDER BY (name ILIKE ${like.slice(1)} OR account_id ILIKE ${like.slice(1)}) DESC, name, account_id LIMIT ${most}`
  return rows.map(nameOf)
}

/**
 * The accounts that somebody may mean: the one of this id or name, else those that have these words in theirs, whatever
 * marks their letters have, else those that are called almost so.
 */
export async function accountsMeant(db: Database, typed: string, most: number): Promise<AccountName[]> {
  const words = typed.trim()
  if (words === '') return []
  const like = await accountsLike(db, words, most)
  const exact = like.filter(({ id, name }) =>
    [id, name].some((own) => own.toLowerCase() === words.toLowerCase()),
  )
  if (exact.length === 1 || like.length > 0) return exact.length === 1 ? exact : like
  return await calledAlmost(db, words, most)
}

/** Names are compared with those that begin with the same letter, since nearly nobody mistypes that. */
async function calledAlmost(db: Database, words: string, most: number): Promise<AccountName[]> {
  const wanted = foldLetters(words)
  const rows = await db.$queryRaw<Row[]>`
    SELECT account_id AS "accountId", name, persona FROM accounts
    WHERE ${FOLDED_FIRST} = ${foldLetters(words).slice(0, 1)} ORDER BY account_id LIMIT ${MOST_COMPARED}`
  const within = rows.filter(({ name }) => foldLetters(name).includes(wanted))
  if (within.length > 0) return within.slice(0, most).map(nameOf)
  const names = Map.groupBy(
    rows.flatMap((row) => namesOf(foldLetters(row.name)).map((name) => ({ name, row }))),
    ({ name }) => name,
  )
  const near = names.get(closest(wanted, names.keys()) ?? '') ?? []
  return near.slice(0, most).map(({ row }) => nameOf(row))
}

const MOST_COMPARED = 20_000

/** As one types who has no such letters: "Sønderrup" is "sonderrup", "Zielogród" is "zielogrod". */
const foldLetters = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll(/[øœłđßæıþ]/g, (letter) => PLAIN[letter] ?? letter)

const PLAIN: Record<string, string> = { ø: 'o', œ: 'oe', ł: 'l', đ: 'd', ß: 'ss', æ: 'ae', ı: 'i', þ: 'th' }

/** The first letter of a name, folded; of a letter for which one types two, the first of them. */
const FOLDED_FIRST = Prisma.sql`translate(lower(left(normalize(name, NFD), 1)), 'øœłđßæıþ', 'ooldsait')`

/** A company is called by all of its name or by its first words. */
const namesOf = (name: string): string[] => {
  const words = name.split(' ')
  return words
    .map((_, index) => words.slice(0, index + 1).join(' '))
    .filter(({ length }) => length >= SHORTEST_WORD)
}

/** A shorter name is a word that anybody may say. */
const SHORTEST_NAME = 4
/** A company is often called by its first word alone. */
const SHORTEST_WORD = 6

/** The one account that a text names; undefined where it names none, or several. */
export async function accountNamedIn(db: Database, text: string): Promise<AccountName | undefined> {
  const said = ` ${text
    .slice(0, 3000)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}&-]+/gu, ' ')} `
  const rows = await db.$queryRaw<(Row & { whole: boolean })[]>`
    SELECT * FROM (
      SELECT account_id AS "accountId", name, persona, strpos(${said}, lower(name)) > 0 AS whole,
        length(split_part(name, ' ', 1)) >= ${SHORTEST_WORD}
          AND strpos(${said}, ' ' || split_part(lower(name), ' ', 1) || ' ') > 0 AS begun
      FROM accounts WHERE length(name) >= ${SHORTEST_NAME}
    ) AS named WHERE whole OR begun ORDER BY whole DESC, length(name) DESC LIMIT 2`
  const [best, other] = rows
  if (!best) return undefined
  const isPart = other !== undefined && best.name.toLowerCase().includes(other.name.toLowerCase())
  const isAlone = other === undefined || isPart || (best.whole && !other.whole)
  return isAlone ? nameOf(best) : undefined
}
