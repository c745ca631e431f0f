import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { bold, italic, line } from '#bot/slack/text.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { KpiBody } from '#src/kpis/kpi.ts'
import { freshness } from './freshness.ts'
import { personName, shortName } from './names.ts'
import { firstFew, inWords, lineSpans, type Reading } from './reading.ts'

/** One KPI: which question it answers, what is divided by what, for whom, who can move it, and why one looks at it. */
export function kpiCard(entry: Entry<'kpi'>, reading: Reading): Block[] {
  const { body } = entry
  const owner = personName(reading.library, entry.owner)
  return [
    say(
      line(bold(entry.title), italic(` · ${body.perspective} KPI, ${body.indicator}`)),
      line(body.question),
      line(`${body.numerator}, divided by ${body.denominator}. ${judgedWords(body)}`),
      line(`For ${forWhom(body, reading)}${owner === undefined ? '' : `; ${owner} can move it`}.`),
      ...listed(
        'Why we look at it',
        firstFew(body.reasons, 3, (claim) => lineSpans(claim)),
      ),
      body.despite === undefined
        ? undefined
        : line(bold('The board looks at it all the same: '), body.despite),
      ...listed(
        'In their words',
        firstFew(body.voices, 3, (claim) => lineSpans(claim)),
      ),
    ),
    freshness(entry, reading),
  ]
}

const judgedWords = ({ better, frequency }: KpiBody): string =>
  `${better === 'higher' ? 'Higher' : 'Lower'} is better; looked at every ${frequency === 'monthly' ? 'month' : 'quarter'}.`

const forWhom = ({ personas }: KpiBody, { library }: Reading): string =>
  personas.length === 0
    ? 'every persona, each on its own'
    : inWords(personas.map((slug) => shortName(library, slug)))
