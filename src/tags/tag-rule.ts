import { z } from 'zod'
import { claim, slug, statement } from '#src/knowledge/claim.ts'
import { defineKind } from '#src/knowledge/kind.ts'
import { checkRule } from '#src/rules/check.ts'
import { compileRule } from '#src/rules/compile.ts'
import { sayRuleFault } from '#src/rules/fault.ts'
import { TAG_FIELDS } from './rule-fields.ts'

/** What a rule tells a persona by. Self-selection is what the customer chose, support what its tickets are about. */
const RULE_METHODS = ['rule', 'self-selection', 'support'] as const

/** Which accounts are tagged with which persona without anybody doing it. */
export const tagRule = defineKind({
  name: 'tag-rule',
  called: 'tag rule',
  folder: 'tag-rules',
  description: 'A tag rule: the condition under which an account is tagged with a persona',
  defaultStatus: 'active',
  fields: {
    persona: slug.optional().describe('Slug of the persona that accounts are tagged with'),
    tags: z
      .enum(['accounts', 'contacts'])
      .optional()
      .describe('Whom it tags: accounts, or contacts and leads; accounts by default'),
    reads: z
      .string()
      .regex(/^(?:account|contact)(?:\.\w+)+$/, 'a field such as account.attributes.chosen_goal')
      .optional()
      .describe('Instead of persona: the field whose value names it, by a word of the vocabulary'),
    when: statement.optional().describe('The condition in CEL, such as account.seats > 50'),
    priority: z
      .int('a whole number')
      .min(1, 'a number from 1')
      .max(1000, 'at most 1000')
      .default(100)
      .describe(
        'Of the rules of one method that fit, the one with the smallest number counts; 100 by default',
      ),
    method: z
      .enum(RULE_METHODS)
      .default('rule')
      .describe('What it tells the persona by: rule (behaviour and size), self-selection or support'),
    confidence: z
      .number('a number from 0 to 1')
      .min(0, 'a number from 0 to 1')
      .max(1, 'a number from 0 to 1')
      .default(0.7)
      .describe('How sure it is, from 0 to 1; 0.7 by default'),
    wide: z
      .boolean()
      .optional()
      .describe('Confirms that it is meant to fit nearly every account; without it such a rule is refused'),
    why: z.array(claim('Why it tells the persona', {})).default([]).describe('Why it tells the persona'),
  },
  askedBy: { when: 'when condition rule', why: 'why reason', priority: 'first priority order' },
  names: () => [],
  references: ({ persona, when }) => [
    ...(persona ? [{ kind: 'persona', slug: persona, path: ['persona'] }] : []),
    ...signalsIn(when).map((slug) => ({ kind: 'signal', slug, path: ['when'] })),
  ],
  check: ({ persona, reads, when, tags, method }, refuse) => {
    const about = tags === 'contacts' ? 'contact' : 'account'
    if (about === 'account' && reads?.startsWith('contact.'))
      refuse(['reads'], 'a field of the account, or tags: contacts')
    if (about === 'contact' && method === 'support')
      refuse(['method'], 'rule or self-selection, since tickets are those of an account')
    if (persona === undefined && reads === undefined)
      refuse(['persona'], 'a persona, or in reads the field that names it')
    if (persona !== undefined && reads !== undefined)
      refuse(['reads'], 'either a persona or a field that names it, not both')
    if (persona !== undefined && when === undefined) refuse(['when'], 'the condition of the rule')
    if (when === undefined) return
    const signals = signalsIn(when).map((each) => ({ slug: each, title: each }))
    const fault = checkRule(when, { fields: TAG_FIELDS, signals }, about)
    if (fault) refuse(['when'], `a condition that can be read: ${sayRuleFault(fault)}`)
    else if (about === 'contact' && !/\bcontact\b/.test(when))
      refuse(
        ['when'],
        'a condition that asks something of the contact: this one is the same for all of an account',
      )
    else if (!/\baccount\b|\bcontact\b|\bcount\b|\blast\b|\btotal\b/.test(when))
      refuse(['when'], 'a condition that asks something of the account: this one is the same for all')
  },
})

/** The signals that a condition counts; none of one that can't be read. */
function signalsIn(when: string | undefined): string[] {
  if (when === undefined) return []
  try {
    return [...new Set(compileRule(when).needs.map(({ signal }) => signal))]
  } catch {
    return []
  }
}
