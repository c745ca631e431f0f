import type { Pressed } from '#bot/actions/action.ts'
import { keptDraft } from '#bot/modals/proposed.ts'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import { alertCard, alertGone, strangersDontAnswer, tooLate } from '#bot/views/alert.ts'
import { improvementWords, tooFewUseful } from '#bot/views/trigger-precision.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import type { Context } from '#src/context.ts'
import { whoHears } from '#src/freshness/answerable.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { findPost, findPostEnding } from '#src/posts/store.ts'
import { type Alert, cardKey } from '#src/triggers/alert.ts'
import { answerAlert } from '#src/triggers/answer-store.ts'
import { improvement, partFor } from '#src/triggers/improve.ts'
import type { Answer } from '#src/triggers/machine.ts'
import { answersTo, isPoor, precisions } from '#src/triggers/precision.ts'

/** Answers an alert as whoever pressed: its card says so wherever it is, and who came too late reads what is so. */
export async function answeredAlert(
  id: string,
  given: Answer & { reason?: string | undefined },
  { asker, at, origin }: Pick<Pressed, 'asker' | 'at' | 'origin'>,
  ctx: Context,
): Promise<Outgoing[]> {
  const by = await whoAnswers(id, asker, ctx)
  if (by === undefined) return [{ to: 'asker', message: message(strangersDontAnswer()) }]
  const outcome = await answerAlert(ctx.db, id, { ...given, by }, at)
  if (!outcome) return [{ to: 'asker', message: message(alertGone()) }]
  const { alert, taken } = outcome
  const card = await cardAgain(alert, ctx)
  const library = await ctx.readLibrary()
  const shown = { ...ctx, library }
  // Pressed twice, the second time says nothing: it stands as they wanted it.
  if (!taken && (alert.answeredBy !== by || alert.recoveredAt))
    return [...card, { to: 'asker', message: message(tooLate(alert, shown)) }]
  if (given.answer === 'dismiss') card.push(...(await worthAChange(alert, ctx)))
  const seen = card.some(
    (each) => each.to === 'channel' && [undefined, each.channelId].includes(origin.channelId),
  )
  return seen ? card : [...card, { to: 'asker', message: alertCard(alert, shown) }]
}

/** Once too few find a trigger useful its owner is told, with a draft of what follows: once for what it says now. */
async function worthAChange({ trigger, ruleVersion }: Alert, ctx: Context): Promise<Outgoing[]> {
  const library = await ctx.readLibrary()
  const entry = findEntry(library, 'trigger', trigger)
  if (!entry || entry.version !== ruleVersion) return []
  const judged = (await precisions(ctx.db, [entry])).get(trigger)
  const owner = library.members.get(whoHears(entry, library) ?? '')
  if (!judged || !isPoor(judged) || owner === undefined) return []
  const what = improvement(await answersTo(ctx.db, entry))
  const words = message(tooFewUseful(entry, judged, what, library))
  const key = `trigger-precision/${trigger}/${entry.version}`
  const draft = {
    ...{ parts: [partFor(entry, what)], proposer: owner, source: key },
    rationale: improvementWords(entry, judged, what, library).join(' '),
  }
  return [{ to: 'member', handle: owner.handle, key, message: words }, ...(await keptDraft(draft, ctx))]
}

/** The handle of who may answer; of who may not, it is recorded. */
export async function whoAnswers(
  id: string,
  asker: Pressed['asker'],
  ctx: Context,
): Promise<string | undefined> {
  if (asker.member && !asker.outsider) return asker.member.handle
  await recordRefusal(ctx.db, asker, { action: 'answer', subject: `alert/${id}` }, ctx.now())
  return undefined
}

/** Its card as it stands now, where it is. */
async function cardAgain(alert: Alert, ctx: Context): Promise<Outgoing[]> {
  const key = cardKey(alert.id)
  const known = await findPost(ctx.db, key)
  const post = known ? { ...known, key } : await findPostEnding(ctx.db, `/${alert.id}`)
  if (!post?.ts) return []
  const library = await ctx.readLibrary()
  const card = alertCard(alert, { ...ctx, library })
  return [{ to: 'channel', key: post.key, channelId: post.channel, message: card }]
}

/** Its card for somebody who asked for it: a message of its own in their direct messages, unless there is one. */
export async function cardFor(
  alert: Alert,
  { channelId, direct }: Pressed['origin'],
  ctx: Context,
): Promise<Outgoing[]> {
  const card = alertCard(alert, { ...ctx, library: await ctx.readLibrary() })
  if (!direct || channelId === undefined || (await cardAgain(alert, ctx)).length > 0)
    return [{ to: 'asker', message: card }]
  return [{ to: 'channel', key: cardKey(alert.id), channelId, message: card }]
}
