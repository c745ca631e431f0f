import type { Context } from '#src/context.ts'
import type { Judged } from '#src/findings/finding.ts'
import { answerableFor } from '#src/freshness/answerable.ts'
import { entriesOf } from '#src/knowledge/library.ts'
import { readEmerging } from './read-emerging.ts'

/** Of each persona that somebody answers for the largest group that stands apart, or that there is none. */
export async function judgeEmerging(handle: string, _now: Temporal.Instant, ctx: Context): Promise<Judged[]> {
  const library = await ctx.readLibrary()
  const mine = entriesOf(library, 'persona').filter(
    (persona) =>
      (persona.status === 'active' || persona.status === 'hypothesis') &&
      answerableFor(persona, library.members).owner?.handle === handle,
  )
  const report = mine.length === 0 ? undefined : await readEmerging(ctx)
  if (!report) return []
  const { found, to } = report
  return mine.map(({ slug }) => {
    const judged = { kind: 'emerging', persona: slug } as const
    const [largest] = found.filter(({ persona }) => persona === slug).toSorted((a, b) => b.n - a.n)
    return largest ? { ...judged, facts: { ...judged, ...largest, month: to.toString() } } : judged
  })
}
