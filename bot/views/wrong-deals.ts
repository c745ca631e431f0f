import { bold, line } from '#bot/slack/text.ts'
import type { WrongFit } from '#src/clv/wrong-fit.ts'
import type { Review } from '#src/kpis/review.ts'
import { shortName } from './names.ts'
import { percent, plainNumber, roughly } from './numbers.ts'
import { inWords } from './reading.ts'
import type { Telling } from './telling.ts'

/** The warning that more is not better: deals up, and what they bring down. */
export function wrongDeals({ wrongFit = [] }: Review, { library }: Telling) {
  const [first, ...others] = wrongFit
  if (!first) return undefined
  const more =
    others.length === 0
      ? ''
      : ` So it is with ${inWords(others.map(({ persona }) => shortName(library, persona)))}.`
  return line(
    bold(`More deals with ${shortName(library, first.persona)}, and the wrong ones: `),
    `${plainNumber(first.deals.now)} in a quarter, ${plainNumber(first.deals.before)} a year before; ${wrongFitWords(first)}.${more}`,
  )
}

/** "98.2 % a month stayed, now 96.9 %; support cost up 24 %, lifetime value down 31 %" */
export const wrongFitWords = ({
  retention,
  support,
  value,
}: Pick<WrongFit, 'retention' | 'support' | 'value'>) =>
  `${percent(retention.before)} a month stayed, now ${percent(retention.now)}; support cost up ${roughly(support.now / support.before - 1)}, lifetime value down ${roughly(1 - value.now / value.before)}`
