import { z } from 'zod'
import { message } from '#bot/slack/message.ts'
import { onlyCustomerFacing } from '#bot/views/sentences.ts'
import { fileGone, fileSent, workshopFile } from '#bot/views/workshop.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { kitOf } from '#src/workshop/kit.ts'
import { readOpen } from '#src/workshop/store.ts'
import { action } from './action.ts'

/** The kit of a workshop as a file, into the direct messages of whoever wants it. */
export const workshopFileButton = action({
  name: 'workshop-file',
  asks: 'nothing',
  value: z.object({ persona: z.string() }),
  async run({ persona: slug }, { asker, origin, request }, ctx) {
    if (asker.outsider) return [{ to: 'asker', message: message(onlyCustomerFacing()) }]
    const library = await ctx.readLibrary()
    const persona = findEntry(library, 'persona', slug)
    if (!persona) return [{ to: 'asker', message: message(fileGone()) }]
    const reading = { library, audience: 'internal' as const, now: ctx.now(), zone: ctx.zone }
    const file = workshopFile(kitOf(persona, await readOpen(ctx.db, slug), library), reading)
    return [
      { to: 'file', userId: asker.userId, key: `file/${request}`, ...file },
      ...(origin.direct ? [] : [{ to: 'asker' as const, message: message(fileSent()) }]),
    ]
  },
})
