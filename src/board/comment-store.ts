import type { Database, Transaction } from '#src/db/connect.ts'
import type { Said } from './comments.ts'

/** The proposal whose card is at this place. */
export async function proposalAt(
  db: Database,
  place: { channel: string; ts: string },
): Promise<number | undefined> {
  const post = await db.post.findFirst({
    where: { ...place, key: { startsWith: 'proposal/' } },
    select: { key: true },
  })
  const [, id] = /^proposal\/(\d+)$/.exec(post?.key ?? '') ?? []
  return id === undefined ? undefined : Number(id)
}

/** Writes what was said, unless it is known or something newer is. */
export async function writeComment(
  tx: Transaction,
  { proposal, channelId, ts, text, slackUserId, member, at, changedAt }: Said,
): Promise<'new' | 'changed' | 'as before'> {
  const [row] = await tx.$queryRaw<{ fresh: boolean }[]>`
    INSERT INTO proposal_comments AS known (channel_id, ts, proposal_id, slack_user_id, member_id, text, at, changed_at)
    VALUES (${channelId}, ${ts}, ${proposal}, ${slackUserId}, ${member?.id ?? null}::uuid, ${text ?? null},
      ${dateOf(at)}, ${dateOf(changedAt)})
    ON CONFLICT (channel_id, ts) DO UPDATE SET text = excluded.text, changed_at = excluded.changed_at
    WHERE known.changed_at <= excluded.changed_at AND known.text IS NOT NULL
      AND known.text IS DISTINCT FROM excluded.text
    RETURNING (xmax = 0) AS fresh`
  if (!row) return 'as before'
  return row.fresh ? 'new' : 'changed'
}

/** Erases what the audit trail kept of a message; its digests stay, so that nothing is broken. */
export async function eraseComment(
  tx: Transaction,
  { subject, ts }: { subject: string; ts: string },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE audit SET payload = NULL
    WHERE subject = ${subject} AND action IN ('comment', 'comment edited') AND payload->>'ts' = ${ts}`
}

/** What is in the thread today, the oldest first. */
export type Comment = { name: string; text: string; at: Temporal.Instant }

export async function readComments(db: Database, proposalId: number): Promise<Comment[]> {
  const rows = await db.proposalComment.findMany({
    where: { proposalId, text: { not: null } },
    include: { member: { select: { name: true } } },
    orderBy: [{ at: 'asc' }, { ts: 'asc' }],
  })
  return rows.map(({ member, text, at }) => ({
    name: member?.name ?? 'Somebody',
    text: text ?? '',
    at: Temporal.Instant.fromEpochMilliseconds(at.getTime()),
  }))
}

const dateOf = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds)
