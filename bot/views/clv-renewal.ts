import { type Block, say, small } from '#bot/slack/blocks.ts'
import { bold, bullets, line, type Span } from '#bot/slack/text.ts'
import { type RenewalSignal, type RenewalSignals, WINDOW_DAYS } from '#src/clv/renewal-signals.ts'
import type { Library } from '#src/knowledge/library.ts'
import { percent, plainNumber } from './numbers.ts'
import { counted } from './reading.ts'

/** What is taken for more than chance, corrected for how many were looked at. */
const SURE = 0.05
const MOST = 5

/** Which signals and triggers went with renewing, and which with leaving. */
export function clvRenewal(signals: RenewalSignals, library: Library, whose?: string): Block[] {
  const { renewals, lost, known, tooFew } = signals
  const of = whose === undefined ? '' : ` of ${whose}`
  const n = `${counted(renewals, 'renewal')}${of} in 12 months, ${plainNumber(lost)} not renewed`
  if (known.length === 0)
    return [
      say(
        line(bold(`What goes with renewing${of} can't be said yet: `), `${n}.`),
        line(
          `It takes 10 who didn't renew, and something that happened before 30 renewals and not before 30 others like them${tooFew > 0 ? `; ${counted(tooFew, 'thing')} happened too seldom, or ${tooFew === 1 ? 'is' : 'are'} known for too short a time` : ''}.`,
        ),
      ),
    ]
  const sure = known.filter(isSure)
  return [
    say(
      line(bold(headline(sure, library)), ` ${n}.`),
      bullets(known.slice(0, MOST).map((each) => [bold(nameOf(each, library)), `: ${words(each)}`])),
      known.length > MOST ? line(`… and ${known.length - MOST} more that tell less.`) : undefined,
    ),
    small(
      `Before the renewal's month, within ${WINDOW_DAYS} days; compared with customers of the same persona, first or later renewal and size (Mantel–Haenszel, 95 %), corrected for ${counted(known.length, 'comparison')}. It goes with renewing; that it brings it about, nobody knows before it is tried.`,
    ),
  ]
}

const isSure = ({ adjusted }: RenewalSignal): boolean => adjusted < SURE

function headline(sure: RenewalSignal[], library: Library): string {
  const [up] = sure.filter(({ difference }) => difference.value > 0)
  const [down] = sure.filter(({ difference }) => difference.value < 0)
  if (up) return `Renewal is likelier after: ${nameOf(up, library)}, ${gap(up)}.`
  return down
    ? `Renewal is less likely after: ${nameOf(down, library)}, ${gap(down)}.`
    : 'Nothing goes with renewing by more than chance.'
}

/** "+6 pt (2 to 10), 94 % of 240 renewed, of the others 88 %" */
function words(signal: RenewalSignal): string {
  const { difference, oddsRatio, renewed, exposed, adjusted } = signal
  const { low, high } = difference.interval
  const odds = oddsRatio
    ? `, odds × ${odd(oddsRatio.value)} (${odd(oddsRatio.interval.low)} to ${odd(oddsRatio.interval.high)})`
    : ''
  const chance = isSure(signal) ? '' : `; may be chance (p ${adjusted.toFixed(2)})`
  return `${gap(signal)} (${pt(low)} to ${pt(high)})${odds}; ${percent(renewed.exposed, 0)} of ${plainNumber(exposed)} renewed, of the others ${percent(renewed.others, 0)}${chance}`
}

const odd = (ratio: number): string => ratio.toFixed(ratio < 1 ? 2 : 1)
const pt = (share: number): string => `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(0)}`
const gap = ({ difference }: RenewalSignal): string => `${pt(difference.value)} pt`

const TICKETS: Record<string, string> = {
  any: 'a ticket',
  escalated: 'an escalated ticket',
  reopened: 'a reopened ticket',
}
const SURVEYS: Record<string, string> = { promoter: 'NPS of 9 or 10', detractor: 'NPS of 6 or less' }

const nameOf = ({ of, name }: RenewalSignal, library: Library): string => {
  if (of === 'ticket') return TICKETS[name] ?? name
  if (of === 'survey') return SURVEYS[name] ?? name
  return library.entries.get(`${of}/${name}`)?.title ?? name
}

/** In a line of the five questions; undefined where nothing goes with it by more than chance. */
export function goesWithRenewing({ known }: RenewalSignals, library: Library): Span[] | undefined {
  const sure = known.filter(isSure).slice(0, 2)
  if (sure.length === 0) return undefined
  return [
    bold('Goes with renewing: '),
    sure.map((each) => `${nameOf(each, library)} ${gap(each)} (n ${plainNumber(each.exposed)})`).join(', '),
    '; not its cause',
  ]
}

/** Those of some kinds, for the function that can do something about them. */
export const signalLines = (
  { known }: RenewalSignals,
  fits: (signal: RenewalSignal) => boolean,
  library: Library,
): Span[][] =>
  known
    .filter(fits)
    .slice(0, MOST)
    .map((each) => [bold(nameOf(each, library)), `: ${words(each)}`])
