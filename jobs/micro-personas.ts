import { findingJob } from './finding-job.ts'

/** Once a month: a group of somebody's customers that does something else than the others, told when it stands out. */
export const microPersonas = findingJob({
  name: 'micro-personas',
  title: 'Emerging personas',
  does: 'groups of customers that do something else than the others of their persona, for its owner alone',
  schedule: { every: 'month', about: 'this', on: { businessDay: 6 }, at: '10:00' },
  // What it computes with is loaded when it runs.
  judge: async (...given) => (await import('#src/micro-personas/judge.ts')).judgeEmerging(...given),
})
