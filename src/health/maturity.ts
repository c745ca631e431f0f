import type { Check } from './check.ts'
import type { Checks } from './checks.ts'

/** How far a model is reached: every level up to it with all that it asks for. 0: not even the first. */
export type Maturity = { reached: number; levels: Check[][]; missing: Check[] }

/** Model A, in stages: static personas, validated segments, cross-functional use, fully integrated ecosystem. */
export const stagesOf = (checks: Checks): Maturity =>
  maturity([
    [checks.personas],
    [checks.validated, checks.tagged],
    [checks.playbooks, checks.functions],
    [checks.review, checks.differ, checks.warning, checks.decided],
  ])

/** Model B, in levels: ad hoc, documented, operational, adaptive. */
export const levelsOf = (checks: Checks): Maturity =>
  maturity([
    [checks.personas],
    [checks.interviews, checks.cited, checks.owned],
    [checks.functions, checks.briefs],
    [checks.aligned, checks.fresh, checks.signals, checks.decided],
  ])

function maturity(levels: Check[][]): Maturity {
  const open = levels.findIndex((checks) => checks.some(({ met }) => met !== true))
  const reached = open < 0 ? levels.length : open
  return { reached, levels, missing: (levels[reached] ?? []).filter(({ met }) => met !== true) }
}
