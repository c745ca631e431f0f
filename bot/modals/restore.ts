import { z } from 'zod'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import { againForm } from '#bot/views/again-form.ts'
import * as notes from '#bot/views/proposal-notes.ts'
import { changedEntry } from '#src/board/parts.ts'
import { statement } from '#src/knowledge/claim.ts'
import { KIND_NAMES } from '#src/knowledge/kinds.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { readVersion } from '#src/knowledge/store.ts'
import { modal } from './modal.ts'
import { bringBeforeBoard } from './proposed.ts'

/** Proposes what an entry said in one of its versions, against what it says today. */
export const restore = modal({
  name: 'restore',
  asks: 'propose',
  about: z.object({ kind: z.enum(KIND_NAMES), slug: z.string(), version: z.number() }),
  values: z.object({
    rationale: z.string(notes.SAY_WHY).trim().min(1, notes.SAY_WHY).pipe(statement),
  }),
  form: againForm,
  check: () => Promise.resolve({ verdict: 'take' }),
  async run({ about, values }, pressed, ctx): Promise<Outgoing[]> {
    const entry = findEntry(await ctx.readLibrary(), about.kind, about.slug)
    const before = await readVersion(ctx.db, about)
    const { member } = pressed.asker
    if (!entry || !before || !member) return [{ to: 'asker', message: message(notes.entryGone()) }]
    const part = changedEntry(entry, before)
    if (part.changes.length === 0) return [{ to: 'asker', message: message(notes.saysSoAlready()) }]
    const { rationale } = values
    const wanted = { source: pressed.request, proposer: member, parts: [part], rationale }
    return await bringBeforeBoard(wanted, [rationale], pressed, ctx)
  },
})
