import { z } from 'zod'
import type { Block } from '#bot/slack/blocks.ts'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import * as words from '#bot/views/review-notes.ts'
import { runGone } from '#bot/views/run-why.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import type { Context } from '#src/context.ts'
import type { Library } from '#src/knowledge/library.ts'
import { type Ask, asksOf, closesOn, mayNote } from '#src/kpis/ask.ts'
import { review } from '#src/kpis/review.ts'
import { readNotes, writeNote } from '#src/kpis/store.ts'
import type { Asker } from '#src/members/identity.ts'
import { findPost } from '#src/posts/store.ts'
import { findRun } from '#src/runs/log.ts'
import type { Pressed } from './action.ts'

/** Which KPI of which persona in which review. */
export const reviewAsk = z.object({ review: z.string(), persona: z.string(), kpi: z.string() })
type ReviewAsk = z.output<typeof reviewAsk>

type Open = { ask: Ask; asks: Ask[]; handle: string; scheduledAt: Temporal.ZonedDateTime; library: Library }

/** What a note would be about, if the person may leave one and the review is open. */
export async function openAsk(
  { review: key, persona, kpi }: ReviewAsk,
  asker: Asker,
  ctx: Context,
): Promise<Open | { refused: Block[] }> {
  const library = await ctx.readLibrary()
  const run = await findRun(ctx.db, key)
  const facts = review.safeParse(run?.facts).data
  const asks = facts ? asksOf(facts) : []
  const ask = asks.find((each) => each.persona === persona && each.kpi === kpi)
  if (!run || !ask) return { refused: runGone() }
  const handle = asker.member?.handle
  const member = handle === undefined ? undefined : library.members.get(handle)
  if (handle === undefined || !member || asker.outsider || !mayNote(member)) {
    await recordRefusal(ctx.db, asker, { action: 'note', subject: key }, ctx.now())
    return { refused: words.onlyBoardNotes() }
  }
  const { scheduledAt } = run
  const today = ctx.now().toZonedDateTimeISO(scheduledAt.timeZoneId).toPlainDate()
  if (Temporal.PlainDate.compare(today, closesOn(scheduledAt)) > 0)
    return { refused: words.reviewClosed(scheduledAt) }
  return { ask, asks, handle, scheduledAt, library }
}

/** Keeps a note, or that somebody watches, and shows the card in the review's thread as it stands now. */
export async function afterNote(
  value: ReviewAsk,
  text: string | undefined,
  { asker, request }: Pick<Pressed, 'asker' | 'request'>,
  ctx: Context,
): Promise<Outgoing[]> {
  const found = await openAsk(value, asker, ctx)
  if ('refused' in found) return [{ to: 'asker', message: message(found.refused) }]
  const { ask, asks, handle, scheduledAt, library } = found
  const note = { source: request, persona: ask.persona, kpi: ask.kpi, by: handle, text }
  await writeNote(ctx.db, value.review, note, ctx.now())
  const notes = await readNotes(ctx.db, value.review)
  const key = `${value.review}/notes`
  const post = await findPost(ctx.db, key)
  const card = words.notesCard({ review: value.review, asks, notes, scheduledAt, library })
  return [
    ...(post ? [{ to: 'channel' as const, key, channelId: post.channel, message: card }] : []),
    { to: 'asker', message: message(words.noted(ask, library, text === undefined)) },
  ]
}
