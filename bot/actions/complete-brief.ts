import { z } from 'zod'
import { brief as briefModal } from '#bot/modals/brief.ts'
import { message } from '#bot/slack/message.ts'
import { onlyCustomerFacing } from '#bot/views/sentences.ts'
import { findBrief } from '#src/briefs/store.ts'
import { suggestBrief } from '#src/briefs/suggest.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { action } from './action.ts'

/** Opens the form that completes a brief and records it. */
export const completeBrief = action({
  name: 'complete-brief',
  asks: 'nothing',
  value: z.object({ title: z.string(), persona: z.string().optional(), brief: z.string().optional() }),
  async run({ title, persona: slug, brief: id }, { asker }, ctx) {
    if (asker.outsider) return [{ to: 'asker', message: message(onlyCustomerFacing()) }]
    const library = await ctx.readLibrary()
    const persona = findEntry(library, 'persona', slug ?? '')
    const empty = {
      title,
      persona: undefined,
      version: undefined,
      job: undefined,
      evidence: [],
      action: undefined,
    }
    const recorded = id === undefined ? undefined : await findBrief(ctx.db, id)
    const brief = recorded ?? (persona ? suggestBrief(title, persona, library) : empty)
    return [{ to: 'modal', view: briefModal.open({ brief: recorded?.id }, { brief, library }) }]
  },
})
