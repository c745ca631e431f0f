import { z } from 'zod'
import { message } from '#bot/slack/message.ts'
import { briefForm, briefSection, completing, recorded, SAY_TITLE, SHORTER_TITLE } from '#bot/views/brief.ts'
import { whoAreYou } from '#bot/views/proposal-notes.ts'
import { missingIn } from '#src/briefs/brief.ts'
import { recordBrief } from '#src/briefs/store.ts'
import { phrase } from '#src/knowledge/claim.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { maybeText, modal } from './modal.ts'

/** The persona section of a brief, filled in; it is recorded, complete or not. */
export const brief = modal({
  name: 'brief',
  asks: 'brief',
  /** The one that it completes, where it was recorded before. */
  about: z.object({ brief: z.string().optional() }),
  values: z.object({
    title: z.string(SAY_TITLE).trim().min(1, SAY_TITLE).max(300, SHORTER_TITLE).pipe(phrase),
    persona: z.string().optional(),
    job: maybeText,
    evidence: z.array(z.string()).default([]),
    action: maybeText,
  }),
  form: briefForm,
  check: () => Promise.resolve({ verdict: 'take' }),
  async run({ about, values }, { asker, request, at }, ctx) {
    const library = await ctx.readLibrary()
    const { title, persona, job, evidence, action } = values
    const version = findEntry(library, 'persona', persona ?? '')?.version
    const written = { title, persona, version, job, evidence, action }
    const section = briefSection(written, library)
    // Without a name under it it can't be recorded; the section itself is theirs all the same.
    if (!asker.member) return [{ to: 'asker', message: message([...section, ...whoAreYou()]) }]
    const names = { source: request, earlier: about.brief }
    const id = await recordBrief(ctx.db, names, written, asker.member, at)
    const missing = missingIn(written)
    const more = missing.length > 0 ? [completing({ ...written, id })] : []
    return [{ to: 'asker', message: message([...section, recorded(missing), ...more]) }]
  },
})
