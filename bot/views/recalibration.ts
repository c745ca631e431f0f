import { type Block, buttons, say, small } from '#bot/slack/blocks.ts'
import { message } from '#bot/slack/message.ts'
import { bold, bullets, line, type Span } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import { shortMonth } from '#src/runs/period.ts'
import type { Because, Recalibration } from '#src/scorecards/recalibration.ts'
import { shortName } from './names.ts'
import { inWords } from './reading.ts'
import { fromWords, kpiTitle } from './scorecard-card.ts'
import { latenessLines, type Post, type Telling } from './telling.ts'

/** To whoever owns a scorecard: what its KPIs would better weigh, why, and what the last months would have been. */
export const recalibrationPosts = (found: Recalibration[], telling: Telling): Post[] =>
  found.map((each, index) => ({
    ...(index > 0 && { name: each.scorecard }),
    message: message([
      ...(index === 0 ? latenessLines(telling) : []),
      ...cardOf(each, telling),
      buttons([
        {
          text: 'Draft these weights',
          action: 'draft-weights',
          value: { run: telling.run, scorecard: each.scorecard },
          style: 'primary',
        },
        { text: 'Look', action: 'show-entry', value: { kind: 'scorecard', slug: each.scorecard } },
      ]),
    ]),
  }))

function cardOf(found: Recalibration, { library }: Pick<Telling, 'library'>): Block[] {
  const title = library.entries.get(`scorecard/${found.scorecard}`)?.title ?? found.scorecard
  const lines = previewLines(found, library)
  return [
    say(
      line(bold(`${title}: other weights fit better by now. `), changesWords(found, library), '.'),
      bullets(found.because.map((each) => [reasonWords(each, library)])),
      ...(lines.length > 0
        ? [line('The last months by these weights, instead of the present ones:'), bullets(lines)]
        : []),
    ),
    small(
      `They would hold from ${fromWords(found)} on, once the board agrees; every month before keeps its own.`,
    ),
  ]
}

/** "CSAT 30 → 45, reopening 15 → 0" */
function changesWords({ before, after }: Recalibration, library: Library): string {
  const was = new Map(before.map(({ kpi, weight }) => [kpi, weight]))
  const moved = after.filter(({ kpi, weight }) => was.get(kpi) !== weight)
  return inWords(
    moved.map(({ kpi, weight }) => `${kpiTitle(library, kpi)} ${was.get(kpi) ?? 0} → ${weight}`),
    8,
  )
}

function reasonWords(each: Because, library: Library): string {
  const name = kpiTitle(library, each.kpi)
  if (each.because === 'silent') return `${name} has had no number of any persona for three periods.`
  const between = `ρ ${each.rho.toFixed(2)}, 99 % interval ${each.low.toFixed(2)} to ${each.high.toFixed(2)}, n ${each.n}`
  return each.because === 'leads'
    ? `${name} went ahead of what the scorecard is for, a period later (${between}).`
    : `${name} went against what the scorecard is for, a period later (${between}).`
}

/** "Carla: July 51 → 53, August 48 → 49" */
const previewLines = ({ preview }: Recalibration, library: Library): Span[][] =>
  preview.flatMap(({ persona, months }) => {
    const said = months.flatMap(({ month, was, would }) =>
      was === undefined && would === undefined
        ? []
        : [`${shortMonth(Temporal.PlainDate.from(month))} ${scoreWords(was)} → ${scoreWords(would)}`],
    )
    return said.length === 0 ? [] : [[bold(`${shortName(library, persona)}: `), said.join(', ')]]
  })

const scoreWords = (score: number | undefined): string => (score === undefined ? 'none' : score.toFixed(0))

/** The reason of the draft, with what would have changed. */
export function recalibrationReason(found: Recalibration, library: Library): string {
  const preview = previewLines(found, library).map((spans) =>
    spans.map((span) => (typeof span === 'string' ? span : 'text' in span ? span.text : '')).join(''),
  )
  return [
    ...found.because.map((each) => reasonWords(each, library)),
    ...(preview.length > 0
      ? [`By these weights the last months would have been, ${preview.join('; ')}.`]
      : []),
  ].join(' ')
}

export const recalibrationGone = (): Block[] => [
  say(
    line(bold('That scorecard has changed since, or is gone. '), 'The next recalibration looks at it anew.'),
  ),
]
