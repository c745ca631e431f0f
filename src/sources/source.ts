import { z } from 'zod'
import { GONE_TABLES, TABLE_NAMES } from '#src/ingest/tables.ts'
import { claim, phrase, slug, statement } from '#src/knowledge/claim.ts'
import { defineKind } from '#src/knowledge/kind.ts'

const duration = (most: Temporal.DurationLike) =>
  z.string().refine(
    (text) => {
      const read = readDuration(text)
      return read !== undefined && Temporal.Duration.compare(read, most, HERE) <= 0
    },
    `an ISO 8601 duration such as P1D or PT10M, at most ${Temporal.Duration.from(most).toString()}`,
  )

/** Days have 24 hours here. */
const HERE = { relativeTo: Temporal.PlainDate.from('2026-01-01') }

function readDuration(text: string): Temporal.Duration | undefined {
  try {
    const read = Temporal.Duration.from(text)
    return read.sign < 0 ? undefined : read
  } catch {
    return undefined
  }
}

const schedule = z
  .strictObject({
    every: z.enum(['day', 'week', 'month']).describe('day, week or month'),
    at: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 05:30')
      .default('05:30')
      .describe("When, in the team's zone; 05:30 by default"),
    on: z
      .int('a whole number')
      .min(1, 'at least 1')
      .max(28, 'at most 28')
      .default(1)
      .describe('Which day of the week (1 is Monday) or of the month; 1 by default'),
  })
  .refine(({ every, on }) => every !== 'week' || on <= 7, {
    path: ['on'],
    error: 'a day of the week, 1 to 7',
  })
  .describe('When it runs; left out, by hand alone')

/** Where a table's rows come from: a connection that the operator set, and one SELECT that gives our columns. */
export const source = defineKind({
  name: 'source',
  called: 'source',
  folder: 'sources',
  description: 'A source: where rows of a table come from, by which SELECT, and when',
  defaultStatus: 'active',
  fields: {
    connection: z
      .string()
      .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'a name such as help-desk')
      .max(60, 'a name of at most 60 characters')
      .describe('Name of the connection: help-desk is what the operator set as SOURCE_HELP_DESK'),
    table: z.enum(TABLE_NAMES).describe(`Which table it fills: ${TABLE_NAMES.join(', ')}`),
    files: phrase
      .optional()
      .describe('Of a folder: which files, such as tickets-*.csv.gz; all of one format'),
    select: statement.describe(
      "One SELECT that gives the table's columns; of files in DuckDB's SQL over input, their rows",
    ),
    cursor: phrase
      .optional()
      .describe(
        'The column of the SELECT, a time, a day or a number, by which a run goes on where the last one ended',
      ),
    lookback: duration({ days: 400 })
      .default('P1D')
      .describe('How far before that it looks again, for rows that come late; P1D by default'),
    schedule: schedule.optional(),
    timeLimit: duration({ hours: 2 })
      .default('PT10M')
      .describe('How long reading may take; PT10M by default'),
    full: z
      .strictObject({
        mayLose: z
          .number('a share from 0 to 0.5')
          .min(0, 'a share from 0 to 0.5')
          .max(0.5, 'a share from 0 to 0.5')
          .default(0.1)
          .describe(
            'How large a share may be gone at once, 0.1 by default: where more is, nothing is marked',
          ),
      })
      .optional()
      .describe('That it gives all rows of its table every time: what it no longer gives is marked as gone'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'a currency code of three letters such as EUR')
      .optional()
      .describe('The currency of its amounts, where it is to be said'),
    writeBack: z
      .strictObject({
        field: z
          .string()
          .regex(/^[A-Za-z_]\w*$/, 'a field of the CRM such as Persona__c')
          .describe("The CRM's field that the persona is written to"),
        rule: z
          .enum(['fill', 'replace'])
          .default('fill')
          .describe('fill: where the field is empty (the default); replace: whatever it holds'),
        values: z
          .record(slug, phrase)
          .default({})
          .describe("What the CRM calls a persona, by its slug; its title, if it isn't said"),
      })
      .optional()
      .describe('Of accounts and contacts in a CRM: writes the persona back; left out, nothing is written'),
    notes: z
      .array(claim('What it holds and what to mind', {}))
      .default([])
      .describe('What it holds and what to mind'),
  },
  askedBy: { notes: 'source holds mind', table: 'table fills', schedule: 'when often run' },
  names: () => [],
  references: () => [],
  check: ({ files, schedule: planned, table, writeBack, full, cursor }, refuse) => {
    if (full && cursor !== undefined)
      refuse(['full'], 'no cursor beside it, since what is read from there on is not all')
    if (full && !GONE_TABLES.includes(table))
      refuse(['full'], `a table whose rows can be gone: ${GONE_TABLES.join(', ')}`)
    if (writeBack && table !== 'accounts' && table !== 'contacts')
      refuse(['writeBack'], 'a table of accounts or contacts, which alone have a persona')
    if (files !== undefined && /(^|[\\/])\.\.([\\/]|$)|^[\\/]/.test(files))
      refuse(['files'], "files of the connection's folder, such as exports/*.csv")
    if (planned?.every === 'day' && planned.on !== 1)
      refuse(['schedule', 'on'], 'a day is said of a week or a month alone')
  },
})
