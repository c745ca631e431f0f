import { z } from 'zod'
import { claim } from '#src/knowledge/claim.ts'
import { defineKind } from '#src/knowledge/kind.ts'

/** The kinds that a rule may be for: every one, this one too. */
export const GOVERNED = [
  'persona',
  'journey',
  'job',
  'playbook',
  'objection',
  'discovery',
  'argument',
  'committee',
  'competitor',
  'theme',
  'vocabulary',
  'decision',
  'signal',
  'tag-rule',
  'tag-precedence',
  'trigger',
  'source',
  'field',
  'kpi',
  'scorecard',
  'kpi-link',
  'experiment',
  'target',
  'voting-rule',
] as const

/** `wording`: nothing but the words of statements changes, and whoever proposes it says so. */
export const SORTS = ['core', 'wording'] as const
export const DECIDERS = ['operator', 'owner', 'board'] as const
export const MAJORITIES = ['half', 'two-thirds'] as const

const days = (description: string, preset: number) =>
  z
    .int('a whole number of days')
    .min(1, 'at least one day')
    .max(30, 'at most 30 days')
    .default(preset)
    .describe(description)

/** Who decides on a change, and when it is decided. */
export const votingRule = defineKind({
  name: 'voting-rule',
  called: 'voting rule',
  folder: 'voting-rules',
  description: 'A voting rule: who decides on changes of which kinds of entries, and when it is decided',
  defaultStatus: 'active',
  fields: {
    kinds: z
      .array(z.enum(GOVERNED))
      .min(1, 'at least one kind of entry')
      .describe(`Which entries it is for: any of ${GOVERNED.join(', ')}`),
    sort: z
      .enum(SORTS)
      .default('core')
      .describe('Which changes: core (the default), or wording, where nothing but words changes'),
    decides: z
      .enum(DECIDERS)
      .describe('board (by votes), owner (unless a board member objects) or operator (an admin)'),
    least: z
      .int('a whole number of functions')
      .min(1, 'at least one function')
      .max(5, 'at most five functions')
      .default(3)
      .describe('From how many of the five functions the board needs votes, 3 by default'),
    majority: z
      .enum(MAJORITIES)
      .default('half')
      .describe('More than half of the votes cast (the default), or at least two-thirds of them'),
    days: days('How many business days the board has, 5 by default', 5),
    window: days('How many business days there are to object to what an owner decides, 2 by default', 2),
    block: z
      .boolean()
      .default(true)
      .describe("Whether one member's block stops it unless the sponsor lifts it; true by default"),
    reasons: z
      .array(claim('Why it is decided in this way', {}))
      .default([])
      .describe('Why it is decided in this way'),
  },
  askedBy: {
    decides: 'decide decision vote who approve',
    reasons: 'why reason',
    kinds: 'rule govern entry kind',
  },
  names: () => [],
  references: () => [],
})
