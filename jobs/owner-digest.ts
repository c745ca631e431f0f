import { ownerDigest as view } from '#bot/views/owner-digest.ts'
import { isFailing, triedOf } from '#src/feedback/feedback.ts'
import { readTried } from '#src/feedback/store.ts'
import { flagsToSettle } from '#src/flags/settle-flag.ts'
import { dueFor } from '#src/freshness/due-for.ts'
import { TELLING_JOBS } from '#src/freshness/store.ts'
import { questionsWaitingFor } from '#src/questions/store.ts'
import { ownerWeek } from '#src/refresh/digest.ts'
import { openAlertsOf } from '#src/triggers/store.ts'
import { job } from './job.ts'
import { owners } from './owners.ts'

const MOST_QUESTIONS = 5

/** What a week asks of each owner, in their direct messages; nothing to say means no message. */
export const ownerDigest = job({
  name: TELLING_JOBS.digest,
  title: 'Weekly owner digest',
  does: 'what is stale, due, asked and alerted, for each owner alone',
  schedule: { every: 'week', about: 'this', on: { day: 1 }, at: '08:00' },
  scopes: async ({ readLibrary }) => owners(await readLibrary()),
  facts: ownerWeek,
  async compute({ scope, now }, ctx) {
    const library = await ctx.readLibrary()
    const mine = dueFor(library, scope.id, { now, zone: ctx.zone })
    const questions = await questionsWaitingFor(ctx.db, scope.id, MOST_QUESTIONS)
    const alerts = await openAlertsOf(ctx.db, scope.id)
    const flags = (await flagsToSettle(ctx.db, library)).get(scope.id) ?? []
    const tried = triedOf(scope.id, (await readTried(ctx.db, now)).values(), library)
    const failing = tried.filter(isFailing)
    const facts = {
      stale: mine.filter(({ stale }) => stale),
      due: mine.filter(({ stale }) => !stale),
      questions,
      flags: flags.map(({ id, kind, slug, text }) => ({ id, kind, slug, text })),
      failing,
      alerts: alerts.map(({ account, firedAt }) => ({ account, firedOn: firedAt.toString() })),
    }
    const empty = [mine, questions, alerts, flags, failing].every((list) => list.length === 0)
    return empty ? { found: 'nothing', because: 'nothing to say' } : { found: 'facts', facts }
  },
  report: view,
})
