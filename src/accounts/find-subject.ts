import type { Database } from '#src/db/connect.ts'
import type { Subject } from '#src/tags/tag.ts'
import { accountsMeant } from './find-account.ts'

/** An account, a contact or a lead as one recognises it. */
export type SubjectName = Subject & { name: string }

/**
 * Whom somebody may mean: the accounts that `accountsMeant` finds, else contacts and leads of this id or with these
 * words in their name.
 */
export async function subjectsMeant(db: Database, typed: string, most: number): Promise<SubjectName[]> {
  const words = typed.trim().slice(0, 100)
  if (words === '') return []
  const accounts = await accountsMeant(db, words, most)
  const contacts = await contactsLike(db, words, most)
  const exact = contacts.find(({ id }) => id.toLowerCase() === words.toLowerCase())
  if (exact) return [exact]
  const named = accounts.map(({ id, name }): SubjectName => ({ subject: 'account', id, name }))
  return named.length > 0 ? named : contacts
}

async function contactsLike(db: Database, words: string, most: number): Promise<SubjectName[]> {
  const rows = await db.contact.findMany({
    where: {
      OR: [
        { contactId: { equals: words, mode: 'insensitive' } },
        { name: { contains: words, mode: 'insensitive' } },
      ],
    },
    orderBy: { contactId: 'asc' },
    take: most,
  })
  return rows.map(({ contactId, name, title, role }) => ({
    subject: 'contact',
    id: contactId,
    name: name ?? title ?? role ?? contactId,
  }))
}
