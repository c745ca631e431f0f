import { type Block, buttons, say, small } from '#bot/slack/blocks.ts'
import { bold, bullets, line, type Span } from '#bot/slack/text.ts'
import type { PersonaClv } from '#src/clv/clv.ts'
import type { Outlook, Scenario } from '#src/clv/scenario.ts'
import { worthAt } from '#src/clv/worth.ts'
import type { Library } from '#src/knowledge/library.ts'
import { shortName } from './names.ts'
import { largeMoney, percent, plainNumber } from './numbers.ts'
import { counted, inWords } from './reading.ts'

export type ScenarioTelling = {
  library: Library
  currency: string
  discount: number
  /** What customers are worth, where that is known. */
  personas: PersonaClv[]
}

type Response = Extract<Outlook, { found: 'response' }>

/** What history says about a change, for one persona first, and then who gains and who loses, side by side. */
export function scenarioView(
  scenario: Scenario,
  outlooks: Outlook[],
  telling: ScenarioTelling,
  persona?: string,
): Block[] {
  const its = persona === undefined ? undefined : outlooks.find((each) => each.persona === persona)
  const others = outlooks.filter((each) => each !== its)
  const shown = its ?? outlooks.find((each) => each.found === 'response')
  const title = `${scenarioName(scenario, telling.library)}${persona === undefined ? '' : `, for ${shortName(telling.library, persona)}`}`
  if (outlooks.length === 0 || (persona !== undefined && !its && others.length === 0))
    return [say(line(bold(`${title}: history doesn't say.`), ` ${NOTHING_KNOWN[scenario.lever.of]}`))]
  return [
    say(
      line(bold(headline(title, persona === undefined ? undefined : its, outlooks, persona))),
      persona !== undefined && its?.found === 'response' ? bullets(details(its, telling)) : undefined,
      ...sideBySide(persona === undefined ? outlooks : others, telling, persona !== undefined),
    ),
    ...(shown?.found === 'response' ? [small(assumption(scenario, shown, telling.library))] : []),
    buttons([{ text: 'Record a decision', action: 'ask', value: { text: 'decide' } }]),
  ]
}

const NOTHING_KNOWN: Record<Scenario['lever']['of'], string> = {
  onboarding:
    'It takes, of customers whose first renewal has come, how long onboarding took: the attribute onboarding_days or onboarded_on of accounts, or signals of use since they began.',
  tickets: 'It takes tickets in the first three account-months of customers whose first renewal has come.',
  use: 'It takes active_days in the first three account-months of customers whose first renewal has come.',
  signal: 'It takes the signal to be known since before customers began whose first renewal has come.',
}

/** "Onboarding 14 days shorter", "1 ticket a month fewer at the start", "20 % fewer tickets a month at the start" */
function scenarioName({ lever, by, ofEach = false }: Scenario, library: Library): string {
  const [fewer, shorter] = by < 0 ? ['fewer', 'shorter'] : ['more', 'longer']
  const number = Number(Math.abs(by).toFixed(1))
  const amount = (unit: string) =>
    ofEach ? `${Number((100 * Math.abs(by)).toFixed(1))} %` : `${number} ${number === 1 ? unit : `${unit}s`}`
  const moved = (unit: string, each: string) =>
    ofEach ? `${amount(unit)} ${fewer} ${unit}s ${each}` : `${amount(unit)} ${each} ${fewer}`
  switch (lever.of) {
    case 'onboarding':
      return `Onboarding ${amount('day')} ${shorter}`
    case 'tickets':
      return `${moved('ticket', 'a month')} at the start`
    case 'use':
      return `${moved('day', 'of use a month')} at the start`
    case 'signal':
      return `“${library.entries.get(`signal/${lever.name}`)?.title ?? lever.name}” within 90 days for everybody`
  }
}

function pt(share: number): string {
  const points = Number((share * 100).toFixed(1))
  return `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(1)}`
}

function headline(
  title: string,
  its: Outlook | undefined,
  outlooks: Outlook[],
  persona: string | undefined,
): string {
  if (persona !== undefined) {
    if (!its) return `${title}: none of them is known from their start to a renewal.`
    if (its.found === 'nothing') return `${title}: history doesn't say, ${because(its)}.`
    if (its.stays.chance) return `${title}: no change that chance doesn't explain.`
    const { low, high } = its.stays.change.interval
    return `${title}: ${pt(low)} to ${pt(high)} of 100 renew the first time.`
  }
  const [gains, loses] = [true, false].map((up) => outlooks.filter((each) => movesTo(each, up)))
  if ((gains?.length ?? 0) + (loses?.length ?? 0) === 0)
    return `${title}: no change for anybody that chance doesn't explain.`
  return `${title}: ${counted(gains?.length ?? 0, 'persona')} would gain, ${loses?.length ?? 0} would lose.`
}

const movesTo = (each: Outlook, up: boolean): boolean =>
  each.found === 'response' && !each.stays.chance && each.stays.change.value > 0 === up

