import type { Block } from '#bot/slack/blocks.ts'
import { subjectGone, tagged as view } from '#bot/views/tag-notes.ts'
import type { Context } from '#src/context.ts'
import { precedenceIn } from '#src/tags/in-force.ts'
import { changedValues } from '#src/tags/published.ts'
import { personaOf, tagByHand } from '#src/tags/store.ts'
import type { Subject } from '#src/tags/tag.ts'

type Wanted = Subject & { persona: string; correct?: boolean | undefined }

/** Tags somebody by the word of a member, and says what came of it. */
export async function tagged(wanted: Wanted, by: string, ctx: Context): Promise<Block[]> {
  const { subject, id, persona, correct = false } = wanted
  const library = await ctx.readLibrary()
  const name = library.members.get(by)?.name ?? by
  const reason = correct ? `${name} says that it has been so all along` : `${name} says so`
  const said = { subject, id, persona, by, reason, correct }
  const outcome = await tagByHand(ctx.db, said, precedenceIn(library), ctx.now())
  if (!outcome) return subjectGone()
  const known = await personaOf(ctx.db, { subject, id })
  const changed = outcome.months.length > 0 ? await changedValues(ctx.db) : []
  return view(known?.name ?? id, outcome, { library, changed, currency: ctx.currency })
}
