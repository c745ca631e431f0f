import { aboutOf } from '#src/board/about.ts'
import { mayBlock } from '#src/board/cast-vote.ts'
import type { Proposal } from '#src/board/proposal.ts'
import { turnOf } from '#src/board/ruling.ts'
import { asks, listWaiting } from '#src/board/waiting.ts'
import type { Context } from '#src/context.ts'
import { isFailing, triedOf } from '#src/feedback/feedback.ts'
import { readTried } from '#src/feedback/store.ts'
import { flagsToSettle } from '#src/flags/settle-flag.ts'
import { whoHears } from '#src/freshness/answerable.ts'
import { dueFor } from '#src/freshness/due-for.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { answersFor } from '#src/kpis/ask.ts'
import { openAsks } from '#src/kpis/store.ts'
import { findPost } from '#src/posts/store.ts'
import { questionsWaitingFor } from '#src/questions/store.ts'
import { countDoubts } from '#src/tags/doubt-store.ts'
import { changedValues } from '#src/tags/published.ts'
import { isPoor, precisionsFor } from '#src/triggers/precision.ts'
import { openAlertsOf } from '#src/triggers/store.ts'
import { type OpenVote, type OwnerWeek, remindKey } from './digest.ts'

const MOST_QUESTIONS = 5

/** What waits for one owner, as everything stands at an instant. */
export async function ownerWeekOf(handle: string, now: Temporal.Instant, ctx: Context): Promise<OwnerWeek> {
  const library = await ctx.readLibrary()
  const mine = dueFor(library, handle, { now, zone: ctx.zone })
  const flags = (await flagsToSettle(ctx.db, library)).get(handle) ?? []
  const alerts = await openAlertsOf(ctx.db, handle)
  const asks = (await openAsks(ctx.db)).filter((ask) => answersFor(ask, library)?.handle === handle)
  return {
    stale: mine.filter(({ stale }) => stale),
    due: mine.filter(({ stale }) => !stale),
    questions: await questionsWaitingFor(ctx.db, handle, MOST_QUESTIONS),
    flags: flags.map(({ id, kind, slug, text }) => ({ id, kind, slug, text })),
    failing: triedOf(handle, (await readTried(ctx.db, now)).values(), library).filter(isFailing),
    alerts: alerts.map(({ id, facts, firedAt }) => ({
      id,
      account: facts.name,
      said: facts.said,
      firedOn: firedAt.toString(),
    })),
    asks,
    triggers: await triggersOf(handle, library, now, ctx),
    doubts: await doubtsFor(handle, library, ctx),
    ...(await proposalsOf(handle, library, now, ctx)),
  }
}

/** How the triggers do that somebody answers for. */
async function triggersOf(handle: string, library: Library, now: Temporal.Instant, { db }: Context) {
  const mine = entriesOf(library, 'trigger').filter((entry) => whoHears(entry, library) === handle)
  return (await precisionsFor(db, mine, now)).map((judged) => ({
    ...{ slug: judged.trigger, fired: judged.fired, useful: judged.useful, of: judged.of },
    poor: isPoor(judged),
  }))
}

/** Whoever owns the personas reads how many are in doubt. */
async function doubtsFor(handle: string, library: Library, { db }: Context): Promise<OwnerWeek['doubts']> {
  if (!library.members.get(handle)?.roles.includes('persona-owner')) return []
  const { of, unsure } = await countDoubts(db)
  return of === 0 ? [] : [{ of, unsure, changed: (await changedValues(db)).length }]
}

/** Open proposals that wait for this member's vote, and their own that wait for those of others. */
async function proposalsOf(
  handle: string,
  library: Library,
  now: Temporal.Instant,
  { db }: Context,
): Promise<Pick<OwnerWeek, 'votes' | 'waiting'>> {
  const me = library.members.get(handle)
  if (!me) return { votes: [], waiting: [] }
  const week: Pick<OwnerWeek, 'votes' | 'waiting'> = { votes: [], waiting: [] }
  for (const each of await listWaiting(db, now)) {
    const said = saidOf(each.proposal)
    if (asks(each, me.id)) week.votes.push(said)
    if (each.proposal.proposer.id !== me.id) continue
    const missing = [...new Set(each.stand.silent.map(({ asked }) => asked.handle))].filter(
      (other) => other !== handle,
    )
    const untold = []
    for (const other of missing) if (!(await findPost(db, remindKey(said.id, other)))) untold.push(other)
    if (missing.length > 0) week.waiting.push({ ...said, missing, untold })
  }
  return week
}

const saidOf = (proposal: Proposal): OpenVote => ({
  ...{ id: proposal.id, revision: proposal.revision, proposer: proposal.proposer.name },
  ...aboutOf(proposal),
  deadline: proposal.deadline.toString(),
  turn: turnOf(proposal.ruling),
  block: mayBlock(proposal),
})
