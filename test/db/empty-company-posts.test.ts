import { expect, test } from 'vitest'
import { dryRun } from '#jobs/dry-run.ts'
import { insightReminder } from '#jobs/insight-reminder.ts'
import { personaRefresh } from '#jobs/persona-refresh.ts'
import { scorecardRecalibration } from '#jobs/recalibration.ts'
import { taskFollowUp } from '#jobs/task-follow-up.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { createLog } from '#src/log.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  test.each([
    [insightReminder, 'nothing is due'],
    [personaRefresh, 'there are no personas yet'],
    [taskFollowUp, 'it has no readers'],
    [scorecardRecalibration, 'it has no readers'],
  ])('a company without anything in it gets nothing of $name', async (job, because) => {
    const now = Temporal.Instant.from('2027-01-08T08:00:00Z')
    const ctx = {
      db: database.db,
      readLibrary: followLibrary(database.db),
      log: createLog('silent'),
      now: () => now,
      zone: 'Europe/Berlin',
      currency: 'EUR',
    }
    expect(await dryRun(job, now, ctx)).toContain(`Nothing would be posted: ${because}.`)
  })
})
