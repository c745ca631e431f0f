import { onlyMembersForesee } from '#bot/views/prediction-why.ts'
import type { Command } from './command.ts'

/** `/persona predict`: who may leave or pay more within a quarter, and what to do; or what is missing to say so. */
export const predict: Command = {
  name: 'predict',
  does: 'who may leave, where that can be said',
  examples: [
    'predict',
    'predict carla',
    'predict northwind freight',
    'predict expansion',
    'predict clv',
    'predict why',
  ],
  verbs: ['predict', 'forecast'],
  takesText: true,
  run: (asked, asking) => ({
    found: 'looked-up',
    next: [],
    look: async (ctx) =>
      !asking.asker.member || asking.audience === 'customer'
        ? { found: 'overview', blocks: onlyMembersForesee(), next: [] }
        : await (await import('./foresee.ts')).foresee(asked, asking, ctx),
  }),
}
