import { z } from 'zod'
import { phrase, slug } from '#src/knowledge/claim.ts'

export const FUNCTIONS = [
  'marketing',
  'sales',
  'product',
  'support',
  'data',
  'customer-success',
  'executive',
] as const
export type TeamFunction = (typeof FUNCTIONS)[number]

/** The functions that sit on the persona board. */
export const BOARD_FUNCTIONS = ['marketing', 'sales', 'product', 'support', 'data'] as const

export const ROLES = ['persona-owner', 'kpi-owner', 'board', 'sponsor', 'admin', 'rep'] as const
export type Role = (typeof ROLES)[number]

const spelt = (text: unknown) =>
  typeof text === 'string'
    ? text
        .trim()
        .toLowerCase()
        .replaceAll(/[\s_/]+/g, '-')
    : text

const FUNCTION_SPELLINGS: Record<string, TeamFunction> = {
  'data-bi': 'data',
  bi: 'data',
  cs: 'customer-success',
}
const ROLE_SPELLINGS: Record<string, Role> = { 'board-member': 'board', owner: 'persona-owner' }

const spelling = (spellings: Record<string, string>) => (text: unknown) => {
  const key = spelt(text)
  return typeof key === 'string' ? (spellings[key] ?? key) : key
}

export const memberFunction = z.preprocess(spelling(FUNCTION_SPELLINGS), z.enum(FUNCTIONS))

/** What the audit trail calls those who are no member: nobody may go by these names. */
export const RESERVED: ReadonlySet<string> = new Set(['operator', 'environment', 'board', 'slack'])

/** One person of people.yaml. */
const member = z.strictObject({
  handle: slug
    .refine((handle) => !RESERVED.has(handle), 'a handle other than operator, environment, board and slack')
    .describe('The short name by which files call this person'),
  name: phrase.describe('The name that people read'),
  email: z.email('an e-mail address').optional().describe('Links the person to their Slack account'),
  function: memberFunction.optional().describe(`One of ${FUNCTIONS.join(', ')}`),
  roles: z
    .array(z.preprocess(spelling(ROLE_SPELLINGS), z.enum(ROLES)))
    .default([])
    .describe(`Any of ${ROLES.join(', ')}`),
  slack: z
    .string()
    .regex(/^[UW][A-Z0-9]+$/, 'a Slack member id such as U0123456789')
    .optional()
    .describe('Slack member id, where the e-mail address differs'),
})

export const people = z
  .strictObject({ people: z.array(member).describe('Everybody whom files name') })
  .describe('People: everybody whom files name')

export type Member = z.output<typeof member>

/** A member as kept: a row with a uuid, whatever their handle or address becomes. */
export type KnownMember = Member & {
  id: string
  /** When it was noticed that they are no longer in the workspace. */
  leftAt?: Temporal.Instant | undefined
}

/** Still in the company, as far as anybody noticed. */
export const isThere = ({ leftAt }: Pick<KnownMember, 'leftAt'>): boolean => leftAt === undefined
