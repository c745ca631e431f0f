import type { Block } from '#bot/slack/blocks.ts'
import { disputeList } from '#bot/views/dispute.ts'
import type { Context } from '#src/context.ts'
import { maySettle } from '#src/disputes/dispute.ts'
import { openDisputes, settledDisputes } from '#src/disputes/store.ts'
import type { Asker } from '#src/members/identity.ts'
import type { Command } from './command.ts'

/** `/persona disputes`: which numbers and findings somebody doesn't believe, and what came of it. */
export const disputes: Command = {
  name: 'disputes',
  does: 'numbers that somebody disputes',
  examples: ['disputes'],
  verbs: ['disputes', 'dispute'],
  takesText: true,
  run: (_, { asker }) => ({ found: 'records', next: [], read: (ctx) => listDisputes(asker, ctx) }),
}

async function listDisputes({ member }: Pick<Asker, 'member'>, ctx: Context): Promise<Block[]> {
  const [open, settled] = await Promise.all([openDisputes(ctx.db), settledDisputes(ctx.db, 3)])
  const library = await ctx.readLibrary()
  return disputeList(open, settled, library, maySettle(member && library.members.get(member.handle)))
}
