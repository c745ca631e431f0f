import { Prisma } from '#prisma/generated/client.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import { arrayLiteral } from './array-literal.ts'
import type { Link, ReadEvent } from './event.ts'
import type { Meaning } from './mapping.ts'
import type { Unreadable } from './unreadable.ts'

/** An event as it is kept. */
export type KeptEvent = Omit<ReadEvent, 'properties' | 'link'> & Meaning

/**
 * Keeps events in one statement and says how many of them were new. A message's id is kept once, whoever sends it
 * again. An event belongs to the account that it names, else to that of its user, as far as that is known yet.
 */
export async function storeEvents(
  db: Database | Transaction,
  events: KeptEvent[],
  receivedAt: Temporal.Instant,
): Promise<number> {
  if (events.length === 0) return 0
  // In one order, so that two that keep the same events never wait for each other.
  const sorted = events.toSorted((a, b) => (a.messageId < b.messageId ? -1 : 1))
  const column = (of: (event: KeptEvent) => string | undefined) => arrayLiteral(sorted.map(of))
  return await db.$executeRaw`
    WITH given AS MATERIALIZED (
      SELECT * FROM unnest(
        ${column(({ messageId }) => messageId)}::text[], ${column(({ type }) => type)}::text[],
        ${column(({ name }) => name)}::text[], ${column(({ signal }) => signal)}::text[],
        ${column(({ family }) => family)}::text[], ${column(({ accountId }) => accountId)}::text[],
        ${column(({ senderId }) => senderId)}::text[], ${column(({ at }) => at.toString())}::timestamptz[],
        ${column(({ properties }) => JSON.stringify(properties))}::jsonb[]
      ) AS g (message_id, type, name, signal, family, account_id, sender_id, at, properties)
    )
    INSERT INTO events (message_id, type, name, signal, family, account_id, user_id, at, received_at, properties)
    SELECT g.message_id, g.type, g.name, g.signal, g.family,
      COALESCE(g.account_id, l.account_id, u.account_id, c.account_id), COALESCE(l.user_id, g.sender_id),
      g.at, ${new Date(receivedAt.epochMilliseconds)}, g.properties
    FROM given g
    LEFT JOIN event_senders l ON l.sender_id = g.sender_id
    LEFT JOIN event_senders u ON u.sender_id = l.user_id
    LEFT JOIN contacts c ON c.contact_id = COALESCE(l.user_id, g.sender_id)
    ON CONFLICT (message_id) DO NOTHING`
}

/** Notes who senders are, as far as nothing newer is known. */
export async function storeLinks(db: Database | Transaction, links: Link[]): Promise<void> {
  const newest = newestOfEach(links)
  if (newest.length === 0) return
  const column = (of: (link: Link) => string | undefined) => arrayLiteral(newest.map(of))
  await db.$executeRaw`
    INSERT INTO event_senders AS known (sender_id, user_id, account_id, at)
    SELECT * FROM unnest(
      ${column(({ senderId }) => senderId)}::text[], ${column(({ userId }) => userId)}::text[],
      ${column(({ accountId }) => accountId)}::text[], ${column(({ at }) => at.toString())}::timestamptz[])
    ON CONFLICT (sender_id) DO UPDATE SET
      user_id = COALESCE(EXCLUDED.user_id, known.user_id),
      account_id = COALESCE(EXCLUDED.account_id, known.account_id), at = EXCLUDED.at
    WHERE EXCLUDED.at >= known.at`
}

/** One a sender, in one order, what was said last counting before what was said first. */
function newestOfEach(links: Link[]): Link[] {
  const byTime = links.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
  const merged = new Map<string, Link>()
  for (const link of byTime) {
    const before = merged.get(link.senderId)
    const userId = link.userId ?? before?.userId
    merged.set(link.senderId, { ...link, userId, accountId: link.accountId ?? before?.accountId })
  }
  return [...merged.values()].toSorted((a, b) => (a.senderId < b.senderId ? -1 : 1))
}

/**
 * Gives events whose account nobody knew the account of their user: of these senders, or of all. Called whenever
 * somebody says who is where, and after an import of contacts. Those count as stored now, so that triggers look at them.
 * Says how many events found theirs.
 */
export async function placeEvents(db: Database | Transaction, senders?: string[]): Promise<number> {
  const which = senders ? Prisma.sql`AND user_id = ANY(${senders}::text[])` : Prisma.empty
  // By user, and not by event: of a user there may be any number of events.
  return await db.$executeRaw`
    WITH waiting AS (
      SELECT DISTINCT user_id FROM events WHERE account_id IS NULL AND user_id IS NOT NULL ${which}
    ), found AS MATERIALIZED (
      SELECT w.user_id AS sender_id, COALESCE(l.account_id, u.account_id, c.account_id) AS account_id,
        COALESCE(l.user_id, w.user_id) AS user_id
      FROM waiting w
      LEFT JOIN event_senders l ON l.sender_id = w.user_id
      LEFT JOIN event_senders u ON u.sender_id = l.user_id
      LEFT JOIN contacts c ON c.contact_id = COALESCE(l.user_id, w.user_id)
    )
    UPDATE events e SET account_id = found.account_id, user_id = found.user_id,
      stored_in = CASE WHEN found.account_id IS NULL THEN e.stored_in ELSE pg_current_xact_id() END
    FROM found
    WHERE e.account_id IS NULL AND e.user_id = found.sender_id
      AND (found.account_id IS NOT NULL OR found.user_id <> e.user_id)`
}

/** Keeps why events could not be kept; the same one again is there once. */
export async function storeRejects(
  db: Database,
  rejects: Unreadable[],
  from: { key: string; receivedAt: Temporal.Instant },
): Promise<void> {
  const receivedAt = new Date(from.receivedAt.epochMilliseconds)
  const rows = rejects.map(({ id, type, reason, fields }) => ({
    ...{ id, reason, fields, key: from.key, receivedAt },
    ...(type !== undefined && { type }),
  }))
  if (rows.length > 0) await db.eventReject.createMany({ data: rows, skipDuplicates: true })
}
