import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '#src/db/connect.ts'
import { closest } from '#src/search/closest.ts'
import { type AccountName, foldLetters } from './account-name.ts'

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

/** The first letter of a name, folded; of a letter for which one types two, the first of them. */
const FOLDED_FIRST = Prisma.sql`translate(lower(left(normalize(name, NFD), 1)), 'øœłđßæıþ', 'ooldsait')`

/** A company is called by all of its name or by its first words. */
const namesOf = (name: string): string[] => {
  const words = name.split(' ')
  return words
    .map((_, index) => words.slice(0, index + 1).join(' '))
    .filter(({ length }) => length >= SHORTEST_WORD)
}

const SHORTEST_WORD = 6
