import { type Block, say, small } from '#bot/slack/blocks.ts'
import { bold, bullets, line, type Span } from '#bot/slack/text.ts'
import type { PersonaClv } from '#src/clv/clv.ts'
import type { Questions } from '#src/clv/read-questions.ts'
import { worthOfAPoint } from '#src/clv/worth.ts'
import { LEAST_N } from '#src/kpis/review.ts'
import { monthName } from '#src/runs/period.ts'
import { best, type ClvTelling, mainlyBy } from './clv.ts'
import { early, expandsOften, leftBy, supportsDear } from './clv-questions.ts'
import { goesWithRenewing } from './clv-renewal.ts'
import { shortName } from './names.ts'
import { largeMoney, percent, plainNumber } from './numbers.ts'
import { counted } from './reading.ts'

const none = (question: string, why: string): Span[] => [bold(`${question} `), why]

/** The five questions about customer lifetime value, on one screen. */
export function fiveQuestions(questions: Questions, telling: ClvTelling): Block[] {
  const { report, signals } = questions
  const { personas, to } = report
  const until = monthName(Temporal.PlainDate.from(to))
  return [
    say(
      line(bold(`Customer lifetime value: five questions, until ${until}`)),
      bullets(
        [
          highest(questions, telling),
          early(personas, telling) ?? none('Leaves early:', 'too few have left to say.'),
          supportsDear(personas, telling) ?? none('Dearest to support:', 'no support cost is known.'),
          expandsOften(personas, telling) ?? none('Expands most:', 'nobody expanded within a year.'),
          goesWithRenewing(signals, telling.library) ??
            none(
              'Goes with renewing:',
              `nothing by more than chance, of ${counted(signals.renewals, 'renewal')} (${plainNumber(signals.lost)} not renewed).`,
            ),
        ],
        'ordered',
      ),
    ),
    small(
      'Per persona as tagged in each newest month; Why? and the intervals behind each: `/persona clv`, `clv churn`, `clv support`, `clv expansion`, `clv renewal`.'.replaceAll(
        '`',
        '',
      ),
    ),
  ]
}

function highest({ report }: Questions, telling: ClvTelling): Span[] {
  const [first, second] = report.personas.filter(({ value }) => value)
  if (!first?.value)
    return none(
      'Highest CLV:',
      "can't be said yet: it takes 30 customers of a persona, of whom 10 have left.",
    )
  return [
    bold('Highest CLV: '),
    `${best(first, telling)}${second ? `; against ${shortName(telling.library, second.persona)} ${mainlyBy(first, second, telling)}` : ''}`,
  ]
}

/** The four levers: where each moves most, and what that is worth. */
export function fourLevers(questions: Questions, telling: ClvTelling): Block[] {
  const levers = [
    acquisition(questions, telling),
    timeToValue(questions.report.personas, telling),
    depthOfUse(questions, telling),
    renewal(questions, telling),
  ]
  return [
    say(line(bold('The four levers, and where each moves most')), bullets(levers, 'ordered')),
    small(
      'Worth: a new customer over the whole relationship. What goes together need not cause each other; try it with: /persona scenario.',
    ),
  ]
}

function acquisition({ report, pipeline }: Questions, { library, currency }: ClvTelling): Span[] {
  const valued = report.personas.filter(({ value }) => value)
  const [first, last] = [valued.at(0), valued.at(-1)]
  if (!first?.value || !last?.value || first === last)
    return none('Fit in acquisition:', 'only one persona has a value yet.')
  const won = pipeline.reduce((sum, each) => sum + each.won, 0)
  const share = (its: PersonaClv) => pipeline.find(({ persona }) => persona === its.persona)?.won ?? 0
  const deals =
    won < LEAST_N
      ? ''
      : `; of ${plainNumber(won)} deals won in a year ${percent(share(first) / won, 0)} were the one, ${percent(share(last) / won, 0)} the other`
  return [
    bold('Fit in acquisition: '),
    `${shortName(library, first.persona)} is worth ${largeMoney(first.value.value, currency)}, ${shortName(library, last.persona)} ${largeMoney(last.value.value, currency)}${deals}`,
  ]
}

function timeToValue(personas: PersonaClv[], { library, currency }: ClvTelling): Span[] {
  const lost = (its: PersonaClv) => leftBy(its, 3) ?? 0
  const [worst] = personas.filter(({ value }) => value).toSorted((a, b) => lost(b) - lost(a))
  if (!worst?.value || lost(worst) <= 0)
    return none('Time-to-value in onboarding:', 'nobody leaves within the first 3 months.')
  const gained = worst.value.value * (lost(worst) / (1 - lost(worst)))
  return [
    bold('Time-to-value in onboarding: '),
    `${shortName(library, worst.persona)} loses ${percent(lost(worst))} within 3 months; keeping them would be worth ${largeMoney(gained, currency)}`,
  ]
}

function depthOfUse({ use }: Questions, { library }: ClvTelling): Span[] {
  const [best] = use.filter((each) => each.found === 'response' && !each.stays.chance)
  if (best?.found !== 'response')
    return none(
      'Depth of use:',
      'early use goes with staying for nobody by more than chance, as far as is known.',
    )
  const { value, interval } = best.stays.change
  const pt = (share: number) => (share * 100).toFixed(1)
  return [
    bold('Depth of use: '),
    `2 more days of use a month at the start go with ${value < 0 ? '' : '+'}${pt(value)} pt (${pt(interval.low)} to ${pt(interval.high)}) of ${shortName(library, best.persona)} renewing, n ${plainNumber(best.n)}`,
  ]
}

function renewal({ report }: Questions, { library, currency }: ClvTelling): Span[] {
  const points = report.personas
    .flatMap((its) => {
      const worth = worthOfAPoint(its, report.assumptions.discount)
      return worth === undefined ? [] : [{ its, worth }]
    })
    .toSorted((a, b) => b.worth - a.worth)
  const [first] = points
  if (!first)
    return none('Expansion and renewal:', 'what a point of renewals is worth takes a model that fits.')
  const grows = report.personas.toSorted((a, b) => b.month.growth - a.month.growth)[0]
  const growth =
    grows && grows.month.growth > 0
      ? `; ${shortName(library, grows.persona)} has grown by ${largeMoney(grows.month.growth, currency)} a month`
      : ''
  return [
    bold('Expansion and renewal: '),
    `one more of 100 of ${shortName(library, first.its.persona)} who renews is worth ${largeMoney(first.worth, currency)} for each new one${growth}`,
  ]
}
