import type { Transaction } from '#src/db/connect.ts'

/** Who is meant by an id: a customer with its people, or one person; each person with all ids that they go by. */
export type Subject = {
  id: string
  isAccount: boolean
  people: string[]
  /** Under which they may be named in texts: the account's name, people's full names and addresses. */
  names: string[]
}

/** What is known by this id anywhere. */
export async function findSubject(tx: Transaction, id: string): Promise<Subject> {
  const people = await peopleOf(tx, id)
  const account = await tx.account.findUnique({ where: { accountId: id } })
  const contacts = await tx.contact.findMany({ where: { contactId: { in: people } } })
  const named = [account?.name, ...contacts.flatMap(({ name, email }) => [name, email])]
  return {
    ...{ id, isAccount: account !== null || (await isNamedAsAccount(tx, id)), people },
    names: [...new Set(named.flatMap((name) => (name && saysWho(name) ? [name] : [])))],
  }
}

/** A single word, such as a first name, may be said of anybody. */
const saysWho = (name: string): boolean => name.trim().length >= 5 && /[\s@]/.test(name.trim())

async function peopleOf(tx: Transaction, id: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE known AS (
      SELECT contact_id AS id FROM contacts WHERE contact_id = ${id} OR account_id = ${id}
      UNION SELECT user_id FROM events WHERE user_id = ${id} OR account_id = ${id}
      UNION SELECT user_id FROM touches WHERE user_id = ${id} OR account_id = ${id}
      UNION SELECT sender_id FROM event_senders WHERE sender_id = ${id} OR user_id = ${id} OR account_id = ${id}
      UNION SELECT other.id FROM known JOIN event_senders s ON known.id IN (s.sender_id, s.user_id)
        CROSS JOIN LATERAL (VALUES (s.sender_id), (s.user_id)) AS other (id)
    )
    SELECT id FROM known WHERE id IS NOT NULL ORDER BY id`
  return rows.map((row) => row.id)
}

/** An account that has not arrived yet may be named by what did. */
async function isNamedAsAccount(tx: Transaction, id: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ there: boolean }[]>`
    SELECT EXISTS (SELECT FROM events WHERE account_id = ${id}) OR EXISTS (SELECT FROM deals WHERE account_id = ${id})
      OR EXISTS (SELECT FROM tickets WHERE account_id = ${id}) OR EXISTS (SELECT FROM surveys WHERE account_id = ${id})
      OR EXISTS (SELECT FROM touches WHERE account_id = ${id}) OR EXISTS (SELECT FROM contacts WHERE account_id = ${id})
      AS there`
  return row?.there ?? false
}
