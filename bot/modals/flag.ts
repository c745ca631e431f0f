import { z } from 'zod'
import { message } from '#bot/slack/message.ts'
import { flagForm } from '#bot/views/flag-forms.ts'
import * as notes from '#bot/views/flag-notes.ts'
import { entryGone, whoAreYou, youWrote } from '#bot/views/proposal-notes.ts'
import { raiseFlag } from '#src/flags/settle-flag.ts'
import { whoHears } from '#src/freshness/answerable.ts'
import { statement } from '#src/knowledge/claim.ts'
import { KIND_NAMES } from '#src/knowledge/kinds.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { modal } from './modal.ts'

/** Somebody says what doesn't fit any more; its owner hears of it. */
export const flag = modal({
  name: 'flag',
  asks: 'flag',
  about: z.object({
    /** Where it is known from the start; a persona is chosen otherwise. */
    entry: z.object({ kind: z.enum(KIND_NAMES), slug: z.string() }).optional(),
    link: z.string().optional(),
  }),
  values: z.object({
    persona: z.string(notes.CHOOSE_PERSONA).optional(),
    text: z.string(notes.SAY_WHAT_DOES_NOT_FIT).trim().min(1, notes.SAY_WHAT_DOES_NOT_FIT).pipe(statement),
  }),
  form: flagForm,
  check: ({ about, values }) =>
    Promise.resolve(
      about.entry || values.persona
        ? { verdict: 'take' }
        : { verdict: 'mend', errors: { persona: notes.CHOOSE_PERSONA } },
    ),
  async run({ about, values }, { asker, request, at }, ctx) {
    const library = await ctx.readLibrary()
    const { kind, slug } = about.entry ?? { kind: 'persona' as const, slug: values.persona ?? '' }
    const entry = findEntry(library, kind, slug)
    if (!asker.member || !entry) {
      const why = asker.member ? entryGone() : whoAreYou()
      return [{ to: 'asker', message: message([...why, ...youWrote([values.text])]) }]
    }
    const fresh = { source: request, kind, slug, version: entry.version, text: values.text, link: about.link }
    const raised = await raiseFlag(ctx.db, fresh, asker.member, at)
    const owner = whoHears(entry, library)
    const told = message(notes.flagForOwner(raised, library))
    return [
      ...(owner ? [{ to: 'member' as const, handle: owner, key: `flag/${raised.id}`, message: told }] : []),
      { to: 'asker', message: message(notes.flagNoted(raised, owner, library)) },
    ]
  },
})
