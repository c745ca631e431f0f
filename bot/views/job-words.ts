import { periodName } from '#src/runs/period.ts'
import { counted } from './reading.ts'
import { whenIn } from './telling.ts'

/** How a run for one reader ended. */
export type Ending = { scope: string; failed: boolean; words: string }

/** What came of a run by hand, for whoever asked for it. */
export function ranByHand(title: string, period: string, endings: Ending[]): string {
  if (endings.length === 0) return `${title}, ${periodName(period)}: nobody is to get it.`
  const alike = Map.groupBy(endings, ({ failed, words }) => `${failed ? 'failed, ' : ''}${words}`)
  const said = [...alike].map(([words, those]) => `${those.map(({ scope }) => scope).join(', ')}: ${words}`)
  return `${title}, ${periodName(period)}. ${said.join('; ')}.`
}

export const testSent = (title: string, handle: string, count: number): string =>
  count === 0
    ? `${title}: there is nothing to tell, so nothing was sent.`
    : `${title}: sent ${counted(count, 'message')} to ${handle} alone, as a test. Nothing is recorded as run.`

export const couldNotRun = (cause: string): string => `That didn't work: ${cause}.`

export const dryHeading = (
  title: string,
  { period, scheduledAt }: { period: string; scheduledAt: Temporal.ZonedDateTime },
  reader: string,
): string =>
  `${title}, ${periodName(period)}, for ${reader}. A dry run: nothing is posted. Its day is ${whenIn(scheduledAt)}.`

export const nothingToPost = (because: string): string => `Nothing would be posted: ${because}.`

export const noProgramRuns = (): string =>
  'Nothing was posted: no Dramatis is running on this database to post it. Start one with npm start, set SLACK_BOT_TOKEN, or add --dry to read it here.'

export const notAnswered = (seconds: number): string =>
  `The running Dramatis took this up and has not finished within ${seconds} seconds: see npm run -s dramatis -- runs.`

/** What a run did to its posts. */
export function postedWords({ fresh, changed }: { fresh: number; changed: number }): string {
  if (fresh === 0 && changed === 0) return 'posted before, and nothing has changed since'
  const said = [
    ...(fresh > 0 ? [`posted ${counted(fresh, 'message')}`] : []),
    ...(changed > 0 ? [`updated ${counted(changed, 'message')}`] : []),
  ]
  return said.join(', ')
}

/** "waits until Fri 13 Nov 2026, 16:00 Europe/Berlin, as its reader wants it" */
export const readersTime = (at: Temporal.ZonedDateTime): string =>
  `waits until ${whenIn(at)}, as its reader wants it`

export const notInPeriod = (why: string): string => `not now: ${why}`

export const jobPaused = (): string => 'the job is paused'

export const periodOver = (): string =>
  'its time passed while nobody could post it; the next one says what is still open'
