import { type Block, say, small } from '#bot/slack/blocks.ts'
import { bold, bullets, line, type Span } from '#bot/slack/text.ts'
import type { ClvReport, PersonaClv } from '#src/clv/clv.ts'
import { type Decomposition, decompose } from '#src/clv/decompose.ts'
import type { Library } from '#src/knowledge/library.ts'
import { monthName } from '#src/runs/period.ts'
import { early, expandsOften, supportsDear } from './clv-questions.ts'
import { shortName } from './names.ts'
import { largeMoney, percent, plainNumber } from './numbers.ts'
import { inWords } from './reading.ts'

export type ClvTelling = { library: Library; currency: string }

/** Which persona is worth most and why, who leaves early, who costs support and who expands. */
export function clvOverview(report: ClvReport, telling: ClvTelling): Block[] {
  const [best, second] = report.personas.filter(({ value }) => value)
  if (!best) return [...tooEarly(report, telling)]
  const questions = [
    early(report.personas, telling),
    supportsDear(report.personas, telling),
    expandsOften(report.personas, telling),
    differ(report),
  ].filter((each) => each !== undefined)
  return [
    say(
      line(
        bold(`${name(best, telling)} is worth most: ${worth(best, telling)} over the whole relationship`),
        certainty(best, telling),
      ),
      second && line(...against(best, second, telling)),
      line(others(report, best, telling)),
      bullets(questions),
    ),
    below(report),
  ]
}

const name = ({ persona }: Pick<PersonaClv, 'persona'>, { library }: ClvTelling): string =>
  shortName(library, persona)

const worth = ({ value }: PersonaClv, { currency }: ClvTelling): string =>
  value ? largeMoney(value.value, currency) : 'not known yet'

/** " (95 %: €980 k to €1.3 M, n 296)." */
function certainty({ value, n }: PersonaClv, { currency }: ClvTelling): string {
  const { interval } = value ?? {}
  const range = interval
    ? `95 %: ${largeMoney(interval.low, currency)} to ${largeMoney(interval.high, currency)}, `
    : ''
  return ` (${range}n ${plainNumber(n)}).`
}

/** "Ola €1.1 M (95 %: €980 k to €1.3 M, n 296)" */
export const best = (its: PersonaClv, telling: ClvTelling): string =>
  `${name(its, telling)} ${worth(its, telling)}${certainty(its, telling).replace(/\.$/, '')}`

/** "mainly higher price (+€645 k)": the largest of the parts that make one worth more. */
export function mainlyBy(one: PersonaClv, other: PersonaClv, telling: ClvTelling): string {
  const parts = decompose(one, other)
  const [most] = parts
    ? PARTS.map(([key, more]) => ({ amount: parts[key], words: more })).toSorted(
        (a, b) => b.amount - a.amount,
      )
    : []
  return most ? `mainly ${most.words} (+${largeMoney(most.amount, telling.currency)})` : ''
}

const PARTS: [keyof Omit<Decomposition, 'total'>, string, string][] = [
  ['price', 'higher price', 'lower price'],
  ['tenure', 'longer stay', 'shorter stay'],
  ['expansion', 'more expansion', 'less expansion'],
  ['service', 'cheaper service', 'dearer service'],
]

/** "Against Carla (€137 k): +€620 k higher price, +€170 k longer stay …": the largest part first. */
function against(one: PersonaClv, other: PersonaClv, telling: ClvTelling): Span[] {
  const parts = decompose(one, other)
  if (!parts) return []
  const said = PARTS.map(([key, more, less]) => ({ amount: parts[key], words: parts[key] < 0 ? less : more }))
    .filter(({ amount }) => Math.abs(amount) >= Math.abs(parts.total) / 200)
    .toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount))
    .map(
      ({ amount, words }) =>
        `${amount < 0 ? '−' : '+'}${largeMoney(Math.abs(amount), telling.currency)} ${words}`,
    )
  return [bold(`Against ${name(other, telling)} (${worth(other, telling)}): `), `${inWords(said)}.`]
}

function others({ personas, tooFew }: ClvReport, best: PersonaClv, telling: ClvTelling): string {
  const rest = personas.filter(({ persona }) => persona !== best.persona)
  const said = rest.map((each) => `${name(each, telling)} ${worth(each, telling)}`)
  const few = tooFew.map(
    ({ persona, n }) => `${shortName(telling.library, persona)}: insufficient data (n = ${n})`,
  )
  return said.length + few.length === 0
    ? 'No other persona has customers.'
    : `${[...said, ...few].join(' · ')}.`
}

/** A difference that is chance is none. */
function differ({ test }: ClvReport): Span[] | undefined {
  if (test?.p === undefined) return undefined
  if (test.p >= 0.05)
    return [
      bold('Staying: '),
      `no difference between them that chance doesn't explain (log-rank p ${test.p.toFixed(2)})`,
    ]
  return [
    bold('Staying: '),
    `they differ, and not by chance (log-rank p ${test.p < 0.001 ? '< 0.001' : test.p.toFixed(3)})`,
  ]
}