function because({ because: why, n, lost }: Extract<Outlook, { found: 'nothing' }>): string {
  switch (why) {
    case 'few':
      return `insufficient data (n = ${plainNumber(n)})`
    case 'nobody left':
      return `only ${plainNumber(lost)} of ${plainNumber(n)} left`
    case 'same lever':
      return `it was the same for all ${plainNumber(n)}`
    case 'not told apart':
      return `of ${plainNumber(n)}, it tells who left from who stayed wholly`
  }
}

function details(its: Response, telling: ScenarioTelling): Span[][] {
  const { now, change } = its.stays
  const { low, high } = change.interval
  const worth = its.stays.chance ? undefined : worthWords(its, telling)
  return [
    [
      bold('First renewal: '),
      `${percent(now, 0)} → ${percent(now + change.value, 0)} (${percent(now + low, 0)} to ${percent(now + high, 0)}), n ${plainNumber(its.n)}`,
    ],
    ...(its.grows
      ? [
          [
            bold('Growth until then: '),
            `${pt(its.grows.value)} % of MRR (${pt(its.grows.interval.low)} to ${pt(its.grows.interval.high)})${its.grows.chance ? ', may be chance' : ''}`,
          ],
        ]
      : []),
    ...(worth ? [[bold('Value: '), worth]] : []),
  ]
}

/** From staying alone, over all renewals. */
function worthWords(
  { persona, stays }: Response,
  { personas, discount, currency }: ScenarioTelling,
): string | undefined {
  const its = personas.find((each) => each.persona === persona)
  const at = (change: number) => its && worthAt(its, (1 - stays.now - change) / (1 - stays.now), discount)
  const [value, low, high] = [stays.change.value, stays.change.interval.low, stays.change.interval.high].map(
    at,
  )
  if (value === undefined || low === undefined || high === undefined) return undefined
  const signed = (amount: number) => `${amount < 0 ? '−' : '+'}${largeMoney(Math.abs(amount), currency)}`
  return `${signed(value)} a new customer (${signed(Math.min(low, high))} to ${signed(Math.max(low, high))}), if it holds at every renewal`
}

function sideBySide(outlooks: Outlook[], { library }: ScenarioTelling, others: boolean) {
  const name = ({ persona }: Outlook) => shortName(library, persona)
  const told = (each: Response) =>
    `${name(each)} ${pt(each.stays.change.value)} pt (${pt(each.stays.change.interval.low)} to ${pt(each.stays.change.interval.high)}, n ${plainNumber(each.n)})`
  const responses = outlooks.filter((each) => each.found === 'response')
  const rows: [string, string[]][] = [
    ['Gains', responses.filter((each) => movesTo(each, true)).map(told)],
    ['Loses', responses.filter((each) => movesTo(each, false)).map(told)],
    ['No more than chance', responses.filter(({ stays }) => stays.chance).map(told)],
    [
      "History doesn't say",
      outlooks.flatMap((each) => (each.found === 'nothing' ? [`${name(each)}: ${because(each)}`] : [])),
    ],
  ]
  const said = rows
    .filter(([, list]) => list.length > 0)
    .map(([heading, list]): Span[] => [bold(`${heading}: `), inWords(list)])
  if (said.length === 0) return []
  return [
    ...(others ? [line('The same for the others, in points of who renews the first time:')] : []),
    bullets(said),
  ]
}

function assumption(scenario: Scenario, { persona, lever }: Response, library: Library): string {
  const unit = UNITS[scenario.lever.of]
  const amount = (value: number) =>
    scenario.lever.of === 'signal' ? percent(value, 0) : `${value.toFixed(1)} ${unit}`
  const seen = lever.clipped ? ' No further than was ever seen.' : ''
  return `Assumed: ${shortName(library, persona)} at ${amount(lever.then)} on average instead of ${amount(lever.now)} would renew as those did who were there already, at the same size (logistic regression of who was there after three months, 95 %).${seen} That they differ in nothing else, nobody knows: try it with some first.`
}

const UNITS: Record<Scenario['lever']['of'], string> = {
  onboarding: 'days',
  tickets: 'tickets a month',
  use: 'days of use a month',
  signal: '',
}

/** What can be asked. */
export const scenarioHelp = (lacks: 'lever' | 'amount'): Block[] => [
  say(
    line(
      bold(lacks === 'lever' ? 'What would change? ' : 'By how much, and which way? '),
      'Say a lever, how much and for whom, such as “onboarding two weeks shorter for Carla”.',
    ),
    bullets([
      [bold('onboarding'), ' · days, weeks or percent, shorter or longer'],
      [bold('tickets'), ' · so many fewer or more a month, or “20 % fewer”, in the first three months'],
      [bold('use'), ' · so many days more or fewer a month, or percent, in the first three months'],
      [bold('a signal'), ' · by its name, such as “meeting held”: that it comes for everybody'],
    ]),
  ),
]
