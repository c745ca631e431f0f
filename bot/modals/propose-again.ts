import { z } from 'zod'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import { againForm } from '#bot/views/again-form.ts'
import * as notes from '#bot/views/proposal-notes.ts'
import { partsToday } from '#src/board/drafts.ts'
import { readProposal } from '#src/board/store.ts'
import { statement } from '#src/knowledge/claim.ts'
import { modal } from './modal.ts'
import { bringBeforeBoard } from './proposed.ts'

/** Proposes once more what was overtaken, made of what its entries say today. */
export const proposeAgain = modal({
  name: 'propose-again',
  asks: 'propose',
  about: z.object({ proposal: z.number() }),
  values: z.object({
    rationale: z.string(notes.SAY_WHY).trim().min(1, notes.SAY_WHY).pipe(statement),
  }),
  form: againForm,
  check: () => Promise.resolve({ verdict: 'take' }),
  async run({ about, values }, pressed, ctx): Promise<Outgoing[]> {
    const before = await readProposal(ctx.db, about.proposal)
    const { member } = pressed.asker
    if (!before || !member) return [{ to: 'asker', message: message(notes.whoAreYou()) }]
    const parts = partsToday(before, (await ctx.readLibrary()).entries)
    if (parts.length === 0) return [{ to: 'asker', message: message(notes.saysSoAlready()) }]
    const { evidence, carried } = before
    const said = { parts, evidence, carried, rationale: values.rationale, origin: { proposal: before.id } }
    const wanted = { ...said, source: pressed.request, proposer: member }
    return await bringBeforeBoard(wanted, [values.rationale], pressed, ctx)
  },
})
