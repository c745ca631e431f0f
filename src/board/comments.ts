import { appendAudit } from '#src/audit/store.ts'
import type { Database } from '#src/db/connect.ts'
import { IN_TURN } from '#src/knowledge/sequence.ts'
import { eraseComment, writeComment } from './comment-store.ts'

/** Something that was said in the thread of a proposal's card, as it stands; without text it was taken back. */
export type Said = {
  proposal: number
  channelId: string
  /** Names the message in its channel. */
  ts: string
  text: string | undefined
  slackUserId: string
  member: { id: string; handle: string } | undefined
  at: Temporal.Instant
  /** When it became what it says now. */
  changedAt: Temporal.Instant
}

/**
 * Keeps a comment with its proposal and in the audit trail. What was told of already, or is older than what is known,
 * changes nothing. What somebody takes back is erased everywhere; that there was something stays.
 */
export async function keepComment(db: Database, said: Said): Promise<void> {
  await db.$transaction(async (tx) => {
    const written = await writeComment(tx, said)
    if (written === 'as before') return
    const { proposal, ts, text, slackUserId, member, changedAt } = said
    const subject = `proposal/${proposal}`
    if (text === undefined) await eraseComment(tx, { subject, ts })
    await appendAudit(tx, {
      actor: member?.handle ?? `slack ${slackUserId}`,
      action: text === undefined ? 'comment deleted' : written === 'new' ? 'comment' : 'comment edited',
      subject,
      payload: { ts, ...(text !== undefined && { text }) },
      at: new Date(changedAt.epochMilliseconds),
    })
  }, IN_TURN)
}
