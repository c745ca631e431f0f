import { aboutOf } from '#src/board/about.ts'
import { votersAmong } from '#src/board/decide.ts'
import { listOpen, readProposal } from '#src/board/store.ts'
import type { Context } from '#src/context.ts'
import { isFailing, triedOf } from '#src/feedback/feedback.ts'
import { readTried } from '#src/feedback/store.ts'
import { flagsToSettle } from '#src/flags/settle-flag.ts'
import { dueFor } from '#src/freshness/due-for.ts'
import type { Library } from '#src/knowledge/library.ts'
import { answersFor } from '#src/kpis/ask.ts'
import { openAsks } from '#src/kpis/store.ts'
import { isThere } from '#src/members/member.ts'
import { findPost } from '#src/posts/store.ts'
import { questionsWaitingFor } from '#src/questions/store.ts'
import { openAlertsOf } from '#src/triggers/store.ts'
import { type OwnerWeek, remindKey } from './digest.ts'

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
    alerts: alerts.map(({ firedAt, ...alert }) => ({ ...alert, firedOn: firedAt.toString() })),
    asks,
    ...(await proposalsOf(handle, library, ctx)),
  }
}

/** Open proposals that wait for this member's vote, and their own that wait for those of others. */
async function proposalsOf(
  handle: string,
  library: Library,
  { db }: Context,
): Promise<Pick<OwnerWeek, 'votes' | 'waiting'>> {
  const me = library.members.get(handle)
  if (!me) return { votes: [], waiting: [] }
  const voters = [...library.members.values()].filter(
    (member) => isThere(member) && votersAmong([member]).length > 0,
  )
  const week: Pick<OwnerWeek, 'votes' | 'waiting'> = { votes: [], waiting: [] }
  for (const { id, voted } of await listOpen(db, me.id)) {
    const proposal = await readProposal(db, id)
    if (!proposal) continue
    const { revision, deadline, proposer } = proposal
    const said = {
      id,
      revision,
      proposer: proposer.name,
      ...aboutOf(proposal),
      deadline: deadline.toString(),
    }
    if (!voted && voters.includes(me)) week.votes.push(said)
    if (proposer.handle !== handle) continue
    const missing = voters.filter(
      (voter) => voter.id !== me.id && !proposal.votes.some(({ memberId }) => memberId === voter.id),
    )
    const untold = []
    for (const voter of missing)
      if (!(await findPost(db, remindKey(id, voter.handle)))) untold.push(voter.handle)
    if (missing.length > 0)
      week.waiting.push({ ...said, missing: missing.map((voter) => voter.handle), untold })
  }
  return week
}
