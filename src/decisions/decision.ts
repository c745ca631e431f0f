import { z } from 'zod'
import { claim, phrase, slug, statement } from '#src/knowledge/claim.ts'
import { defineKind, isoDate, type Refuse } from '#src/knowledge/kind.ts'

/** What a board decides beside what entries say, each with what it can come to. */
export const DECIDED = {
  sunset: ['sunset', 'turn-around'],
  consolidate: ['consolidate', 'keep'],
  exclude: ['insufficient-influence', 'insufficient-data'],
  objective: ['new', 'absorb'],
  classification: ['static', 'live'],
  conflict: [],
  kpi: [],
  weights: [],
  resegment: [],
} as const satisfies Record<string, readonly string[]>

export type Decided = keyof typeof DECIDED
export const DECIDED_NAMES = Object.keys(DECIDED) as [Decided, ...Decided[]]

/** A decision of the board that people look up later: what was decided, for whom, why, and from when to when. */
export const decision = defineKind({
  name: 'decision',
  called: 'decision',
  folder: 'decisions',
  description: 'A decision of the board: what, for which personas, why, and from when to when it holds',
  defaultStatus: 'active',
  fields: {
    decided: z
      .enum(DECIDED_NAMES)
      .describe(
        'sunset (or turn around), consolidate (or keep), exclude (from scorecards), objective (new or absorbed), classification (static or live), conflict, kpi (ad hoc), weights or resegment',
      ),
    choice: phrase
      .optional()
      .describe(
        'What it came to: sunset or turn-around; consolidate or keep; insufficient-influence or insufficient-data; new or absorb; static or live',
      ),
    personas: z.array(slug).default([]).describe('Slugs of the personas that it is about'),
    rationale: z
      .array(claim('A reason', {}))
      .min(1, 'at least one reason')
      .describe('Why, with the evidence that it rests on; required'),
    gains: slug.optional().describe('Of a conflict: slug of the persona that gains'),
    loses: slug.optional().describe('Of a conflict: slug of the persona that loses'),
    outcome: statement
      .optional()
      .describe(
        'The resolution of a conflict, what is re-segmented, or the objective that is new or absorbs',
      ),
    kpi: phrase.optional().describe('Of an ad hoc KPI: its name'),
    weights: z
      .array(
        z.strictObject({
          persona: slug.describe('Slug'),
          weight: z
            .number()
            .min(0, 'a number from 0 to 100')
            .max(100, 'a number from 0 to 100')
            .describe('Its share of 100'),
        }),
      )
      .default([])
      .describe('Of weights in composite KPIs: per persona, 100 in all'),
    from: isoDate.optional().describe('The first day on which it holds; that of its approval if left out'),
    until: isoDate.optional().describe('The first day on which it no longer holds'),
  },
  check(body, refuse) {
    const { decided, choice, from, until } = body
    const choices: readonly string[] = DECIDED[decided]
    if (choices.length > 0 && !choices.includes(choice ?? '')) refuse(['choice'], choices.join(' or '))
    if (choices.length === 0 && choice !== undefined) refuse(['choice'], 'no choice: it has none')
    if (from !== undefined && until !== undefined && until <= from) refuse(['until'], 'a day after from')
    OF_EACH[decided](body, refuse)
  },
  askedBy: {
    rationale: 'why reason because decide decision',
    outcome: 'resolution resolve result objective',
  },
  names: () => [],
  references: ({ personas, gains, loses, weights }) => {
    const pointed = [
      ...personas.map((name, index) => [name, ['personas', index]] as const),
      ...weights.map(({ persona }, index) => [persona, ['weights', index, 'persona']] as const),
      ...(gains === undefined ? [] : [[gains, ['gains']] as const]),
      ...(loses === undefined ? [] : [[loses, ['loses']] as const]),
    ]
    return pointed.map(([name, path]) => ({ kind: 'persona', slug: name, path: [...path] }))
  },
})

export type DecisionBody = z.output<typeof decision.body>

type Rule = (body: DecisionBody, refuse: Refuse) => void

const persona: Rule = ({ personas }, refuse) => {
  if (personas.length === 0) refuse(['personas'], 'the persona that it is about')
}
const outcome: Rule = ({ outcome: said }, refuse) => {
  if (said === undefined) refuse(['outcome'], 'what comes of it')
}

/** What each kind of decision has to say beside its reasons. */
const OF_EACH: Record<Decided, Rule> = {
  sunset: persona,
  exclude: persona,
  consolidate({ personas }, refuse) {
    if (personas.length < 2) refuse(['personas'], 'two personas or more')
  },
  objective(body, refuse) {
    persona(body, refuse)
    outcome(body, refuse)
  },
  classification: () => {},
  conflict(body, refuse) {
    const { gains, loses } = body
    if (gains === undefined) refuse(['gains'], 'the persona that gains')
    if (loses === undefined || loses === gains) refuse(['loses'], 'the persona that loses, another one')
    outcome(body, refuse)
  },
  kpi({ kpi, rationale }, refuse) {
    if (kpi === undefined) refuse(['kpi'], 'the name of the KPI')
    if (rationale.every(({ cites }) => cites.length === 0))
      refuse(['rationale'], 'evidence for a KPI that is not of the usual ones')
  },
  weights({ weights, from }, refuse) {
    const sum = weights.reduce((all, { weight }) => all + weight, 0)
    if (Math.abs(sum - 100) > 0.01)
      refuse(['weights'], `weights of 100 in all, not ${Math.round(sum * 100) / 100}`)
    if (new Set(weights.map((each) => each.persona)).size < weights.length)
      refuse(['weights'], 'one weight a persona')
    if (from === undefined) refuse(['from'], 'the day from which they hold')
  },
  resegment(body, refuse) {
    persona(body, refuse)
    outcome(body, refuse)
  },
}
