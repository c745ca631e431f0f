import { type Block, say, small } from '#bot/slack/blocks.ts'
import { bold, bullets, line, type Span } from '#bot/slack/text.ts'
import type { Outcome } from '#src/predictions/behaviour.ts'
import type { Gate } from '#src/predictions/gates.ts'
import type { Forecasts } from '#src/predictions/read-forecasts.ts'
import { monthName } from '#src/runs/period.ts'
import { percent, plainNumber } from './numbers.ts'
import { inWords } from './reading.ts'

/** What each gate asks, with its number and what it takes. */
const WORDS: Record<
  Gate['of'],
  { name: string; said(value: number, least: number): string; least(least: number): string }
> = {
  tagged: {
    name: 'Tagged',
    said: (value) => `${percent(value, 0)} of paying customers`,
    least: (least) => percent(least, 0),
  },
  months: { name: 'History', said: (value) => `${value} observed months`, least: String },
  quarters: { name: 'Quarters without a gap', said: (value) => String(value), least: String },
  learned: { name: 'Cases to learn from', said: plainNumber, least: String },
  heldBack: { name: 'Cases to be tested by', said: plainNumber, least: String },
  auc: {
    name: 'Tells them apart',
    said: (value) => `${percent(value, 0)} of pairs in the right order (50 % is a coin)`,
    least: (least) => percent(least, 0),
  },
  better: {
    name: 'Better than each persona’s usual rate',
    said: (value) => {
      if (Math.abs(value) < 0.005) return 'misses as much'
      return `misses ${percent(Math.abs(value), 0)} ${value > 0 ? 'less' : 'more'}`
    },
    least: () => 'fewer misses, beyond chance',
  },
  calibrated: {
    name: 'As many as foreseen',
    said: (value) => `${percent(value, 0)} of the number foreseen came`,
    least: () => '80 to 125 %, or within chance',
  },
}

function gateSpans(gate: Gate): Span[] {
  const { name, said, least } = WORDS[gate.of]
  if (gate.value === undefined)
    return ['– ', bold(`${name}: `), `not looked at yet; it takes ${least(gate.least)}`]
  const what = `${said(gate.value, gate.least)}; it takes ${least(gate.least)}`
  return [gate.passed ? '✓ ' : '✗ ', bold(`${name}: `), what]
}

export const gateList = (gates: Gate[]) => bullets(gates.map(gateSpans))

const WHAT: Record<Outcome, string> = { churn: 'who may leave', expansion: 'who may pay more' }

/** Nothing is foreseen: what is missing. */
export function nothingForeseen(
  outcome: Outcome,
  { gates, to }: { gates: Gate[]; to: Temporal.PlainDate },
): Block[] {
  return [
    say(
      line(bold(`I can't say ${WHAT[outcome]} yet, so I don't.`), ` ${missing(outcome, gates)}`),
      gateList(gates),
    ),
    small(`From what was known at the end of ${monthName(to)}.`),
  ]
}

/** The first thing that is missing, and what mends it. */
export function missing(outcome: Outcome, gates: Gate[]): string {
  const first = gates.find(({ passed }) => !passed)
  switch (first?.of) {
    case undefined:
      return ''
    case 'tagged':
      return 'Too few customers are tagged with a persona: tag them first.'
    case 'months':
    case 'quarters':
      return 'There is too little history that was observed month by month: it comes with time, or from an older export.'
    case 'learned':
    case 'heldBack':
      return outcome === 'churn'
        ? 'Too few customers have left (or stayed) to learn from.'
        : 'Too few customers have grown (or not) to learn from.'
    case 'auc':
    case 'better':
      return 'On quarters held back it was no better than knowing the persona alone.'
    case 'calibrated':
      return 'On quarters held back it foresaw a wrong number.'
  }
}

/** Months that nobody brought, in one small line. */
export function gapsLine({ quarters: { missing: gaps } }: Pick<Forecasts, 'quarters'>): Block[] {
  const names = gaps.map((month) => monthName(Temporal.PlainDate.from(month)))
  return names.length === 0 ? [] : [small(`Without data, and left out: ${inWords(names)}.`)]
}
