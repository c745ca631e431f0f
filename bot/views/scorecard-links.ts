import { type Block, say, small } from '#bot/slack/blocks.ts'
import { bold, bullets, line, type Span } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import { LEAST_PAIRS, type LinkOf, type LinkReport } from '#src/scorecards/measure-link.ts'
import type { Association } from '#src/statistics/correlation.ts'
import { shortName } from './names.ts'
import { firstFew, inWords } from './reading.ts'

const MOST_LINKS = 3

/**
 * Under a scorecard: what is thought to go together across its perspectives, and how closely it did. Of all personas
 * only what is beyond chance is told in full, of one persona everything.
 */
export function linkBlocks(links: LinkReport[], library: Library, only?: string): Block[] {
  if (links.length === 0) return []
  const told = only === undefined ? links.filter(hasSure) : links
  const rest = links.filter((report) => !told.includes(report)).map(({ link }) => link.title)
  return [
    say(
      line(bold('Links between perspectives')),
      ...(told.length > 0
        ? [bullets(firstFew(told, MOST_LINKS, (report) => linkLine(report, library, only)))]
        : []),
      rest.length > 0
        ? line(`Nothing beyond chance so far, or too few periods: ${rest.join('; ')}.`)
        : undefined,
    ),
    small(told.length > 0 ? HOW_TO_READ : 'A persona of the scorecard shows each with its numbers.'),
  ]
}

const HOW_TO_READ =
  'ρ: Spearman, −1 to 1, with its 95 % interval over closed periods. Going together makes neither the cause of the other.'

const hasSure = ({ of }: LinkReport): boolean =>
  of.some((each) => each.found === 'association' && !isChance(each.of))

function linkLine({ link, every, of }: LinkReport, library: Library, only: string | undefined): Span[] {
  const { lag, expects } = link.body
  const later = lag === 0 ? `same ${every}` : `${lag} ${every}${lag === 1 ? '' : 's'} later`
  const some = of.filter(({ persona }) => only === undefined || persona === only)
  const known = some.filter((each) => each.found === 'association')
  const [chance, sure] = [true, false].map((is) =>
    known.filter(({ of: found }) => isChance(found) === is && (only === undefined || !is)),
  )
  const whole = only === undefined ? (sure ?? []) : known
  const said = whole.map(
    (each) => `${shortName(library, each.persona)} ${associationWords(each.of)}${driftWords(each)}`,
  )
  const unknown = some.filter((each) => each.found !== 'association')
  const rest = [...chanceWords(chance ?? [], library), ...missingWords(unknown, library)]
  return [
    bold(`${link.title}`),
    ` (${later}, expected ${expects === 'same' ? '+' : '−'}): `,
    some.length === 0 ? 'for nobody here.' : `${[...said, ...rest].join(' · ')}.`,
  ]
}

/** "ρ +0.61 (+0.22 to +0.83, n 22)"; within chance it says so. */
function associationWords(of: Association): string {
  const { value, interval, n } = of
  const between = interval ? `${rho(interval.low)} to ${rho(interval.high)}, ` : ''
  return `ρ ${rho(value)} (${between}n ${n}${isChance(of) ? ', may be chance' : ''})`
}

const isChance = ({ interval }: Association): boolean =>
  interval !== undefined && interval.low <= 0 && interval.high >= 0

const rho = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`

/** It goes together, and yet one doesn't rise where the other rises: both may only drift. */
const driftWords = ({ of, changes }: Extract<LinkOf, { found: 'association' }>): string =>
  !isChance(of) && changes && changes.value * of.value <= 0 ? ', though not from one to the next' : ''

/** "may be chance: Carla +0.14 (n 21)" */
const chanceWords = (some: Extract<LinkOf, { found: 'association' }>[], library: Library): string[] =>
  some.length === 0
    ? []
    : [
        `may be chance: ${inWords(some.map(({ persona, of }) => `${shortName(library, persona)} ${rho(of.value)} (n ${of.n})`))}`,
      ]

function missingWords(some: LinkOf[], library: Library): string[] {
  const few = some.flatMap((each) =>
    each.found === 'too few' ? [`${shortName(library, each.persona)} (n = ${each.n})`] : [],
  )
  const constant = some.flatMap((each) =>
    each.found === 'never varied' ? [shortName(library, each.persona)] : [],
  )
  return [
    ...(few.length > 0 ? [`too few periods, ${LEAST_PAIRS} needed: ${inWords(few)}`] : []),
    ...(constant.length > 0 ? [`one side never varied: ${inWords(constant)}`] : []),
  ]
}
