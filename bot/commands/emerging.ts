import { emergingList } from '#bot/views/emerging.ts'
import { noMonthsToForesee, onlyMembersForesee } from '#bot/views/prediction-why.ts'
import type { Command } from './command.ts'

/** `/persona emerging`: groups of customers that do something else than the others of their persona. */
export const emerging: Command = {
  name: 'emerging',
  does: 'personas that may be emerging',
  examples: ['emerging'],
  verbs: ['emerging', 'micro-personas'],
  run: (_, { asker, audience }) => ({
    found: 'records',
    next: [],
    read: async (ctx) => {
      if (!asker.member || audience === 'customer') return onlyMembersForesee()
      // Looked for seldom: what it takes is loaded then.
      const { readEmerging } = await import('#src/micro-personas/read-emerging.ts')
      const report = await readEmerging(ctx)
      return report ? emergingList(report, await ctx.readLibrary()) : noMonthsToForesee()
    },
  }),
}
