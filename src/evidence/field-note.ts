import { appendAudit } from '#src/audit/store.ts'
import type { Database } from '#src/db/connect.ts'
import { digestOf } from '#src/knowledge/digest.ts'
import { advanceSequence, inSequence } from '#src/knowledge/sequence.ts'
import type { Stage } from '#src/lifecycle/stage.ts'
import { demandOf } from '#src/members/actor.ts'
import { evidence, type KnownEvidence } from './evidence.ts'
import { writeEvidence } from './store.ts'

/** What somebody heard from a customer, word for word. */
export type Heard = {
  quote: string
  /** Slug of the persona who said it. */
  persona: string
  account: { id: string; name: string } | undefined
  stage: Stage | undefined
  group: string | undefined
  /** The message in which it was said or told. */
  link: string | undefined
  /** What was tried when they said it: the title of an entry. */
  inReplyTo: string | undefined
  /** Where it was heard, if the account isn't known: "Sales". */
  team: string | undefined
  day: Temporal.PlainDate
}

/** A field note: one voice, as evidence. The same request always makes the same one. */
export function fieldNote(request: string, heard: Heard): KnownEvidence {
  const { quote, persona, account, stage, group, link, inReplyTo, team, day } = heard
  const from = account ? `Heard from ${account.name.slice(0, 200)}` : `Heard by ${team ?? 'a colleague'}`
  const date = `${day.day} ${day.toLocaleString('en', { month: 'short' })} ${day.year}`
  const said = evidence.parse({
    method: 'field-note',
    title: `${from}, ${date}`,
    date: day.toString(),
    n: 1,
    quotes: [{ text: quote, ...(group !== undefined && { group }) }],
    persona,
    ...(group !== undefined && { groups: { [group]: 1 } }),
    ...(account && { account: account.id }),
    ...(stage !== undefined && { stage }),
    ...(link !== undefined && { link }),
    ...(inReplyTo !== undefined && { source: `In reply to: ${inReplyTo}` }),
  })
  return { slug: `heard-${digestOf(request).slice(0, 12)}`, ...said }
}

/** Keeps a field note as a change of the knowledge base, once. */
export async function keepFieldNote(
  db: Database,
  note: KnownEvidence,
  by: { handle: string },
  now: Temporal.Instant,
): Promise<void> {
  const at = new Date(now.epochMilliseconds)
  await inSequence(db, async (tx, sequence) => {
    if ((await tx.evidence.count({ where: { slug: note.slug } })) > 0) return
    await demandOf(tx, by.handle, 'add-evidence', { subject: `evidence/${note.slug}` })
    await writeEvidence(tx, [note], { sequence, at })
    await advanceSequence(tx, sequence)
    await appendAudit(tx, {
      actor: by.handle,
      action: 'evidence added',
      subject: `evidence/${note.slug}`,
      payload: note,
      at,
    })
  })
}
