import { z } from 'zod'
import { message } from '#bot/slack/message.ts'
import { noSuchVoice } from '#bot/views/heard-notes.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { action } from './action.ts'
import { propose } from './propose.ts'

/** Opens the form of a proposal for the persona of a voice, with the voice as its evidence. */
export const useVoice = action({
  name: 'use-voice',
  asks: 'propose',
  value: z.object({ evidence: z.string() }),
  async run({ evidence }, pressed, ctx) {
    const library = await ctx.readLibrary()
    const voice = library.evidence.get(evidence)
    const entry = findEntry(library, 'persona', voice?.persona ?? '')
    if (!entry) return [{ to: 'asker', message: message(noSuchVoice()) }]
    const { kind, slug, version } = entry
    return await propose.run({ kind, slug, version, from: { evidence } }, pressed, ctx)
  },
})
