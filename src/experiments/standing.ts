import type { Entry } from '#src/knowledge/entry.ts'
import { type Outcome, outcomesOf } from './analyse.ts'
import type { ExperimentBody } from './experiment.ts'
import type { Results } from './result.ts'
import { type Sample, sampleOf } from './sample.ts'

export type Experiment = Entry<'experiment'>

/** An experiment as it stands on a day. */
export type Standing = {
  experiment: Experiment
  state: 'planned' | 'running' | 'awaits results' | 'measured'
  sample: Sample
  results: (Results & { outcomes: Outcome[] }) | undefined
  /** Its results end before its last day, or are of fewer than planned: what looks good early often isn't. */
  early: { days: number; fewest: number | undefined } | undefined
  /** It was written down after it had begun. */
  late: boolean
}

export function standingOf(
  experiment: Experiment,
  results: Results | undefined,
  today: Temporal.PlainDate,
  expectedOn?: Temporal.PlainDate,
): Standing {
  const { body } = experiment
  return {
    experiment,
    state: results ? 'measured' : stateOn(body, today),
    sample: sampleOf(body),
    results: results && { ...results, outcomes: outcomesOf(body, results) },
    early: results && earlyOf(body, results),
    late: expectedOn !== undefined && expectedOn.toString() > body.startsOn,
  }
}

function stateOn({ startsOn, endsOn }: ExperimentBody, today: Temporal.PlainDate): Standing['state'] {
  const day = today.toString()
  if (day < startsOn) return 'planned'
  return day <= endsOn ? 'running' : 'awaits results'
}

function earlyOf(body: ExperimentBody, { cells, until }: Results): Standing['early'] {
  const { endsOn, planned } = body
  const days = until.until(Temporal.PlainDate.from(endsOn)).days
  const fewest = Math.min(...cells.map(({ n }) => n))
  // A few less than planned, and still as many as are needed, is no stop.
  const isShort = fewest < Math.min(planned, sampleOf(body).needed)
  return days > 0 || isShort ? { days: Math.max(0, days), fewest: isShort ? fewest : undefined } : undefined
}
