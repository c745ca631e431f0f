import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '#src/db/connect.ts'
import { advanceSequence, lockSequence } from '#src/knowledge/sequence.ts'
import type { Column, Places } from './columns.ts'
import type { Subject } from './subject.ts'

const quoted = (name: string): Prisma.Sql => Prisma.raw(`"${name}"`)

/** An id and what takes its place. */
export type Renamed = { from: string; to: string }

/** Removes what the rows of these accounts and people say beside numbers; they are still found by their ids then. */
export async function emptyRows(tx: Transaction, { id, isAccount, people, names }: Subject): Promise<void> {
  const own = isAccount ? id : null
  await tx.$executeRaw`
    UPDATE accounts SET name = 'Erased customer', attributes = '{}', updated_at = now() WHERE account_id = ${own}`
  await tx.$executeRaw`UPDATE account_months SET attributes = '{}' WHERE account_id = ${own}`
  await tx.$executeRaw`
    UPDATE deals SET attributes = '{}', loss_reason = CASE
      WHEN EXISTS (SELECT FROM unnest(${names}::text[]) AS said WHERE strpos(loss_reason, said) > 0) THEN NULL
      ELSE loss_reason END
    WHERE account_id = ${own}`
  await tx.$executeRaw`UPDATE tickets SET attributes = '{}' WHERE account_id = ${own}`
  await tx.$executeRaw`UPDATE surveys SET comment = NULL, attributes = '{}' WHERE account_id = ${own}`
  await tx.$executeRaw`UPDATE evidence SET link = NULL WHERE account = ${own}`
  await tx.$executeRaw`
    UPDATE contacts SET name = NULL, email = NULL, title = NULL, attributes = '{}', updated_at = now()
    WHERE contact_id = ANY(${people}::text[]) OR account_id = ${own}`
  await tx.$executeRaw`
    UPDATE touches SET referrer = NULL, landing_page = split_part(landing_page, '?', 1), attributes = '{}'
    WHERE user_id = ANY(${people}::text[]) OR account_id = ${own}`
  // Numbers stay, so that sums do; the message's id too, so that it isn't taken in once more.
  await tx.$executeRaw`
    UPDATE events SET properties = (
      SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(properties)
      WHERE jsonb_typeof(value) IN ('number', 'boolean'))
    WHERE (user_id = ANY(${people}::text[]) OR account_id = ${own}) AND properties <> '{}'`
  await tx.$executeRaw`
    UPDATE persona_tags SET reason = 'erased'
    WHERE (subject = 'account' AND subject_id = ${own}) OR (subject = 'contact' AND subject_id = ANY(${people}::text[]))`
  await tx.$executeRaw`DELETE FROM event_senders WHERE sender_id = ANY(${people}::text[]) OR user_id = ANY(${people}::text[])`
}

/** Puts other ids in the place of these and says in how many rows, by table. */
export async function renameIds(
  tx: Transaction,
  { accounts, people }: Places,
  account: Renamed | undefined,
  persons: Renamed[],
): Promise<Map<string, number>> {
  const rows = new Map<string, number>()
  const count = (table: string, changed: number) => {
    if (changed > 0) rows.set(table, Math.max(rows.get(table) ?? 0, changed))
  }
  // Months follow their account by their foreign key.
  const own = accounts.filter(({ table }) => table !== 'account_months')
  if (account) {
    count('account_months', await tx.accountMonth.count({ where: { accountId: account.from } }))
    for (const column of own) count(column.table, await rename(tx, column, [account]))
  }
  for (const column of persons.length > 0 ? people : [])
    count(column.table, await rename(tx, column, persons))
  count('persona_tags', await renameTags(tx, 'account', account ? [account] : []))
  count('persona_tags', await renameTags(tx, 'contact', persons))
  return rows
}

async function rename(tx: Transaction, { table, name }: Column, ids: Renamed[]): Promise<number> {
  return await tx.$executeRaw`
    UPDATE ${quoted(table)} t SET ${quoted(name)} = r.after
    FROM unnest(${ids.map(({ from }) => from)}::text[], ${ids.map(({ to }) => to)}::text[]) AS r (before, after)
    WHERE t.${quoted(name)} = r.before`
}

async function renameTags(tx: Transaction, subject: string, ids: Renamed[]): Promise<number> {
  return await tx.$executeRaw`
    UPDATE persona_tags t SET subject_id = r.after
    FROM unnest(${ids.map(({ from }) => from)}::text[], ${ids.map(({ to }) => to)}::text[]) AS r (before, after)
    WHERE t.subject = ${subject} AND t.subject_id = r.before`
}

/** Puts something else in the place of a name wherever it is said in passing; says how many rows said it, by table. */
export async function replaceInTexts(
  tx: Transaction,
  texts: Column[],
  { from, to }: Renamed,
): Promise<Map<string, number>> {
  const rows = new Map<string, number>()
  for (const { table, name, type } of texts) {
    const column = quoted(name)
    const [said, put] = type === 'jsonb' ? [inJson(from), inJson(to)] : [from, to]
    const value =
      type === 'jsonb'
        ? Prisma.sql`replace(${column}::text, ${said}, ${put})::jsonb`
        : Prisma.sql`replace(${column}, ${said}, ${put})`
    const changed = await tx.$executeRaw`
      UPDATE ${quoted(table)} SET ${column} = ${value} WHERE strpos(${column}::text, ${said}) > 0`
    if (changed > 0) rows.set(table, changed)
  }
  return rows
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1)

/** Erases the details of records of the audit trail that name any of these. The chain holds: it has their digests. */
export async function eraseDetails(tx: Transaction, names: string[]): Promise<number> {
  return await tx.$executeRaw`
    UPDATE audit SET payload = NULL WHERE payload IS NOT NULL
      AND EXISTS (SELECT FROM unnest(${names.map(inJson)}::text[]) AS said WHERE strpos(payload::text, said) > 0)`
}

/** What still names them and can't be changed: subjects of the audit trail, and entries with their versions. */
export async function stillNamed(
  tx: Transaction,
  names: string[],
): Promise<{ subjects: number; entries: string[] }> {
  const [audit] = await tx.$queryRaw<{ subjects: number }[]>`
    SELECT count(*)::int AS subjects FROM audit
    WHERE EXISTS (SELECT FROM unnest(${names}::text[]) AS said WHERE strpos(subject, said) > 0)`
  const entries = await tx.$queryRaw<{ name: string }[]>`
    SELECT DISTINCT e.kind || '/' || e.slug AS name FROM entries e JOIN entry_versions v ON v.entry_id = e.id
    WHERE EXISTS (SELECT FROM unnest(${names.map(inJson)}::text[]) AS said WHERE strpos(v.content::text, said) > 0)
    ORDER BY 1`
  return { subjects: audit?.subjects ?? 0, entries: entries.map(({ name }) => name) }
}

/** Lets every library read the evidence and the questions anew that it knows. */
export async function tellLibraries(tx: Transaction, pseudonym: string): Promise<void> {
  const sequence = await lockSequence(tx)
  await tx.$executeRaw`
    UPDATE open_questions SET sequence = ${sequence}
    WHERE sequence IS NOT NULL AND strpos(concat_ws(' ', text, nearest::text), ${pseudonym}) > 0`
  await tx.$executeRaw`
    UPDATE evidence SET sequence = ${sequence}
    WHERE strpos(concat_ws(' ', account, title, source, link, quotes::text, groups::text), ${pseudonym}) > 0`
  await advanceSequence(tx, sequence)
}
