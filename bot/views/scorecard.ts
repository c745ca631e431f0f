import { type Block, say, small } from '#bot/slack/blocks.ts'
import { bold, bullets, italic, line, type Span } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import { PERSPECTIVES } from '#src/kpis/kpi.ts'
import { monthName } from '#src/runs/period.ts'
import type { LeftOut } from '#src/scorecards/scope.ts'
import { LEAST_KNOWN, type ScorePart, USUAL } from '#src/scorecards/score.ts'
import { WHOLE } from '#src/scorecards/scorecard.ts'
import type { ScorecardReport, ScoreOf } from '#src/scorecards/scorecard-report.ts'
import { shortName } from './names.ts'
import { capital, inWords } from './reading.ts'
import { fromWords, setWords } from './scorecard-card.ts'
import { partName, partWords, reasonOf, signed } from './scorecard-parts.ts'

export type ScorecardTelling = { library: Library; currency: string }

/** A scorecard of a month, a line a persona: its score, what moved it most, and what nobody knows. */
export function scorecardView(report: ScorecardReport, telling: ScorecardTelling): Block[] {
  const { library } = telling
  if (!report.weights) return [say(line(bold(notYet(report))))]
  return [
    say(
      line(bold(headline(report, library))),
      bullets(
        report.scores.map((score) => [bold(`${shortName(library, score.persona)}: `), ...scoreSpans(score)]),
      ),
      ...togetherLine(report, library),
      ...outLine(report.out, library),
    ),
    small(howToRead(report)),
  ]
}

const notYet = ({ scorecard, month }: ScorecardReport): string =>
  `${scorecard.title} begins on ${fromWords(firstSet(scorecard.body.weights))}; there is none of ${monthName(month)}.`

const firstSet = (weights: { from: string }[]): { from: string } =>
  weights.toSorted((a, b) => a.from.localeCompare(b.from))[0] ?? { from: '1970-01-01' }

/** "Support scorecard, October 2026: Ola 54, Carla 51" */
function headline({ scorecard, month, scores }: ScorecardReport, library: Library): string {
  const known = scores.flatMap(({ persona, value }) =>
    value === undefined ? [] : [`${shortName(library, persona)} ${value.toFixed(0)}`],
  )
  const name = `${scorecard.title}, ${monthName(month)}`
  if (scores.length === 0) return `${name}: no persona is in it yet.`
  return known.length === 0 ? `${name}: too little is known for a score.` : `${name}: ${inWords(known)}`
}

/** "54 (▲ 2): support cost +1.9, CSAT −0.4; without NPS (no history, 10)" */
function scoreSpans(score: ScoreOf): Span[] {
  const { value, before, parts } = score
  const moved = parts
    .filter(({ moves }) => Math.abs(moves ?? 0) >= 0.05)
    .toSorted((a, b) => Math.abs(b.moves ?? 0) - Math.abs(a.moves ?? 0))
    .slice(0, MOST_MOVING)
    .map((part) => `${partName(part)} ${signed(part.moves ?? 0)}`)
  const change = value === undefined || before === undefined ? '' : changeWords(value, before)
  const said = value === undefined ? 'no score' : value.toFixed(0)
  const because = value === undefined ? '' : moved.length === 0 ? ', as usual' : `: ${moved.join(', ')}`
  return [said, change, because, unknownWords(score)]
}

const MOST_MOVING = 3

function changeWords(value: number, before: number): string {
  const change = Math.round(value) - Math.round(before)
  return change === 0 ? ' (as the month before)' : ` (${change > 0 ? '▲' : '▼'} ${Math.abs(change)})`
}

/** What weighs something and isn't known: its weight goes to nobody. */
function unknownWords({ known, parts, value }: ScoreOf): string {
  const unknown = parts.filter(({ weight, missing }) => weight > 0 && missing !== undefined)
  if (unknown.length === 0) return ''
  if (known === 0) return `: ${inWords([...new Set(unknown.map(reasonOf))], 3)}`
  const least = value === undefined ? `, it takes ${LEAST_KNOWN}` : ''
  return `; ${Math.round(known)} of ${WHOLE} known${least}, without ${inWords(unknown.map(partName), 4)}`
}

/** What the board's weights of personas make of it: never an average over customers. */
function togetherLine({ together }: ScorecardReport, library: Library) {
  if (!together) return []
  const { value, since, shares, without } = together
  const said = inWords(shares.map(({ persona, weight }) => `${shortName(library, persona)} ${weight} %`))
  const left =
    without.length === 0 ? '' : `, without ${inWords(without.map((slug) => shortName(library, slug)))}`
  return [
    line(`By the board's weights since ${fromWords({ from: since })} (${said}): ${value.toFixed(0)}${left}.`),
  ]
}

