import { label } from '#bot/views/labels.ts'
import { sourceStory, sourcesStory } from '#bot/views/source.ts'
import { entriesOf } from '#src/knowledge/library.ts'
import { newestRuns, recentRuns } from '#src/sources/store.ts'
import type { Command } from './command.ts'

const MOST = 30

/** `/persona feeds`: which sources the numbers come from and how they last ran; `/persona feeds ad spend`: of one. */
export const feeds: Command = {
  name: 'feeds',
  does: 'where the numbers come from',
  examples: ['feeds', 'feeds ad spend'],
  verbs: ['feeds', 'feed'],
  takesText: true,
  run({ rest }, { library }) {
    const wanted = rest.trim().toLowerCase()
    const all = entriesOf(library, 'source')
    const one = all.find(({ slug, title }) => wanted !== '' && [slug, title.toLowerCase()].includes(wanted))
    return {
      found: 'records',
      next: one
        ? [{ text: label.allSources, ask: 'feeds' }]
        : all.slice(0, 3).map(({ title, slug }) => ({ text: title, ask: `feeds ${slug}` })),
      read: async (ctx) =>
        one
          ? sourceStory(one, await recentRuns(ctx.db, MOST, one.slug), ctx.zone)
          : sourcesStory(library, await newestRuns(ctx.db), ctx.zone),
    }
  },
}
