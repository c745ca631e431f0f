import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { bold, line, type Span } from '#bot/slack/text.ts'
import type { ClvReport, PersonaClv } from '#src/clv/clv.ts'
import type { Lifetime } from '#src/clv/lifetime.ts'
import type { Library } from '#src/knowledge/library.ts'
import { monthName } from '#src/runs/period.ts'
import { alphaOf, betaOf } from '#src/statistics/sbg.ts'
import { shortName } from './names.ts'
import { percent } from './numbers.ts'

/** Where the numbers come from: definitions, what was assumed, and each model. */
export function clvWhy(report: ClvReport, library: Library, only?: string): Block[] {
  const shown = report.personas.filter(({ persona }) => only === undefined || persona === only)
  const [from, to] = [report.from, report.to].map((day) => monthName(Temporal.PlainDate.from(day)))
  return [
    say(
      line(
        bold('Why? Customer lifetime value'),
        `, from the table account_months, ${from} to ${to}, per persona as tagged in each customer's newest month.`,
      ),
      ...listed('How it is computed', formulas(report)),
      ...listed(
        'How long they stay',
        shown.map((each) => [bold(shortName(library, each.persona)), `: ${modelWords(each)}`]),
      ),
    ),
  ]
}

const formulas = ({ assumptions: { discount, grossMargin } }: ClvReport): Span[][] => [
  ['Value: what a month brings × discounted months'],
  [
    `A month: (MRR at its start, new and come back) × margin of ${percent(grossMargin, 0)} − support cost, per paying customer, of the last 12 months`,
  ],
  [
    `Discounted months: Σ share still there ÷ ${(1 + discount).toFixed(2)}^(months ÷ 12), the first month in full: DEL of the shifted-beta-geometric model of renewals (Fader and Hardie), by maximum likelihood over all cohorts, each term as long as the contract says. 95 % of 200 parametric bootstrap draws; it is the interval of staying, not of the price`,
  ],
  [
    'At the first renewal: DERL(1) = β/(α + β) · 2F1(1, β + 1; α + β + 1; 1/(1 + d)), that renewal undiscounted (Fader and Hardie 2010)',
  ],
  [
    'Where it foresees the held-back months wrongly by a fifth and beyond chance, or misses the observed curve by 5 points: Kaplan–Meier, then the churn of its last 12 ages',
  ],
  ['Staying ends when MRR first falls to 0; who returns counts in “so far” alone'],
]

function modelWords({ lifetime, ageless, n }: PersonaClv): string {
  if (!lifetime) return `too few have left (n ${n})`
  const { model, by, discounted, gap, tenure } = lifetime
  const fit = !model
    ? 'no model'
    : model.phi === 0
      ? `the same churn of ${percent(model.mu, 2)} at every renewal`
      : `α ${alphaOf(model).toFixed(3)}, β ${betaOf(model).toFixed(3)}`
  const off = gap === undefined ? '' : `, off by at most ${(gap * 100).toFixed(1)} pt`
  const mean = Number.isFinite(tenure) ? `${tenure.toFixed(0)} months on average` : 'no finite average'
  const unknown = ageless > 0 ? `; ${ageless} without a known beginning are left out` : ''
  const ahead =
    lifetime.residual === undefined ? '' : `, ${lifetime.residual.toFixed(1)} at the first renewal`
  return `${termWords(lifetime)}; ${fit}${off}${by === 'observed' ? ', not used' : ''}; ${discounted.toFixed(1)} discounted months${ahead}, ${mean}${unknown}`
}

/** "renews every 12 months (36 months: 10 %)" */
function termWords({ terms }: Pick<Lifetime, 'terms'>): string {
  const [most, ...others] = terms.toSorted((a, b) => b.share - a.share)
  if (!most) return 'renews every month'
  const rest = others.map(({ months, share }) => `${months} months: ${percent(share, 0)}`)
  const every = most.months === 1 ? 'every month' : `every ${most.months} months`
  return `renews ${every}${rest.length === 0 ? '' : ` (${rest.slice(0, 3).join(', ')})`}`
}

export const noMonths = (): Block[] => [
  say(
    line(
      bold('No account-months are here yet'),
      ', so nobody can say what a customer is worth. The operator imports them: see “Bring your customers” in the README.',
    ),
  ),
]
