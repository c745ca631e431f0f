import { type Block, type ButtonSpec, buttons, listed, say, small } from '#bot/slack/blocks.ts'
import { bold, code, italic, line, type Span } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { LoggedRun } from '#src/runs/log.ts'
import type { PlannedJob } from '#src/runs/planned.ts'
import { oneScreen } from './one-screen.ts'
import { nextWords, pauseButton } from './planned-jobs.ts'
import { counted, firstFew } from './reading.ts'
import { remedyFor } from './remedy.ts'
import { storiesOf, story } from './run-story.ts'

/** What the clock did, what it fails at and what it does next. */
export type ClockShown = {
  runs: LoggedRun[]
  failing: LoggedRun[]
  jobs: PlannedJob[]
  library: Library
  zone: string
  /** Whoever looks may pause jobs and try them. */
  mayAct: boolean
}

/** Everything that the clock looks after, failures first. */
export function clockStory(shown: ClockShown, unknownName?: string): Block[] {
  const { failing, jobs, zone } = shown
  const titles = titlesOf(jobs)
  return oneScreen([8, 5, 3, 2, 1], (few) => [
    say(
      unknownName === undefined ? undefined : line(`There is no job “${unknownName}”; here are all of them.`),
      line(bold(headOf(shown))),
      ...failures(failing, titles, zone, few),
      ...listed('Lately', lately(shown, few)),
      ...listed(
        'Next',
        jobs.map((job) => [job.title, ': ', nextWords(job, shown)]),
      ),
    ),
    small(`Times are in ${zone}.`),
    ...(jobs.length === 0
      ? []
      : [
          buttons(
            jobs.map(({ name, title }) => ({ text: title, action: 'ask', value: { text: `runs ${name}` } })),
          ),
        ]),
  ])
}

/** One job: the same, and what to do with it. */
export function jobStory(job: PlannedJob, shown: ClockShown, note?: string): Block[] {
  const titles = titlesOf(shown.jobs)
  return oneScreen([8, 5, 3], (few) => [
    say(
      line(bold(`${job.title}: `), nextWords(job, shown)),
      note === undefined ? undefined : line(note),
      ...failures(shown.failing, titles, shown.zone, few),
      ...listed('Lately', lately(shown, few)),
    ),
    small(`Times are in ${shown.zone}.`),
    ...(shown.mayAct ? [buttons(jobButtons(job))] : []),
  ])
}

const jobButtons = (job: PlannedJob): ButtonSpec[] => [
  pauseButton(job),
  { text: 'Test send to me', action: 'job-test', value: { job: job.name } },
  { text: 'Dry run', action: 'job-dry', value: { job: job.name } },
]

const titlesOf = (jobs: PlannedJob[]) => new Map(jobs.map(({ name, title }) => [name, title]))

function headOf({ failing, jobs, runs }: ClockShown): string {
  if (jobs.length === 0) return 'No clock has looked at anything yet: start one with npm start.'
  const troubled = new Set(failing.map(({ job }) => job)).size
  const paused = jobs.filter(({ pause }) => pause).length
  const rest = paused > 0 ? ` ${paused === 1 ? 'One is' : `${paused} are`} paused.` : ''
  if (troubled > 0) return `${troubled} of ${counted(jobs.length, 'job')} can't post.${rest}`
  return `${runs.length === 0 ? 'Nothing has run yet.' : 'All that was due is done or under way.'}${rest}`
}

function failures(failing: LoggedRun[], titles: ReadonlyMap<string, string>, zone: string, few: number) {
  const spans = firstFew(storiesOf(failing), few, (alike): Span[] => {
    const [run] = alike
    const { what, readers, ended } = story(alike, titles, zone)
    const again = run.state === 'failed' ? [' Then: ', code(`npm run -s dramatis -- job ${run.job}`)] : []
    return [bold(what), ` for ${readers}: ${ended} `, remedyFor(run.words) ?? '', ...again]
  })
  return listed('Needs a hand', spans)
}

/** What went well, or is under way, the newest first. */
const lately = ({ runs, jobs, zone }: ClockShown, few: number): Span[][] =>
  firstFew(storiesOf(runs.filter(({ failed }) => !failed)), few, (alike) => {
    const { what, readers, ended, why } = story(alike, titlesOf(jobs), zone)
    return [what, ` for ${readers}: ${ended}`, ...(why ? [italic(`. ${why}`)] : [])]
  })

export const onlyBoardSeesRuns = (): Block[] => [
  say(
    line(
      'What the clock posts and when is for board members, persona owners and admins. What it has for you comes to you by itself; ask one of them if something seems to be missing.',
    ),
  ),
]

export const onlyOwnersRunJobs = (): Block[] => [
  say(line('Only admins and persona owners pause and try jobs. Ask one of them; nothing was changed.')),
]

export const jobGone = (name: string): Block[] => [
  say(
    line(
      `No clock looks after a job ${name} any more; `,
      code('/persona runs'),
      ' shows those that there are.',
    ),
  ),
]

/** What came of a test or a dry run that somebody asked for. */
export const tried = (said: string): Block[] => [say(line(said))]

export const nobodyRunsJobs = (): Block[] => [
  say(
    line(
      'Nothing was sent: no clock took this up within five seconds. The operator can start one with npm start.',
    ),
  ),
]

export const stillAtIt = (): Block[] => [
  say(
    line(
      'The clock has taken this up and is still at it; ',
      code('/persona runs'),
      ' shows what comes of it.',
    ),
  ),
]

export const pausedNote = 'It posts nothing until somebody resumes it; what it had begun is finished.'
export const resumedNote = 'The latest period that it missed meanwhile is posted within a minute.'
