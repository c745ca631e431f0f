import type { FindingFacts } from '#src/findings/finding.ts'
import { monthName } from '#src/runs/period.ts'
import { percent } from './numbers.ts'
import { counted, inWords } from './reading.ts'
import { DIMENSION_NAMES, WEAK_ACTIONS } from './validation-words.ts'

type Facts<Kind extends FindingFacts['kind']> = Extract<FindingFacts, { kind: Kind }>

/** In which dimensions a persona doesn't hold, and what that asks for. */
export function validationFinding({ weak, fiction }: Facts<'validation'>, name: string): [string, string] {
  const names = inWords(weak.map((each) => DIMENSION_NAMES[each].toLowerCase()))
  if (fiction)
    return [
      `${name} differs from no other persona in anything that is measured.`,
      `That is fiction with data: weak in ${names}. ${WEAK_ACTIONS.differentiation}`,
    ]
  return [
    `${name} does not hold in ${names}.`,
    `${weak.map((each) => WEAK_ACTIONS[each]).join(' ')} /persona validation ${name.toLowerCase()} tells the numbers.`,
  ]
}

/** A persona whom everybody's rate fits better by now. */
export const stoppedFinding = (facts: Facts<'stopped'>, name: string): [string, string] => [
  `${name} no longer foresees who stays: ${percent(facts.said)} were to, ${percent(facts.seen)} did.`,
  `${counted(facts.n, 'customer')}, ${counted(facts.months, 'month')} from ${monthName(Temporal.PlainDate.from(facts.from))}; everybody's rate fits better by now. Is it to be drawn anew?`,
]
