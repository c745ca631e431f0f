import type { LoggedRun } from '#src/runs/log.ts'
import type { Pause } from '#src/runs/pauses.ts'
import { remedyFor } from './remedy.ts'
import { storiesOf, story } from './run-story.ts'
import { whenIn } from './telling.ts'

/** A job as the terminal lists it. */
export type Coming = { name: string; title: string; at: Temporal.ZonedDateTime; pause: Pause | undefined }

const MOST_LINES = 40

/** The run log for a terminal: what fails and what mends it, what was done, the newest first, and what comes next. */
export function runLog(
  log: { runs: LoggedRun[]; failing: LoggedRun[] },
  jobs: Coming[],
  zone: string,
): string {
  const titles = new Map(jobs.map(({ name, title }) => [name, title]))
  const failing = storiesOf(log.failing).map((alike) => logged(alike, titles, zone))
  const others = storiesOf(log.runs.filter(({ failed }) => !failed))
  const done = others.slice(0, MOST_LINES).map((alike) => logged(alike, titles, zone))
  return [
    ...(failing.length > 0 ? ['Needs a hand:', ...failing, ''] : []),
    ...(done.length > 0 ? done : failing.length > 0 ? [] : ['Nothing has run yet.']),
    '',
    `Next, in ${zone}:`,
    ...jobs.toSorted((a, b) => Temporal.ZonedDateTime.compare(a.at, b.at)).map((job) => next(job, zone)),
  ].join('\n')
}

function logged(
  alike: [LoggedRun, ...LoggedRun[]],
  titles: ReadonlyMap<string, string>,
  zone: string,
): string {
  const [run] = alike
  const { what, readers, ended, why } = story(alike, titles, zone)
  const remedy = run.failed ? [remedyFor(run.words)] : []
  const again = run.state === 'failed' ? [`Then: npm run -s dramatis -- job ${run.job}`] : []
  const notes = [`Due ${whenIn(run.scheduledAt)}.`, why, ...remedy, ...again].filter(Boolean).join(' ')
  return `${what} (${run.job}), for ${readers}: ${ended}\n    ${notes}`
}

function next({ name, at, pause }: Coming, zone: string): string {
  const when = pause ? pausedSince(pause, zone) : whenIn(at)
  return `  ${name.padEnd(18)} ${when}`
}

const pausedSince = ({ by, since }: Pause, zone: string): string =>
  `paused by ${by} since ${whenIn(since.toZonedDateTimeISO(zone))}`

export const nowPaused = (title: string, name: string): string =>
  `${title} is paused: no period of it is claimed until npm run -s dramatis -- runs --resume ${name}.`

export const pausedBefore = (title: string, pause: Pause, zone: string): string =>
  `${title} was ${pausedSince(pause, zone)}; nothing was changed.`

export const nowResumed = (title: string): string =>
  `${title} is resumed: the latest period that it missed is posted at the next wake-up, within a minute, and says so.`

export const notPaused = (title: string): string => `${title} is not paused; nothing was changed.`
