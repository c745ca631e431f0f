import type { Library } from '#src/knowledge/library.ts'
import { type Composite, compositesOf } from '#src/kpis/composite.ts'
import type { Review, Weights } from '#src/kpis/review.ts'
import { dayName } from '#src/runs/period.ts'
import { shortName } from './names.ts'
import { percent } from './numbers.ts'
import { inWords, quoted } from './reading.ts'

/** "Carla 60 %, Finn 40 %" */
export const sharesWords = ({ shares }: Pick<Weights, 'shares'>, library: Library): string =>
  shares.map(({ persona, weight }) => `${shortName(library, persona)} ${weight} %`).join(', ')

const CALLED: Record<Composite['kpi'], string> = {
  retention: 'retention',
  grossRetention: 'gross revenue retention',
  netRetention: 'net revenue retention',
}

/** Under all numbers: what the board's weights make of them, and which numbers it wants that nobody brings yet. */
export const decidedLines = (review: Review, library: Library): string[] => [
  ...weightedLine(review, library),
  ...(review.added
    ? [`The board also wants ${inWords(review.added.map(quoted))}; no source here brings that yet.`]
    : []),
]

/** "By the board's weights since 1 Oct 2026 (Carla 60 %, Finn 40 %): retention 94.4 %." */
function weightedLine({ personas, weights }: Review, library: Library): string[] {
  if (!weights) return []
  const { composites, without } = compositesOf(personas, weights)
  const since = dayName(Temporal.PlainDate.from(weights.since))
  const by = `By the board's weights since ${since} (${sharesWords(weights, library)})`
  if (composites.length === 0) return [`${by} there is no number yet.`]
  const values = composites.map(({ kpi, value }) => `${CALLED[kpi]} ${percent(value)}`)
  const left = inWords(without.map((slug) => shortName(library, slug)))
  return [`${by}: ${values.join(', ')}.${left === '' ? '' : ` Without ${left}, who has no number here.`}`]
}
