import type { ModalView } from '@slack/types'
import { z } from 'zod'
import type { Pressed } from '#bot/actions/action.ts'
import { type Form, modalView } from '#bot/slack/form.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import type { Context } from '#src/context.ts'
import { statement } from '#src/knowledge/claim.ts'
import type { Asks } from '#src/members/deeds.ts'

/** A form as it was sent: what it is about, and what was filled in. */
type Submitted = { about: unknown; values: Record<string, unknown> }

/** What becomes of a form before it is taken: the content of the ack. */
export type Verdict =
  | { verdict: 'take' }
  /** Sentences under the blocks that they belong to; what was typed stays. */
  | { verdict: 'mend'; errors: Record<string, string> }
  /** The next step over this one, or this one again with what has changed meanwhile. */
  | { verdict: 'push' | 'update'; view: ModalView }

/** A form. Its checks run before the ack and change nothing; what they take is written down and then done. */
export type Modal = {
  name: string
  /** The right that it asks for before it changes anything. */
  asks: Asks
  check(submitted: Submitted, pressed: Pressed, ctx: Context): Promise<Verdict>
  run(submitted: Submitted, pressed: Pressed, ctx: Context): Promise<Outgoing[]>
}

type Spec<Facts, About extends z.ZodType, Values extends z.ZodType> = {
  name: string
  asks: Asks
  /** What it is about: travels with the form and comes back with it. */
  about: About
  /** What is filled in, by block. */
  values: Values
  form(facts: Facts): Form
  check(filled: Filled<About, Values>, pressed: Pressed, ctx: Context): Promise<Verdict>
  run(filled: Filled<About, Values>, pressed: Pressed, ctx: Context): Promise<Outgoing[]>
}

type Filled<About extends z.ZodType, Values extends z.ZodType> = {
  about: z.output<About>
  values: z.output<Values>
}

/** Makes a form of its view and its schemas. Values that do not fit come back as errors of their blocks. */
export function modal<Facts, About extends z.ZodType, Values extends z.ZodType>(
  spec: Spec<Facts, About, Values>,
): Modal & { open(about: z.input<About>, facts: Facts): ModalView } {
  return {
    name: spec.name,
    asks: spec.asks,
    open: (about, facts) => modalView(spec.name, about, spec.form(facts)),
    async check({ about, values }, pressed, ctx) {
      const read = spec.values.safeParse(values)
      if (!read.success) return { verdict: 'mend', errors: errorsOf(read.error) }
      return await spec.check({ about: spec.about.parse(about), values: read.data }, pressed, ctx)
    },
    run: async ({ about, values }, pressed, ctx) =>
      await spec.run({ about: spec.about.parse(about), values: spec.values.parse(values) }, pressed, ctx),
  }
}

/** One sentence a block, the first that applies. */
function errorsOf({ issues }: z.ZodError): Record<string, string> {
  const byBlock = issues.map(({ path, message }) => [String(path[0]), message] as const)
  return Object.fromEntries(byBlock.toReversed())
}

/** A field that may stay empty: blanks are nothing. */
export const maybeText = z
  .string()
  .optional()
  .transform((text) => text?.trim() || undefined)
  .pipe(statement.optional())
