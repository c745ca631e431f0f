import { z } from 'zod'
import { claim, phrase } from '#src/knowledge/claim.ts'
import { defineKind } from '#src/knowledge/kind.ts'

/** What a signal tells of: use, contact, trouble, money. */
export const FAMILIES = ['behavioural', 'communication', 'support', 'monetary'] as const
export type Family = (typeof FAMILIES)[number]

/** What is sent in: the calls of the Segment specification, and `record` for a changed row of a source. */
export const EVENT_TYPES = ['track', 'page', 'screen', 'identify', 'group', 'alias', 'record'] as const
export type EventType = (typeof EVENT_TYPES)[number]

const OPERATORS = ['is', 'is-not', 'contains', 'above', 'below'] as const

/** Last words of names under which persons are told; of a campaign's or a plan's name nobody minds. */
const PERSONAL =
  /^(.* )?(e ?mail|mail|phone|telephone|mobile|birthday|birth|address|street|ip|(first|last|full|given|family|user) ?name|surname)$/

const isPersonal = (name: string): boolean =>
  PERSONAL.test(
    name
      .replaceAll(/(?<=[a-z])(?=[A-Z])|[._-]+/g, ' ')
      .trim()
      .toLowerCase(),
  )

const property = z
  .string()
  .regex(/^[\p{L}_$][\p{L}\p{N} _$-]*(\.[\p{L}\p{N} _$-]+){0,4}$/u, 'a name such as plan or plan.name')
  .max(100, 'a name of at most 100 characters')

const condition = z
  .strictObject({
    property: property.describe("Which of the event's properties, such as plan or plan.name"),
    operator: z
      .enum(OPERATORS)
      .default('is')
      .describe(`How it is compared: ${OPERATORS.join(', ')}`),
    value: z
      .union([phrase, z.number(), z.boolean()], 'a text, a number, true or false')
      .describe('What it is compared with'),
  })
  .describe('A condition on a property; all of them have to be met')

const match = z
  .strictObject({
    type: z
      .enum(EVENT_TYPES)
      .default('track')
      .describe(`Which call: ${EVENT_TYPES.join(', ')}`),
    name: phrase.optional().describe('What the sender calls the event, in any case; any name if left out'),
    where: z.array(condition).default([]).describe('Conditions on its properties'),
  })
  .describe('Events that are this signal')

export type Match = z.output<typeof match>
export type Condition = Match['where'][number]

/** What events of senders mean to us: their names become one signal, and of each only declared properties are kept. */
export const signal = defineKind({
  name: 'signal',
  called: 'signal',
  folder: 'signals',
  description: 'A signal: which events of which senders mean it, and which of their properties are kept',
  defaultStatus: 'active',
  fields: {
    family: z.enum(FAMILIES).describe(`What it tells of: ${FAMILIES.join(', ')}`),
    does: phrase.describe('What a customer has done, as it reads in a sentence: visited the pricing page'),
    from: z.array(match).min(1, 'at least one kind of event').describe('Which events are this signal'),
    keeps: z
      .array(property)
      .default([])
      .describe('The properties that are kept; everything else of an event is dropped'),
    meaning: z.array(claim('What it means', {})).default([]).describe('What it means, and how one knows'),
  },
  askedBy: { meaning: 'mean meaning why', from: 'event name source sender', keeps: 'property field kept' },
  names: () => [],
  references: () => [],
  check: ({ from, keeps }, refuse) => {
    for (const [index, { type, name }] of from.entries())
      if (name === undefined && (type === 'track' || type === 'record'))
        refuse(['from', index, 'name'], `the name of the event, since ${type} can be anything`)
    for (const [index, kept] of keeps.entries())
      if (isPersonal(kept))
        refuse(['keeps', index], `no personal data, as ${kept} is: who it was is told by the event's user`)
  },
})
