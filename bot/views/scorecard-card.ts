import { type Block, listed, say, small } from '#bot/slack/blocks.ts'
import { bold, italic, line, type Span } from '#bot/slack/text.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { dayName } from '#src/runs/period.ts'
import type { AccountHealth } from '#src/scorecards/account-health.ts'
import type { WeightSet } from '#src/scorecards/scorecard.ts'
import { freshness } from './freshness.ts'
import { functionName, shortName } from './names.ts'
import { counted, firstFew, inWords, lineSpans, type Reading } from './reading.ts'

/** One scorecard as it is written down: whose it is, which KPIs count how much since when, and why. */
export function scorecardCard(entry: Entry<'scorecard'>, reading: Reading): Block[] {
  const { library } = reading
  const { purpose, functions, weights, personas, reasons, signs } = entry.body
  const whose = purpose === 'health' ? 'how well a customer does' : inWords(functions.map(functionName))
  const newest = weights.toSorted((a, b) => b.from.localeCompare(a.from))
  return [
    say(
      line(bold(entry.title), italic(` · scorecard of ${whose}`)),
      line(`For ${forWhom(personas, library)}, each against its own history.`),
      ...listed(
        'Weights',
        firstFew(newest, 3, (set) => [bold(`Since ${fromWords(set)}: `), setWords(set, library)]),
      ),
      ...listed(
        "An account's health: 100, less",
        firstFew(signs, 6, ({ trigger, costs }) => [`${signTitle(library, trigger)}: ${costs}`]),
      ),
      ...listed(
        'Why',
        firstFew(reasons, 3, (claim) => lineSpans(claim)),
      ),
    ),
    freshness(entry, reading),
  ]
}

const forWhom = (personas: string[], library: Library): string =>
  personas.length === 0
    ? 'every active persona that is not turned away'
    : inWords(personas.map((slug) => shortName(library, slug)))

export const fromWords = ({ from }: Pick<WeightSet, 'from'>): string => dayName(Temporal.PlainDate.from(from))

/** "Retention 30, expansion 25 and CAC 10" */
export const setWords = ({ kpis }: Pick<WeightSet, 'kpis'>, library: Library): string =>
  inWords(
    kpis.map(({ kpi, weight }) => `${kpiTitle(library, kpi)} ${weight}`),
    12,
  )

export const kpiTitle = (library: Library, slug: string): string =>
  library.entries.get(`kpi/${slug}`)?.title ?? slug

/** One link between KPIs as it is written down. */
export function kpiLinkCard(entry: Entry<'kpi-link'>, reading: Reading): Block[] {
  const { body } = entry
  return [
    say(
      line(bold(entry.title), italic(' · link between KPIs')),
      line(...linkSpans(entry, reading.library), '.'),
      ...listed(
        'Why it should be so',
        firstFew(body.reasons, 3, (claim) => lineSpans(claim)),
      ),
      line('How closely they go together is measured for each persona, and stands under the scorecard.'),
    ),
    freshness(entry, reading),
  ]
}

/** "Time to value → Retention, 1 quarter later" */
function linkSpans({ body }: Entry<'kpi-link'>, library: Library): Span[] {
  const { first, training, follows, expects, lag } = body
  const ahead =
    first === undefined ? `Trainings finished in ${functionName(training ?? '')}` : kpiTitle(library, first)
  const later = lag === 0 ? 'in the same period' : `${lag} ${lag === 1 ? 'period' : 'periods'} later`
  return [
    bold(`${ahead} and ${kpiTitle(library, follows)}`),
    ` are thought to go ${expects === 'same' ? 'the same way' : 'opposite ways'}, ${later}`,
  ]
}

const signTitle = (library: Library, slug: string): string =>
  library.entries.get(`trigger/${slug}`)?.title ?? slug

/** "Health 65 of 100: Escalations pile up −35. By 6 signs." */
export function accountHealthLine({ value, held, unknown, of }: AccountHealth, library: Library): Block {
  const name = ({ trigger }: { trigger: string }) => signTitle(library, trigger)
  if (value === undefined) return small("Health can't be told: nothing has been heard of them yet.")
  const what =
    held.length === 0
      ? `none of ${counted(of, 'sign')} of trouble holds`
      : inWords(held.map((sign) => `${name(sign)} −${sign.costs}`))
  const rest = unknown.length === 0 ? '' : ` Not known: ${inWords(unknown.map(name))}.`
  return small(`Health ${value} of 100: ${what}.${rest} A silent account is not a sound one.`)
}