/** "Left out: Gus (decided: insufficient data), Ravi (a hypothesis)." */
function outLine(out: LeftOut[], library: Library) {
  if (out.length === 0) return []
  const groups = Map.groupBy(out, outReason)
  const said = [...groups].map(
    ([reason, some]) => `${inWords(some.map(({ persona }) => shortName(library, persona)))} (${reason})`,
  )
  return [line(italic(`Left out: ${said.join(', ')}.`))]
}

function outReason(left: LeftOut): string {
  switch (left.because) {
    case 'decided':
      return `decided: ${left.decision.title}`
    case 'hypothesis':
      return 'not validated yet'
    case 'turned away':
      return 'turned away'
    case 'retired':
      return 'retired'
  }
}

const howToRead = ({ weights }: ScorecardReport): string =>
  `${USUAL} is as usual for each persona itself, ${USUAL + 10} one standard deviation better. Weights since ${weights ? fromWords(weights) : ''}.`

/** One persona of a scorecard: every KPI by perspective, with its number and what it moves. */
export function scorecardOfPersona(
  report: ScorecardReport,
  persona: string,
  telling: ScorecardTelling,
): Block[] {
  const { library, currency } = telling
  const score = report.scores.find((each) => each.persona === persona)
  const name = shortName(library, persona)
  const title = `${report.scorecard.title}, ${monthName(report.month)}`
  if (!score) {
    const left = report.out.find((each) => each.persona === persona)
    const why = left ? outReason(left) : 'it is not for them'
    return [say(line(bold(`${name} is not in ${title}: `), `${why}.`))]
  }
  return [
    say(
      line(bold(`${name}, ${title}: `), ...valueSpans(score)),
      ...inPerspectives(score.parts).flatMap(([perspective, parts]) => [
        line(italic(capital(perspective))),
        bullets(parts.map((part) => [bold(`${partName(part)}: `), partWords(part, currency)])),
      ]),
    ),
    small(howToRead(report)),
  ]
}

const inPerspectives = (parts: ScorePart[]): [string, ScorePart[]][] =>
  [...PERSPECTIVES, NO_KPI].flatMap((perspective): [string, ScorePart[]][] => {
    const some = parts.filter(({ kpi }) => (kpi?.body.perspective ?? NO_KPI) === perspective)
    return some.length === 0 ? [] : [[perspective, some]]
  })
const NO_KPI = 'no longer a KPI'

function valueSpans({ value, before, known }: ScoreOf): Span[] {
  const of = known < WHOLE ? `, ${Math.round(known)} of ${WHOLE} known` : ''
  if (value === undefined) return [`no score${of}, it takes ${LEAST_KNOWN}`]
  return [bold(value.toFixed(0)), before === undefined ? '' : changeWords(value, before), of]
}

/** How the score comes about, and which weights counted when. */
export function scorecardWhy(
  { scorecard, weights }: ScorecardReport,
  { library }: ScorecardTelling,
): Block[] {
  const sets = scorecard.body.weights.toSorted((a, b) => b.from.localeCompare(a.from))
  return [
    say(
      line(
        bold(`${scorecard.title} = 50 + 10 × Σ weight × z / 100, for each persona on its own. `),
        'z: how many standard deviations a KPI lies from the mean of its own last 12 periods (at least 6), upwards where that is better, 3 at most.',
      ),
      line(
        `A KPI without a number moves nothing, and no other takes its weight; below ${LEAST_KNOWN} of known weight there is no score.`,
      ),
      bullets(
        sets.map((set) => [
          bold(`Since ${fromWords(set)}${set === weights ? ', counted here' : ''}: `),
          setWords(set, library),
        ]),
      ),
      ...scorecard.body.reasons.slice(0, 2).map(({ text }) => line(text)),
    ),
    small(`${scorecard.title}, version ${scorecard.version}. The board decides on its weights.`),
  ]
}

/** All scorecards, where nobody said which. */
export function scorecardList(scorecards: { title: string }[]): Block[] {
  if (scorecards.length === 0)
    return [
      say(
        line(
          bold('There is no scorecard yet.'),
          ' A file in scorecards/ makes one; the board decides on it.',
        ),
      ),
    ]
  return [
    say(
      line(
        bold('Whose scorecard?'),
        ' Each function has its own; each score is of one persona against its own history.',
      ),
      bullets(scorecards.map(({ title }) => [title])),
    ),
  ]
}

export const notOver = (month: Temporal.PlainDate): Block[] => [
  say(line(bold(`${monthName(month)} is not over yet: `), 'a score is of a month that is.')),
]