const SNAPSHOT =
  'Reconstructed from a snapshot: who left before it is missing, so they may leave earlier than this.'

const below = ({ to, personas, assumptions: { discount, grossMargin } }: ClvReport): Block =>
  small(
    `Customers until ${monthName(Temporal.PlainDate.from(to))}. ${grossMargin === 1 ? 'Revenue' : `${percent(grossMargin, 0)} of revenue`} less support cost, discounted ${percent(discount, 0)} a year.${personas.some(({ reconstructed }) => reconstructed) ? ` ${SNAPSHOT}` : ''}`,
  )

function tooEarly({ personas, tooFew, to }: ClvReport, { library }: ClvTelling): Block[] {
  const few = [...personas, ...tooFew].map(({ persona, n }) => `${shortName(library, persona)} (n = ${n})`)
  const since = monthName(Temporal.PlainDate.from(to))
  const why = few.length === 0 ? 'no customer is tagged with a persona' : `insufficient data: ${inWords(few)}`
  return [
    say(
      line(bold("What customers are worth can't be said yet: "), `${why}.`),
      line(`It takes 30 customers of a persona of whom 10 have left. Looked at: all months until ${since}.`),
    ),
  ]
}

/** One persona: what it is worth, what it brought, how long it stays, what a month brings, and how sure that is. */
export function clvOf(persona: string, report: ClvReport, telling: ClvTelling): Block[] {
  const its = report.personas.find((each) => each.persona === persona)
  if (!its) return unknown(persona, report, telling)
  const rivals = report.personas.filter((each) => each !== its && each.value)
  const other = rivals[0]
  return [
    say(
      line(bold(headline(its, telling)), certainty(its, telling)),
      bullets([
        [
          bold('So far: '),
          `${largeMoney(its.observed.value, telling.currency)} a customer in ${its.observed.months.toFixed(1)} months; ${plainNumber(its.active)} of ${plainNumber(its.n)} are still there`,
        ],
        [bold('Stays: '), stays(its)],
        [bold('A month: '), month(its, telling)],
      ]),
      other && its.value && line(...against(its, other, telling)),
      line(surety(its)),
    ),
    below(report),
  ]
}

const headline = (its: PersonaClv, telling: ClvTelling): string =>
  its.value
    ? `${name(its, telling)}: ${worth(its, telling)} over the whole relationship`
    : `${name(its, telling)}: too few have left to say what a customer is worth`

function unknown(persona: string, { tooFew }: ClvReport, { library }: ClvTelling): Block[] {
  const n = tooFew.find((each) => each.persona === persona)?.n ?? 0
  const said = n === 0 ? 'has no customers yet' : `insufficient data (n = ${n})`
  return [say(line(bold(`${shortName(library, persona)}: ${said}.`), ' A number takes 30 customers.'))]
}

function stays({ after, lifetime }: PersonaClv): string {
  const said = after
    .filter(({ months }) => months !== 11)
    .map(
      ({ months, share }, index) =>
        `${percent(share, 0)} ${index === 0 ? 'are there ' : ''}after ${months}${index === 0 ? ' months' : ''}`,
    )
  const median = lifetime?.median
  const half = median === undefined ? 'fewer than half have left so far' : `half have left by month ${median}`
  return lifetime ? [...said, half].join(', ') : 'too few have left to say'
}

function month(
  { month: { first, growth, support, contribution } }: PersonaClv,
  { currency }: ClvTelling,
): string {
  const amount = (value: number) => largeMoney(Math.abs(value), currency)
  const cost = support === undefined ? '' : ` − ${amount(support)} support`
  const grown =
    Math.abs(growth) < 0.005
      ? ''
      : growth < 0
        ? ` − ${amount(growth)} shrinking`
        : ` + ${amount(growth)} growth`
  const sum = cost + grown === '' ? '' : ` = ${largeMoney(first, currency)} as at the start${grown}${cost}`
  return `${largeMoney(contribution, currency)}${sum}${support === undefined ? '; support cost not known' : ''}`
}

const FAILED = {
  'poor shape': 'The sBG model draws another curve than the observed one',
  'not determined': 'The sBG model finds no curve in it',
}

/** By which way, how it did, and how much of it nobody has seen. */
function surety({ lifetime }: PersonaClv): string {
  if (!lifetime) return 'Said once 10 have left.'
  const { because, calibration: held, beyond, seen } = lifetime
  const forecast =
    held &&
    `of ${held.months} months held back it foresaw ${Math.round(held.expected)} leaving, and ${held.lost} left`
  const failed =
    because === 'poor forecast' ? `The sBG model fails (${forecast})` : because && FAILED[because]
  const by = failed
    ? `${failed}, so this follows what was observed and then its latest churn.`
    : `By the sBG model${forecast ? `: ${forecast}` : ''}.`
  const far =
    beyond >= 0.2 ? ` ${percent(beyond, 0)} of it lies beyond the ${seen} months that were seen.` : ''
  return `${by}${far}`
}
