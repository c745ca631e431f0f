import { judgedFor } from '#src/findings/judged-for.ts'
import { findingJob } from './finding-job.ts'

const FRIDAY = 5

/** Each business day: what has become unusual about somebody's personas, told to them on its transition alone. */
export const signalMonitor = findingJob({
  name: 'signal-monitor',
  title: 'Signal monitor',
  does: 'personas that drift from their own history, lose their hold or are forgotten, for their owner alone',
  schedule: { every: 'day', about: 'this', on: { day: 1 }, at: '09:30' },
  rests: ({ period }) => (period.from.dayOfWeek > FRIDAY ? 'it is the weekend' : undefined),
  judge: judgedFor,
})
