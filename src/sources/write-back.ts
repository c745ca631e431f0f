import { appendAudit } from '#src/audit/store.ts'
import type { Context } from '#src/context.ts'
import { UserError } from '#src/errors.ts'
import type { Library } from '#src/knowledge/library.ts'
import { demandOf } from '#src/members/actor.ts'
import type { Field, Writes } from './connections/connection.ts'
import { connectorFor } from './connections/index.ts'
import { pickFields } from './connections/picked-fields.ts'
import { addressOf, type Source, variableOf } from './find-source.ts'
import { taggedInPages } from './store.ts'

/** What became of the personas that were to be written to a CRM. */
export type WrittenBack = {
  /** Or would be, in a dry run. */
  written: number
  right: number
  /** Records whose field holds something else and is left as it is. */
  kept: number
  /** Records that the CRM no longer has. */
  gone: number
  refused: { id: string; reason: string }[]
}

/**
 * Writes the persona of each tagged account or contact to the CRM's field, as the source's rule says; `dry` only
 * counts. What it was stopped at is written by the next run, since only what differs is written. Throws a UserError
 * where the source doesn't ask for it, or the CRM can't be reached.
 */
export async function writeBack(
  ctx: Context,
  source: Source,
  options: { by: string; dry?: boolean; signal?: AbortSignal },
): Promise<WrittenBack> {
  const { signal = new AbortController().signal } = options
  await demandOf(ctx.db, options.by, 'run-sources', { subject: source.slug })
  const { field, writes, calledThere, rule } = whereTo(ctx, source, await ctx.readLibrary(), signal)
  const done: WrittenBack = { written: 0, right: 0, kept: 0, gone: 0, refused: [] }
  try {
    for await (const page of taggedInPages(ctx.db, source.body.table, writes.most)) {
      signal.throwIfAborted()
      const now = await writes.read(
        field,
        page.map(({ id }) => id),
      )
      const differing = page.flatMap(({ id, persona }) => {
        const value = calledThere(persona)
        const held = now.get(id)
        if (held === undefined) done.gone += 1
        else if (held === value) done.right += 1
        else if (held !== null && rule === 'fill') done.kept += 1
        else return [{ id, value }]
        return []
      })
      const refused = options.dry || differing.length === 0 ? [] : await writes.write(field, differing)
      done.written += differing.length - refused.length
      done.refused.push(...refused)
    }
  } finally {
    if (!options.dry && done.written > 0) await noteWritten(ctx, source, options.by, done)
  }
  return done
}

type Where = { field: Field; writes: Writes; calledThere(persona: string): string; rule: 'fill' | 'replace' }

function whereTo(ctx: Context, source: Source, library: Library, signal: AbortSignal): Where {
  const { title, body } = source
  const address = addressOf(ctx, source)
  const writes = connectorFor(address)?.writes
  if (!body.writeBack || !writes)
    throw new UserError(
      body.writeBack
        ? `The source ${title} reads from a place that can't be written to: only Salesforce and HubSpot can.`
        : `The source ${title} writes nothing back: its entry has no writeBack, which names the CRM's field.`,
    )
  const { field, rule, values } = body.writeBack
  const { object } = pickFields(body.select, title)
  return {
    field: { title, variable: variableOf(body.connection), address, object, field, signal },
    writes,
    rule,
    calledThere: (persona) => values[persona] ?? library.entries.get(`persona/${persona}`)?.title ?? persona,
  }
}

async function noteWritten(
  ctx: Context,
  { slug, body }: Source,
  by: string,
  done: WrittenBack,
): Promise<void> {
  const { refused, ...counts } = done
  await ctx.db.$transaction(async (tx) => {
    await appendAudit(tx, {
      actor: by,
      action: 'personas written back',
      subject: slug,
      payload: { ...counts, refused: refused.length, field: body.writeBack?.field },
      at: new Date(ctx.now().epochMilliseconds),
    })
  })
}
