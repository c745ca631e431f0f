import { appendAudit } from '#src/audit/store.ts'
import type { Database } from '#src/db/connect.ts'
import { evidence, type KnownEvidence } from '#src/evidence/evidence.ts'
import { writeEvidence } from '#src/evidence/store.ts'
import { digestOf } from '#src/knowledge/digest.ts'
import { advanceSequence, inSequence } from '#src/knowledge/sequence.ts'
import { demandOf } from '#src/members/actor.ts'
import type { Results } from './result.ts'
import type { Experiment } from './standing.ts'

/** What an experiment becomes, so that a claim can cite it: how many of each persona, and what came of it in words. */
export function resultEvidence({ slug, title }: Experiment, results: Results, said: string): KnownEvidence {
  const counts = Map.groupBy(results.cells, ({ persona }) => persona)
  const groups = Object.fromEntries(
    [...counts].map(([persona, cells]) => [persona, cells.reduce((sum, { n }) => sum + n, 0)]),
  )
  return {
    slug: `experiment-${slug}`.slice(0, 100),
    ...evidence.parse({
      method: 'experiment',
      title: title.slice(0, 300),
      date: results.until.toString(),
      n: results.cells.reduce((sum, { n }) => sum + n, 0),
      groups,
      source: said,
    }),
  }
}

/** Keeps it as a change of the knowledge base; with other numbers it is written anew. */
export async function keepResultEvidence(
  db: Database,
  source: KnownEvidence,
  by: string,
  now: Temporal.Instant,
): Promise<void> {
  const at = new Date(now.epochMilliseconds)
  await inSequence(db, async (tx, sequence) => {
    const { slug, ...said } = source
    const known = await tx.evidence.findUnique({ where: { slug }, select: { digest: true } })
    if (known?.digest === digestOf(said)) return
    await demandOf(tx, by, 'add-evidence', { subject: `evidence/${slug}` })
    await writeEvidence(tx, [source], { sequence, at })
    await advanceSequence(tx, sequence)
    const action = known ? 'evidence changed' : 'evidence added'
    await appendAudit(tx, { actor: by, action, subject: `evidence/${slug}`, payload: source, at })
  })
}
