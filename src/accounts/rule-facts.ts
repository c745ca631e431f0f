import type { RuleFacts } from '#src/rules/facts.ts'
import type { Standing } from './standing.ts'

/** What rules ask of an account. What isn't known is left out, so that a rule says so instead of taking it for something. */
export function ruleFactsOf(standing: Standing): RuleFacts['account'] {
  const { id, name, persona, owner, stage, startedOn, endedOn, mrr, attributes } = standing
  return {
    ...{ id, name, stage, attributes },
    ...(persona !== undefined && { persona }),
    ...(owner !== undefined && { owner }),
    ...(startedOn && { startedOn: new Date(startedOn.toString()) }),
    ...(endedOn && { endedOn: new Date(endedOn.toString()) }),
    ...(mrr !== undefined && { mrr }),
    ...(typeof attributes.seats === 'number' && { seats: attributes.seats }),
  }
}
