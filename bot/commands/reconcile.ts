import type { Block } from '#bot/slack/blocks.ts'
import { doubtList } from '#bot/views/reconcile.ts'
import type { Context } from '#src/context.ts'
import { allows } from '#src/members/authority.ts'
import type { Asker } from '#src/members/identity.ts'
import { openDoubts } from '#src/tags/doubt-store.ts'
import { changedValues } from '#src/tags/published.ts'
import { untaggedShare } from '#src/tags/who.ts'
import type { Command } from './command.ts'

/** What one screen of a phone holds. */
const MOST = 5

/** `/persona reconcile`: accounts whose persona is in doubt, each settled with a press. */
export const reconcile: Command = {
  name: 'reconcile',
  does: 'whose persona is in doubt',
  examples: ['reconcile'],
  verbs: ['reconcile', 'reconciliation'],
  takesText: true,
  run: (_, { asker }) => ({ found: 'records', next: [], read: (ctx) => listDoubts(asker, ctx) }),
}

async function listDoubts({ member }: Pick<Asker, 'member'>, ctx: Context): Promise<Block[]> {
  const { db, currency } = ctx
  const [queue, changed, untagged] = await Promise.all([
    openDoubts(db, MOST),
    changedValues(db),
    untaggedShare(db),
  ])
  const library = await ctx.readLibrary()
  const mayTag = allows(member && library.members.get(member.handle), 'tag')
  return doubtList({ ...queue, changed, untagged }, { library, mayTag, currency })
}
