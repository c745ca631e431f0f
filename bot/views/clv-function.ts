import { type Block, say, small } from '#bot/slack/blocks.ts'
import { bold, bullets, line, type Span } from '#bot/slack/text.ts'
import type { PersonaClv } from '#src/clv/clv.ts'
import type { Pipeline } from '#src/clv/pipeline-store.ts'
import type { Questions } from '#src/clv/read-questions.ts'
import type { RenewalSignal } from '#src/clv/renewal-signals.ts'
import { LEAST_N } from '#src/kpis/review.ts'
import type { ClvTelling } from './clv.ts'
import { leftBy, supportLines } from './clv-questions.ts'
import { signalLines } from './clv-renewal.ts'
import { shortName } from './names.ts'
import { largeMoney, percent, plainNumber } from './numbers.ts'
import { counted } from './reading.ts'

export const CLV_FUNCTIONS = ['marketing', 'sales', 'product', 'support'] as const
export type ClvFunction = (typeof CLV_FUNCTIONS)[number]

/** What customer lifetime value says to one function, in its own words. */
export function clvFunction(team: ClvFunction, questions: Questions, telling: ClvTelling): Block[] {
  const { asks, lines, nothing, how } = FUNCTIONS[team]
  const said = lines(questions, telling)
  return [
    say(
      line(bold(asks), said.length === 0 ? ` ${nothing}` : ''),
      said.length === 0 ? undefined : bullets(said, 'ordered'),
    ),
    small(how),
  ]
}

type Spoken = {
  asks: string
  lines(questions: Questions, telling: ClvTelling): Span[][]
  nothing: string
  how: string
}

const NOT_A_CAUSE = 'It goes with renewing among customers who are alike; it need not bring it about.'

const FUNCTIONS: Record<ClvFunction, Spoken> = {
  marketing: {
    asks: 'Which leads are worthwhile?',
    lines: leads,
    nothing: 'No persona has both 30 closed deals and a lifetime value yet.',
    how: 'The share of deals closed in 12 months that were won, times what a customer is worth over the whole relationship.',
  },
  sales: {
    asks: 'Which deals suit us in the long term?',
    lines: deals,
    nothing: 'No persona has a lifetime value yet: it takes 30 customers, of whom 10 have left.',
    how: 'A deal that is won is worth what a customer of the persona is over the whole relationship. Deals of the last 12 months.',
  },
  product: {
    asks: 'Which features go with loyalty?',
    lines: ({ signals, use }, { library }) => [
      ...signalLines(signals, isUse, library),
      ...use.flatMap((its): Span[][] => {
        if (its.found !== 'response' || its.stays.chance) return []
        const points = (its.stays.change.value * 100).toFixed(1)
        return [
          [
            bold(`2 more days of use a month, ${shortName(library, its.persona)}: `),
            `${points} pt renew, n ${plainNumber(its.n)}`,
          ],
        ]
      }),
    ],
    nothing: 'No signal of use is known for long enough before 30 renewals.',
    how: NOT_A_CAUSE,
  },
  support: {
    asks: 'What does support cost, and which services go with staying?',
    lines: ({ report, signals }, telling) => [
      ...supportLines(report.personas, telling, 5),
      ...signalLines(signals, isSupport, telling.library),
    ],
    nothing: 'No support cost is known, and no ticket is known for long enough before 30 renewals.',
    how: `Cost per customer who pays and month, of the last twelve. ${NOT_A_CAUSE}`,
  },
}

const isUse = ({ of, family }: RenewalSignal): boolean => of === 'signal' && family === 'behavioural'
const isSupport = ({ of, family }: RenewalSignal): boolean =>
  of === 'ticket' || of === 'survey' || (of === 'signal' && family === 'support')

type Valued = { its: PersonaClv; value: number; from: Pipeline | undefined }

const valued = ({ report, pipeline }: Questions): Valued[] =>
  report.personas.flatMap((its) =>
    its.value
      ? [
          {
            its,
            value: its.value.value,
            from: pipeline.find(({ persona }) => persona === its.persona),
          },
        ]
      : [],
  )

function leads(questions: Questions, { library, currency }: ClvTelling): Span[][] {
  return valued(questions)
    .flatMap(({ its, value, from }) => {
      const closed = (from?.won ?? 0) + (from?.lost ?? 0)
      return from && closed >= LEAST_N
        ? [{ its, value, from, closed, worth: (from.won / closed) * value }]
        : []
    })
    .toSorted((a, b) => b.worth - a.worth)
    .map(({ its, value, from, closed, worth }) => {
      const all = from.leads + from.turnedAway
      const turned =
        all === 0 ? '' : `; ${percent(from.turnedAway / all, 0)} of ${counted(all, 'lead')} turned away`
      return [
        bold(`${shortName(library, its.persona)}: ${largeMoney(worth, currency)} a lead that becomes a deal`),
        `: ${percent(from.won / closed, 0)} of ${plainNumber(closed)} won, each worth ${largeMoney(value, currency)}${turned}`,
      ]
    })
}

function deals(questions: Questions, { library, currency }: ClvTelling): Span[][] {
  return valued(questions).map(({ its, value, from }) => {
    const early = leftBy(its, 12) ?? leftBy(its, 3)
    const closed = (from?.won ?? 0) + (from?.lost ?? 0)
    const wins =
      closed < LEAST_N || !from ? '' : `, ${percent(from.won / closed, 0)} of ${plainNumber(closed)} won`
    const open = from && from.open > 0 ? `, ${counted(from.open, 'deal')} open` : ''
    return [
      bold(`${shortName(library, its.persona)}: ${largeMoney(value, currency)} a deal won`),
      `${early === undefined ? '' : `, ${percent(early, 0)} leave within ${leftBy(its, 12) === undefined ? 3 : 12} months`}${wins}${open}`,
    ]
  })
}
