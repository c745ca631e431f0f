import { z } from 'zod'
import { type Block, type ButtonSpec, buttons, listed, say, small } from '#bot/slack/blocks.ts'
import { bold, line, type Span } from '#bot/slack/text.ts'
import type { Dispute } from '#src/disputes/dispute.ts'
import type { Library } from '#src/knowledge/library.ts'
import { answersFor } from '#src/kpis/ask.ts'
import type { ReadNumber } from '#src/kpis/readable.ts'
import { JUDGED_KPIS, type PersonaMonth, READABLE_KPIS, type ReadableKpi } from '#src/kpis/review.ts'
import { isThere } from '#src/members/member.ts'
import { monthName } from '#src/runs/period.ts'
import { disputeSpans } from './dispute.ts'
import { usualWords } from './kpi-standing.ts'
import { shortName } from './names.ts'
import { money, percent, plainNumber } from './numbers.ts'

/** What a button under a number carries. */
export const readValue = z.object({
  review: z.string(),
  persona: z.string(),
  kpi: z.enum(READABLE_KPIS),
})

type Reading = { name: string; is: string; moves: string; not: string }

/** For whoever leads a team and not a spreadsheet: what a number is, what moves it, and what it doesn't say. */
const READINGS: Record<ReadableKpi, Reading> = {
  retention: {
    name: 'Retention',
    is: 'The share of those paying when the month began who still paid when it ended.',
    moves: 'Whom we sold to a year ago, how fast they found value, and which contracts happened to end.',
    not: 'That the team which spoke to them last lost them, or that one month is a trend: look at the range.',
  },
  churn: {
    name: 'Churn',
    is: 'What retention leaves: those who paid when the month began and did not when it ended.',
    moves: 'The same as retention. Two small customers weigh as much as two large ones.',
    not: 'That money was lost in the same share: for that read gross revenue retention.',
  },
  grossRetention: {
    name: 'Gross revenue',
    is: 'The share of the revenue that the month began with that stayed, before anything was added.',
    moves: 'Cancellations and downgrades; one large customer can move it alone.',
    not: 'That many left: it may be one. Hold it against churn.',
  },
  netRetention: {
    name: 'Net revenue',
    is: 'Gross revenue retention, and with it what existing customers bought in addition.',
    moves: 'Expansion of a few can hide that others leave.',
    not: 'That all is well above 100 %: read gross revenue retention beside it.',
  },
  expansion: {
    name: 'Expansion',
    is: 'What existing customers added, as a share of the revenue that the month began with.',
    moves: 'Seats, sites and modules; when budgets are set; price changes.',
    not: 'That customers are happier: a price change looks the same.',
  },
  supportCost: {
    name: 'Support',
    is: 'What support cost in the month, divided by all customers of the persona.',
    moves: 'Releases, rollouts and new customers; a few accounts with many tickets.',
    not: 'That support works slowly, or that the persona is a bad one: ask first what they ask about.',
  },
}

/** Beside a number that stands alone: what it is, what moves it, and what not to conclude. */
export const readButton = (
  value: z.input<typeof readValue>,
  text: string = 'How to read this',
): ButtonSpec => ({ text, action: 'read-kpi', value })

/** Under a persona's numbers: each of them, to be explained or disputed. */
export function readButtons(review: string, { persona, now }: PersonaMonth): Block[] {
  const known = READABLE_KPIS.filter((kpi) => now?.[kpi])
  if (known.length === 0) return []
  return [
    small('How to read this:'),
    buttons(known.map((kpi) => readButton({ review, persona, kpi }, READINGS[kpi].name))),
  ]
}

export const kpiCalled = (kpi: ReadableKpi): string => READINGS[kpi].name.toLowerCase()

/** "94.2 % (n 395)" */
export function numberWords({ kpi, persona: { now, n } }: ReadNumber, currency: string): string {
  const value = now?.[kpi]?.value ?? 0
  return `${kpi === 'supportCost' ? `${money(value, currency)} a customer` : percent(value)} (n ${plainNumber(n)})`
}

/** One number, explained, with what was said against it. */
export function howToRead(
  number: ReadNumber,
  disputes: Dispute[],
  { library, currency }: { library: Library; currency: string },
): Block[] {
  const { kpi, persona, review, key } = number
  const { is, moves, not } = READINGS[kpi]
  const month = monthName(Temporal.PlainDate.from(review.month))
  const judged = JUDGED_KPIS.find((each) => each === kpi)
  const usual = judged ? usualWords(persona, judged, currency) : ''
  const facts: Span[][] = [
    [bold('It is '), is.charAt(0).toLowerCase() + is.slice(1)],
    [bold('What moves it: '), moves.charAt(0).toLowerCase() + moves.slice(1)],
    [bold('Do not conclude '), not.charAt(0).toLowerCase() + not.slice(1)],
    [bold('Ask '), whomToAsk(persona, library)],
  ]
  const dispute: ButtonSpec = {
    text: 'Dispute',
    action: 'dispute',
    value: { of: 'number', review: key, persona: persona.persona, kpi },
  }
  return [
    say(
      line(
        bold(
          `${shortName(library, persona.persona)}'s ${kpiCalled(kpi)}, ${month}: ${numberWords(number, currency)}`,
        ),
        `${usual}.`,
      ),
      ...listed('', facts).slice(1),
      ...listed(
        'What was said against it',
        disputes.map((each) => disputeSpans(each, library)),
      ),
    ),
    buttons([dispute]),
  ]
}

function whomToAsk({ persona }: PersonaMonth, library: Library): string {
  const owner = answersFor({ persona }, library)
  const kpiOwners = [...library.members.values()].filter(
    (member) => isThere(member) && member.roles.includes('kpi-owner') && member.handle !== owner?.handle,
  )
  const named = [
    ...(owner ? [`${owner.name}, who answers for ${shortName(library, persona)}`] : []),
    ...kpiOwners.slice(0, 2).map(({ name }) => `${name}, how it is counted`),
  ]
  return named.length === 0
    ? 'nobody yet: neither the persona nor the KPIs have an owner.'
    : `${named.join('; ')}.`
}
