import { runLog } from '#bot/views/run-log.ts'
import { JOBS } from '#jobs/index.ts'
import { nextDue } from '#jobs/schedule.ts'
import type { TerminalCommand } from '#src/cli/command.ts'
import { recentRuns } from '#src/runs/log.ts'

const MOST = 30

/** `runs`: what the clock did lately, and when it runs what next. */
export const runs: TerminalCommand = {
  name: 'runs',
  takes: '',
  does: 'lists what the clock did lately, in which zone it was due, and what comes next',
  words: [0, 0],
  async run(_typed, { open, print }) {
    const { db, now, zone } = await open()
    const next = JOBS.map(({ name, schedule }) => ({ name, at: nextDue(schedule, zone, now()) }))
    print(runLog(await recentRuns(db, MOST), next, zone))
  },
}
