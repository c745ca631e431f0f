import { clip } from '#bot/slack/limits.ts'
import type { LoggedRun } from '#src/runs/log.ts'
import { periodName } from '#src/runs/period.ts'
import type { Step } from '#src/runs/run.ts'
import { inWords } from './reading.ts'
import { sentence } from './remedy.ts'
import { whenIn } from './telling.ts'

/** Readers for whom the same came of a period share a line. */
export const storiesOf = (runs: LoggedRun[]): [LoggedRun, ...LoggedRun[]][] =>
  [
    ...Map.groupBy(runs, ({ job, period, state, words }) => [job, period, state, words].join('\n')).values(),
  ].flatMap(([first, ...others]) => (first ? [[first, ...others]] : []))

/** A run as a story, in parts: what it was and for whom, how it ended and when, and why it was not on time. */
export function story(alike: [LoggedRun, ...LoggedRun[]], titles: ReadonlyMap<string, string>, zone: string) {
  const [run] = alike
  const readers = inWords(
    alike.map(({ scope }) => (scope === 'board' ? 'the board' : scope)),
    4,
  )
  return {
    what: `${titles.get(run.job) ?? run.job}, ${periodName(run.period)}`,
    readers,
    ended: ended(run, zone),
    why: [...why(run, zone), ...standIn(run), ...tookOver(alike)].join(' '),
  }
}

/** "posted 3 messages, Wed 4 Nov, 09:01" */
function ended(run: LoggedRun, zone: string): string {
  const { state, words, finishedAt, nextTryAt, failed } = run
  const at = finishedAt ? `, ${shortWhen(finishedAt, zone)}` : ''
  const next = nextTryAt ? `; next try ${shortWhen(nextTryAt, zone)}` : ''
  switch (state) {
    case 'posted':
      return `${words || 'posted'}${at}`
    case 'nothing':
      return `nothing to post, ${words}${at}`
    case 'waiting':
      return `${words}${next}`
    case 'failed':
      return `failed${at}: ${sentence(clip(words, MOST_CAUSE))}`
    default:
      return failed
        ? `failed so far, after ${stepWords(run)}: ${clip(words, MOST_CAUSE)}${next}`
        : `at work, ${stepWords(run)}`
  }
}

const MOST_CAUSE = 200

const STEP_WORDS: Record<Step, string> = {
  claimed: 'begun',
  computed: 'computed',
  rendered: 'worded',
  pictured: 'its pictures uploaded',
  posted: 'posted',
}
const isStep = (step: string): step is Step => step in STEP_WORDS
const stepWords = ({ step = '' }: LoggedRun): string => (isStep(step) ? STEP_WORDS[step] : 'not begun')

function why({ mode, late, scheduledAt, state }: LoggedRun, zone: string): string[] {
  const due = shortWhen(scheduledAt.toInstant(), zone)
  const when = (iso: string) => shortWhen(Temporal.Instant.from(iso), zone)
  if (mode.as === 'manual') return ['Run by hand.']
  if (mode.as === 'missed') return [`Missed: ${periodName(mode.by)} stands in for it.`]
  if (mode.as === 'late')
    return [`Late: it was due ${due}; I was down from ${when(mode.from)} to ${when(mode.to)}.`]
  if (mode.as === 'paused')
    return [`Late: it was due ${due}; ${mode.by} had paused it from ${when(mode.from)} to ${when(mode.to)}.`]
  if (state !== 'posted' || late === undefined) return []
  if (late === 'sources') return [`Late: it was due ${due}, and waited for its sources.`]
  return late === 'failures' ? [`Late: it was due ${due}, and attempts to post it failed.`] : []
}

const standIn = ({ missed }: LoggedRun): string[] =>
  missed.length === 0 ? [] : [`It stands in for ${inWords(missed.map(periodName))}.`]

const tookOver = (alike: LoggedRun[]): string[] =>
  alike.some(({ takenOver }) => takenOver) ? ['An instance that was at it stopped, and another went on.'] : []

/** "Wed 4 Nov, 09:01", in the team's zone, which is said elsewhere */
export function shortWhen(at: Temporal.Instant, zone: string): string {
  const [day = ''] = whenIn(at.toZonedDateTimeISO(zone)).split(` ${at.toZonedDateTimeISO(zone).year},`)
  return `${day}, ${at.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' })}`
}
