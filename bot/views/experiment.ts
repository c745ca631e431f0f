import { type Block, type ButtonSpec, buttons, listed, say, small } from '#bot/slack/blocks.ts'
import { bold, italic, line, type Span } from '#bot/slack/text.ts'
import type { Outcome } from '#src/experiments/analyse.ts'
import { sampleOf } from '#src/experiments/sample.ts'
import type { Experiment, Standing } from '#src/experiments/standing.ts'
import type { Library } from '#src/knowledge/library.ts'
import {
  cellWords,
  contrastWords,
  liftWords,
  sampleWords,
  stateWords,
  variantName,
} from './experiment-words.ts'
import { freshness } from './freshness.ts'
import { shortName } from './names.ts'
import { percent, plainNumber, roughly } from './numbers.ts'
import { claimSpans, counted, firstFew, type Reading } from './reading.ts'

/** What is expected, of whom, and how it is measured: what an entry says. */
export function experimentPlan(experiment: Experiment, reading: Reading): Block[] {
  const { title, body } = experiment
  return [
    say(
      line(bold(title), italic(` · experiment, ${body.startsOn} to ${body.endsOn}`)),
      ...expected(experiment, reading.library),
      line(measured(experiment)),
      line(sampleWords({ experiment, sample: sampleOf(body) })),
      ...listed('Variants', variantSpans(experiment)),
      ...listed(
        'What it taught us',
        firstFew(body.learned, 4, (each) => claimSpans(each)),
      ),
    ),
    freshness(experiment, reading),
  ]
}

const expected = ({ body }: Experiment, library: Library) =>
  listed(
    'Expected',
    firstFew(body.expects, 6, (each) => {
      const name = shortName(library, each.persona)
      return [each.text.includes(name) ? '' : bold(`${name}: `), ...claimSpans(each, 240)]
    }),
  )

function measured({ body }: Experiment): string {
  const { metric, measures, baseline, better } = body
  const today = measures === 'share' && baseline !== undefined ? `, ${percent(baseline)} today` : ''
  return `Measured by: ${metric}${today}${better === 'lower' ? '; lower is better' : ''}.`
}

const variantSpans = ({ body }: Experiment): Span[][] =>
  body.variants.map(({ title, generic }) => [title, generic ? italic(' (generic)') : ''])

/** An experiment as it stands: the result first where there is one, and what may be done next. */
export function experimentCard(standing: Standing, library: Library): Block[] {
  const { experiment, results } = standing
  const { title, body } = experiment
  return [
    say(
      line(bold(title), italic(` · experiment, ${stateWords(standing)}`)),
      ...(results ? results.outcomes.map((each) => outcomeLine(each, standing, library)) : []),
      ...expected(experiment, library),
      line(measured(experiment)),
      line(sampleWords(standing)),
      results ? undefined : line(`Variants: ${body.variants.map(variantWords).join(' · ')}`),
    ),
    ...cautions(standing).map((said) => small(said)),
    buttons(steps(standing)),
  ]
}

const variantWords = ({ title, generic }: { title: string; generic: boolean }): string =>
  generic ? `${title} (generic)` : title

function outcomeLine(outcome: Outcome, { experiment: { body } }: Standing, library: Library) {
  const { expectation, stronger, than } = outcome
  const name = shortName(library, expectation.persona)
  const cells = [
    stronger && `${variantName(body, expectation.stronger)} ${cellWords(stronger)}`,
    than && `${variantName(body, expectation.than)} ${cellWords(than)}`,
  ].filter((each) => each !== undefined)
  const lift = liftWords(outcome)
  return line(
    bold(`${name}: ${verdictWords(outcome)}.`),
    cells.length === 0 ? '' : ` ${cells.join(', ')}`,
    outcome.contrast ? `: ${contrastWords(outcome, body)}` : '',
    cells.length === 0 ? '' : '.',
    lift === undefined ? '' : ` ${lift}.`,
  )
}

function verdictWords({ verdict, stronger, than, power }: Outcome): string {
  switch (verdict) {
    case 'as expected':
    case 'the other way round':
      return verdict
    case 'no difference seen':
      return power !== undefined && power < ENOUGH_POWER
        ? `no difference seen, with too few to see one (${roughly(power)})`
        : verdict
    case 'insufficient data':
      return `insufficient data (n = ${plainNumber(Math.min(stronger?.n ?? 0, than?.n ?? 0))})`
    case 'missing':
      return 'no results yet'
  }
}

/** With less a difference that is there is missed too often to say that there is none. */
const ENOUGH_POWER = 0.8

/** What keeps a result from saying all that it seems to. */
function cautions({ early, late, results, experiment: { body } }: Standing): string[] {
  const fewer =
    early?.fewest === undefined
      ? ''
      : ` with ${plainNumber(early.fewest)} of ${plainNumber(body.planned)} planned`
  return [
    ...(early
      ? [
          `Stopped early${early.days > 0 ? `, ${counted(early.days, 'day')} before its end` : ''}${fewer}: what looks good early often isn't, so take p and interval with care.`,
        ]
      : []),
    ...(late ? ['What is expected was written, or changed, after it had begun: it is no prediction.'] : []),
    ...(results && body.expects.length > 1
      ? [`p is corrected for ${body.expects.length} personas (Holm).`]
      : []),
  ]
}

function steps({ experiment: { slug, kind, version }, results, state }: Standing): ButtonSpec[] {
  const value = { experiment: slug }
  const isSeen = results?.outcomes.some(
    ({ verdict }) => verdict === 'as expected' || verdict === 'the other way round',
  )
  return [
    ...(isSeen
      ? [{ text: 'Update the personas', action: 'experiment-update', value, style: 'primary' as const }]
      : []),
    ...(state === 'planned'
      ? []
      : [{ text: results ? 'Change results' : 'Enter results', action: 'experiment-results', value }]),
    { text: 'The plan', action: 'show-entry', value: { kind, slug } },
    { text: 'Propose a change', action: 'propose', value: { kind, slug, version } },
  ]
}

/** All experiments, those that ask for something first. */
export function experimentList(standings: Standing[], library: Library): Block[] {
  if (standings.length === 0)
    return [
      say(
        line(
          bold('No experiment yet.'),
          ' One says first what is expected of a persona, then measures it, and a proposal changes the persona.',
        ),
      ),
      planButton(),
    ]
  const order: Standing['state'][] = ['awaits results', 'running', 'planned', 'measured']
  const sorted = standings.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
  return [
    say(
      line(bold(`${counted(standings.length, 'experiment')}.`)),
      ...listed(
        '',
        firstFew(sorted, 12, (each) => [
          bold(each.experiment.title),
          ` · ${stateWords(each)}${inShort(each, library)}`,
        ]),
      ).slice(1),
    ),
    planButton(),
  ]
}

const planButton = () =>
  buttons([{ text: 'Plan an experiment', action: 'experiment-plan', value: {}, style: 'primary' }])

/** "; Carla as expected, Finn no difference seen" */
function inShort({ results, sample }: Standing, library: Library): string {
  if (!results) return sample.planned < sample.needed ? '; under-powered' : ''
  const said = results.outcomes.map(
    ({ expectation, verdict }) => `${shortName(library, expectation.persona)} ${verdict}`,
  )
  return `; ${said.join(', ')}`
}
