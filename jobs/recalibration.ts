import { z } from 'zod'
import { recalibrationPosts } from '#bot/views/recalibration.ts'
import { scorecardOwners } from '#src/scorecards/find-scorecard.ts'
import { recalibration } from '#src/scorecards/recalibration.ts'
import { job } from './job.ts'

/** Once a quarter: whether the KPIs of a scorecard should weigh something else, to whoever owns it. */
export const scorecardRecalibration = job({
  name: 'scorecard-recalibration',
  title: 'Recalibration of scorecards',
  does: 'whose KPIs should weigh more or less, with what the last months would have been, for their owner',
  schedule: { every: 'quarter', about: 'last', on: { businessDay: 6 }, at: '10:00' },
  scopes: async ({ readLibrary }) =>
    scorecardOwners(await readLibrary()).map((handle) => ({ id: handle, reader: { member: handle } })),
  facts: z.object({ found: z.array(recalibration) }),
  async compute({ scope, now }, ctx) {
    const today = now.toZonedDateTimeISO(ctx.zone).toPlainDate()
    const { recalibrationsFor } = await import('#src/scorecards/recalibrations.ts')
    const found = await recalibrationsFor(scope.id, today, ctx)
    return found.length === 0
      ? { found: 'nothing', because: 'no weight would move by 5 or more' }
      : { found: 'facts', facts: { found } }
  },
  report: ({ found }, telling) => recalibrationPosts(found, telling),
})
