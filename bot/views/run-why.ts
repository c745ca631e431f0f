import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { bold, line, type Span } from '#bot/slack/text.ts'
import { LEAST_HISTORY, WINDOW } from '#src/kpis/range.ts'
import { LEAST_N } from '#src/kpis/review.ts'
import { periodName } from '#src/runs/period.ts'
import type { Mode } from '#src/runs/run.ts'
import { whenIn } from './telling.ts'

export type RunToExplain = {
  job: string
  period: string
  mode: Mode
  missed: string[]
  scheduledAt: Temporal.ZonedDateTime
}

/** Where the numbers of a review come from, and when and why it was posted. */
export function whyReview(run: RunToExplain): Block[] {
  return [
    say(
      line(bold(`Why? The KPI review of ${periodName(run.period)}`), `. ${cameAbout(run)}`),
      ...listed('How it is computed, per persona and never over all of them', FORMULAS),
      line(
        'All from the table account_months, one row an account and month. An account counts for the persona that it was ' +
          `tagged with when the month closed. Below n = ${LEAST_N} there is no number.`,
      ),
    ),
  ]
}

export const runGone = (): Block[] => [
  say(line('I no longer have this run. Its day may have been too long ago.')),
]

const FORMULAS: Span[][] = [
  ['n: accounts with MRR at the start of the month'],
  ['Retention: those of them with MRR at its end, of n. Churn: 1 − retention'],
  [
    'Gross revenue retention: (MRR at the start − contraction − churned) of MRR at the start. Net: the same with expansion added',
  ],
  ['Expansion: new MRR of accounts that were there, of MRR at the start'],
  ['Support: what support cost in the month, over n'],
  [
    `Its own range: of the closed months before, as the KPI says that held then; where it says nothing, of ${WINDOW} months the mean ± 2 standard deviations, of ${LEAST_HISTORY} to ${WINDOW - 1} the lowest to the highest. While it is outside, it is held against the range from before that began`,
  ],
]

function cameAbout({ mode, scheduledAt, missed }: RunToExplain): string {
  const due = `It was due ${whenIn(scheduledAt)}`
  const instead = missed.length > 0 ? ` It stands in for ${missed.map(periodName).join(', ')} too.` : ''
  if (mode.as === 'manual') return `${due}; somebody ran it by hand.${instead}`
  if (mode.as === 'paused') return `${due}; it was paused then.${instead}`
  if (mode.as === 'late') return `${due}; I was down then.${instead}`
  return `${due}.${instead}`
}
