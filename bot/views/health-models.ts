import { type Block, listed, say, small } from '#bot/slack/blocks.ts'
import { bold, bullets, italic, line, type Span } from '#bot/slack/text.ts'
import type { Check } from '#src/health/check.ts'
import type { Health } from '#src/health/health.ts'
import type { Maturity } from '#src/health/maturity.ts'
import type { Phase } from '#src/health/roadmap.ts'
import { checkWords } from './health-checks.ts'
import { LEVELS, markOf, PHASE_NAMES, STAGES } from './health-words.ts'
import { capital } from './reading.ts'

/** Both models: the level reached with what it rests on, and what the next one lacks. */
export const maturityBlocks = ({ stages, levels }: Health): Block[] => [
  say(...stageParts(stages)),
  say(...levelParts(levels)),
]

const checkItem = (check: Check): Span[] => [`${markOf(check.met)} ${checkWords(check)}`]

function stageParts(stages: Maturity) {
  const here = STAGES[stages.reached - 1]
  const next = STAGES[stages.reached]
  return [
    line(
      bold(`Model A: stage ${stages.reached} of 4${here ? `, ${here.name.toLowerCase()}` : ''}.`),
      here ? ` ${capital(here.symptom)}.` : '',
    ),
    bullets(stages.levels.slice(0, stages.reached).flat().map(checkItem)),
    ...listed(
      next ? `For ${next.name.toLowerCase()}` : '',
      (stages.levels[stages.reached] ?? []).map(checkItem),
    ),
  ].filter((part) => !('elements' in part) || part.elements.length > 0)
}

function levelParts(levels: Maturity) {
  const here = LEVELS[levels.reached - 1]
  const next = LEVELS[levels.reached]
  return [
    line(
      bold(`Model B: level ${levels.reached} of 4${here ? `, ${here.name.toLowerCase()}` : ''}.`),
      here ? ` ${capital(here.is)}; impact on decisions ${here.impact}; usual in ${here.found}.` : '',
    ),
    bullets(levels.levels.slice(0, levels.reached).flat().map(checkItem)),
    ...listed(
      next ? `For ${next.name.toLowerCase()}` : '',
      (levels.levels[levels.reached] ?? []).map(checkItem),
    ),
  ].filter((part) => !('elements' in part) || part.elements.length > 0)
}

export function roadmapBlocks({ roadmap: { phases, current, month } }: Health): Block[] {
  const head = month === undefined ? 'Twelve months, from the first entry on.' : `Month ${month} of 12.`
  return [
    say(line(bold(head)), ...phases.flatMap((phase) => phaseParts(phase, phase === current))),
    small('A phase is over once all of it is there, whatever the month.'),
  ]
}

/** What is over, or not begun, in a line; where one stands, in full. */
function phaseParts(phase: Phase, isCurrent: boolean) {
  const { name, result } = PHASE_NAMES[phase.phase]
  const met = phase.checks.filter((check) => check.met).length
  const head = line(
    bold(`${markOf(phase.done)} ${name}, months ${phase.from}–${phase.to}`),
    `: ${met} of ${phase.checks.length}. `,
    italic(`Result: ${result}.`),
  )
  return isCurrent ? [head, bullets(phase.checks.map(checkItem))] : [head]
}
