import { type Block, say, small } from '#bot/slack/blocks.ts'
import { bold, bullets, line, type Span } from '#bot/slack/text.ts'
import type { ClvReport, PersonaClv } from '#src/clv/clv.ts'
import type { Library } from '#src/knowledge/library.ts'
import { shortName } from './names.ts'
import { money, percent } from './numbers.ts'

type Telling = { library: Library; currency: string }

export type ClvQuestion = 'churn' | 'expansion'

/** The share of all that began that has left after so many months, as far as anybody was watched. */
export const leftBy = ({ after }: PersonaClv, months: number): number | undefined => {
  const share = after.find((each) => each.months === months)?.share
  return share === undefined ? undefined : 1 - share
}

/** The stages that customers leave in, by age in months. */
const STAGES = [
  { name: 'onboarding', until: 3 },
  { name: 'adoption', until: 11 },
  { name: 'renewal', until: 24 },
]

/** How the losses of two years fall on the stages, as far as anybody was watched. */
function byStage(its: PersonaClv): { stage: string; lost: number }[] {
  let before = 0
  return STAGES.flatMap(({ name, until }) => {
    const lost = leftBy(its, until)
    if (lost === undefined) return []
    const row = { stage: name, lost: lost - before }
    before = lost
    return [row]
  })
}

const highest = (
  personas: PersonaClv[],
  of: (each: PersonaClv) => number | undefined,
): PersonaClv | undefined =>
  personas.filter((each) => of(each) !== undefined).toSorted((a, b) => (of(b) ?? 0) - (of(a) ?? 0))[0]

const within = (its: PersonaClv): number | undefined => leftBy(its, 12) ?? leftBy(its, 3)

/** Who leaves early, and at which stage. */
export function early(personas: PersonaClv[], { library }: Telling): Span[] | undefined {
  const first = highest(personas, within)
  const worst = first && byStage(first).toSorted((a, b) => b.lost - a.lost)[0]
  if (!first || !worst || worst.lost <= 0) return undefined
  const months = leftBy(first, 12) === undefined ? 3 : 12
  return [
    bold('Leaves early: '),
    `${shortName(library, first.persona)}, ${percent(within(first) ?? 0, 0)} within ${months} months, most at ${worst.stage}`,
  ]
}

const supportShare = ({ month: { support, first, growth } }: PersonaClv): number | undefined =>
  support === undefined || first + growth <= 0 ? undefined : support / (first + growth)

/** Who costs most support. */
export function supportsDear(personas: PersonaClv[], telling: Telling): Span[] | undefined {
  const first = highest(personas, ({ month }) => month.support)
  return (
    first && [
      bold('Dearest to support: '),
      `${shortName(telling.library, first.persona)}, ${supportWords(first, telling)}`,
    ]
  )
}

function supportWords(its: PersonaClv, { currency }: Telling): string {
  const share = supportShare(its)
  const tickets = its.ticketsAMonth === undefined ? '' : `, ${its.ticketsAMonth.toFixed(1)} tickets`
  return `${money(its.month.support ?? 0, currency)} a month${tickets}${share === undefined ? '' : `, ${percent(share)} of what they bring`}`
}

/** The dearest first. */
export const supportLines = (personas: PersonaClv[], telling: Telling, most: number): Span[][] =>
  personas
    .filter(({ month }) => month.support !== undefined)
    .toSorted((a, b) => (b.month.support ?? 0) - (a.month.support ?? 0))
    .slice(0, most)
    .map((its) => [bold(`${shortName(telling.library, its.persona)}: `), supportWords(its, telling)])

const expands = ({ expansion: { accounts, of } }: PersonaClv): number | undefined =>
  of === 0 ? undefined : accounts / of

/** Who expands most often. */
export function expandsOften(personas: PersonaClv[], { library }: Telling): Span[] | undefined {
  const first = highest(personas, expands)
  if (!first || (expands(first) ?? 0) === 0) return undefined
  return [bold('Expands most: '), `${shortName(library, first.persona)}, ${expansionWords(first)}`]
}

const expansionWords = ({ expansion: { accounts, of, share } }: PersonaClv): string =>
  `${accounts} of ${of} within a year (${percent(accounts / of, 0)})${share === undefined ? '' : `, +${percent(share)} of MRR a month`}`

/** One question for every persona, the strongest answer first. */
export function clvQuestion(question: ClvQuestion, { personas }: ClvReport, telling: Telling): Block[] {
  const { asks, of, words, none } = QUESTIONS[question]
  const known = personas
    .filter((each) => of(each) !== undefined)
    .toSorted((a, b) => (of(b) ?? 0) - (of(a) ?? 0))
  if (known.length === 0) return [say(line(bold(none)))]
  return [
    say(
      line(bold(asks)),
      bullets(
        known.map((each) => [bold(`${shortName(telling.library, each.persona)}: `), words(each, telling)]),
        'ordered',
      ),
    ),
    small(question === 'churn' ? STAGE_WORDS : 'Of the last twelve closed months, per customer who pays.'),
  ]
}

const STAGE_WORDS =
  'As observed, of all who began. Onboarding: the first 3 months; adoption: until month 11; renewal: months 12 to 24.'

type Asked = {
  asks: string
  none: string
  of(its: PersonaClv): number | undefined
  words(its: PersonaClv, telling: Telling): string
}

const QUESTIONS: Record<ClvQuestion, Asked> = {
  churn: {
    asks: 'Who leaves early, and when?',
    none: 'Too few customers have left to say when they leave.',
    of: within,
    words: (its) =>
      byStage(its)
        .map(({ stage, lost }) => `${percent(lost, 0)} at ${stage}`)
        .join(', '),
  },
  expansion: {
    asks: 'Who expands most often?',
    none: 'Nobody could expand within a year: no customer paid when a month began.',
    of: expands,
    words: expansionWords,
  },
}
