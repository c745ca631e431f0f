import { z } from 'zod'
import { factsFor } from '#bot/facts-for.ts'
import type { Reading } from '#bot/views/reading.ts'
import type { Shown } from '#bot/views/view.ts'
import { findAnswer, pinned } from '#src/answers/store.ts'
import type { Context } from '#src/context.ts'
import { hiddenFrom, viewerOf } from '#src/dictionary/sight.ts'
import { triedLately } from '#src/feedback/store.ts'
import type { Entry } from '#src/knowledge/entry.ts'

/** What the buttons under an answer carry: the answer, and the thread into which it may be shared. */
export const answerValue = z.object({ answer: z.string(), thread: z.string().optional() })

const kept = z.looseObject({ view: z.string() })

/**
 * An answer once more, out of the very versions that it was given from; undefined where it is no longer kept. `viewer`:
 * whose handle it is shown to, nobody's where a whole channel sees it.
 */
export async function answerAgain(
  id: string,
  { audience, viewer }: { audience: Reading['audience']; viewer: string | undefined },
  ctx: Context,
): Promise<{ what: Shown; entries: Entry[]; reading: Reading } | undefined> {
  const given = await findAnswer(ctx.db, id)
  const what = kept.safeParse(given?.args)
  if (!given || !what.success) return undefined
  const library = pinned(await ctx.readLibrary(), given.entries)
  const now = ctx.now()
  const facts = await factsFor(what.data, hiddenFrom(viewerOf(viewer, library), library), ctx)
  const reading = { ...facts, library, audience, now, zone: ctx.zone, tried: await triedLately(ctx.db, now) }
  return { what: what.data, entries: given.entries, reading }
}
