import type { Decided, DecisionBody } from '#src/decisions/decision.ts'
import type { Library } from '#src/knowledge/library.ts'
import { dayName } from '#src/runs/period.ts'
import { shortName } from './names.ts'
import { inWords } from './reading.ts'

/** How people call each kind of decision, and when one is taken. */
export const DECISIONS: Record<Decided, { called: string; when: string }> = {
  sunset: { called: 'Sunset or turn around', when: 'A persona brings less than it costs' },
  consolidate: { called: 'Consolidate or keep', when: 'Two personas overlap' },
  exclude: { called: 'Out of the scorecards', when: 'Too little influence, or too little data' },
  objective: { called: 'New objective or absorb', when: 'A persona asks for an aim of its own' },
  classification: { called: 'Static or live', when: 'How KPIs count who is whom' },
  conflict: { called: 'Conflict', when: 'What helps one persona harms another' },
  kpi: { called: 'Ad hoc KPI', when: 'Somebody wants a number that nobody counts yet' },
  weights: { called: 'Weights', when: 'How much each persona counts in composite KPIs' },
  resegment: {
    called: 'Re-segmentation',
    when: 'Behaviour, a market or an acquisition changed who they are',
  },
}

const CHOICES: Record<string, string> = {
  'turn-around': 'turn around',
  'insufficient-influence': 'insufficient influence',
  'insufficient-data': 'insufficient data',
  new: 'a new objective',
  absorb: 'absorbed into an objective',
  keep: 'keep separate metrics',
}
export const choiceWords = (choice: string): string => CHOICES[choice] ?? choice

/** "Sunset Gus", "Consolidate Bruno and Nils": what was decided, as a title. */
export function decisionTitle(body: DecisionBody, library: Library): string {
  const who = inWords(body.personas.map((slug) => shortName(library, slug)))
  const name = (slug: string | undefined) => (slug === undefined ? 'nobody' : shortName(library, slug))
  switch (body.decided) {
    case 'sunset':
      return body.choice === 'turn-around' ? `Turn ${who} around` : `Sunset ${who}`
    case 'consolidate':
      return body.choice === 'keep' ? `Keep separate metrics for ${who}` : `Consolidate ${who}`
    case 'exclude':
      return `${who} out of the scorecards`
    case 'objective':
      return body.choice === 'absorb' ? `${who} absorbed into ${body.outcome}` : `A new objective for ${who}`
    case 'classification':
      return body.choice === 'live' ? 'KPIs count the live tag' : "KPIs count the tag of the month's close"
    case 'conflict':
      return `${name(body.gains)} gains, ${name(body.loses)} loses`
    case 'kpi':
      return `A KPI of its own: ${body.kpi}`
    case 'weights':
      return body.from === undefined
        ? 'Weights'
        : `Weights from ${dayName(Temporal.PlainDate.from(body.from))}`
    case 'resegment':
      return `Re-segment ${who}`
  }
}
