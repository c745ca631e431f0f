import { type Block, type ButtonSpec, buttons, lineWithButton, say } from '#bot/slack/blocks.ts'
import { bold, line } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { PlannedJob } from '#src/runs/planned.ts'
import { personName } from './names.ts'
import { shortWhen } from './run-story.ts'

type Shown = { library: Library; zone: string }

/** In Home, for whoever may pause a job: when each comes next. */
export function plannedJobRows(jobs: PlannedJob[], shown: Shown): Block[] {
  if (jobs.length === 0) return []
  return [
    say(line(bold('What I post'), `, in ${shown.zone}`)),
    ...jobs.map((job) => lineWithButton(`${job.title}: ${nextWords(job, shown)}`, pauseButton(job))),
    buttons([{ text: 'What was posted', action: 'ask', value: { text: 'runs' } }]),
  ]
}

export const pauseButton = ({ name, pause }: Pick<PlannedJob, 'name' | 'pause'>): ButtonSpec =>
  pause
    ? { text: 'Resume', action: 'job-resume', value: { job: name }, style: 'primary' }
    : { text: 'Pause', action: 'job-pause', value: { job: name } }

/** When a job comes next, or who paused it. */
export function nextWords({ pause, nextAt }: PlannedJob, { library, zone }: Shown): string {
  if (pause)
    return `paused by ${personName(library, pause.by) ?? pause.by} since ${shortWhen(pause.since, zone)}`
  return nextAt ? shortWhen(nextAt, zone) : 'not planned yet'
}
