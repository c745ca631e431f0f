import { z } from 'zod'
import type { Context } from '#src/context.ts'
import { findFinding } from '#src/findings/store.ts'
import { readNumber } from '#src/kpis/readable.ts'
import { findingWords } from './views/finding.ts'
import { kpiCalled, numberWords, readValue } from './views/how-to-read.ts'

/** What somebody may dispute: a number of a review, or a finding. */
export const disputable = z.discriminatedUnion('of', [
  readValue.extend({ of: z.literal('number') }),
  z.object({ of: z.literal('finding'), finding: z.uuid() }),
])
export type Disputable = z.output<typeof disputable>

/** The same as it was said, to be kept with what is said against it; undefined where it is gone. */
export async function disputed(
  value: Disputable,
  ctx: Context,
): Promise<{ subject: string; persona: string; about: string; said: string } | undefined> {
  if (value.of === 'number') {
    const number = await readNumber(ctx.db, value)
    const { review: subject, persona, kpi: about } = value
    return (
      number && {
        subject,
        persona,
        about,
        said: `${kpiCalled(value.kpi)} ${numberWords(number, ctx.currency)}`,
      }
    )
  }
  const finding = await findFinding(ctx.db, value.finding)
  if (!finding) return undefined
  const { persona, kind: about, facts } = finding
  const [said] = findingWords(facts, await ctx.readLibrary())
  return { subject: `finding/${finding.id}`, persona, about, said }
}
