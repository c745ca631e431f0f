import { z } from 'zod'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import { whoAreYou } from '#bot/views/proposal-notes.ts'
import { chooseBlocks, subjectGone, unsureNoted } from '#bot/views/tag-notes.ts'
import type { Context } from '#src/context.ts'
import { flagPersona, leaveUnsure } from '#src/tags/doubt-store.ts'
import { personaOf } from '#src/tags/store.ts'
import { SUBJECTS } from '#src/tags/tag.ts'
import { action } from './action.ts'
import { tagged } from './tagged.ts'

const subject = z.object({ subject: z.enum(SUBJECTS), id: z.string() })

/** Says which persona an account or a contact is: from now on, or all along. */
export const tag = action({
  name: 'tag',
  asks: 'tag',
  value: subject.extend({ persona: z.string(), correct: z.boolean().optional() }),
  run: async (wanted, { asker }, ctx) =>
    toAsker(asker.member ? await tagged(wanted, asker.member.handle, ctx) : whoAreYou()),
})

/** Shows the personas that it may be. */
export const tagChoose = action({
  name: 'tag-choose',
  asks: 'nothing',
  value: subject,
  run: async (of, _pressed, ctx) => await choosing(of, false, ctx),
})

/** Somebody finds the persona wrong: it is in doubt until somebody says which it is. */
export const tagWrong = action({
  name: 'tag-wrong',
  asks: 'tag',
  value: subject,
  async run(of, { asker }, ctx) {
    if (!asker.member) return toAsker(whoAreYou())
    const by = asker.member.handle
    await flagPersona(ctx.db, of, { by, said: "That isn't who they are" }, ctx.now())
    return await choosing(of, true, ctx)
  },
})

/** Somebody can't tell either. */
export const tagUnsure = action({
  name: 'tag-unsure',
  asks: 'tag',
  value: subject,
  async run(of, { asker }, ctx) {
    if (!asker.member) return toAsker(whoAreYou())
    await leaveUnsure(ctx.db, of, asker.member.handle, ctx.now())
    const known = await personaOf(ctx.db, of)
    return toAsker(known ? unsureNoted(known.name ?? of.id) : subjectGone())
  },
})

async function choosing(of: z.output<typeof subject>, doubted: boolean, ctx: Context): Promise<Outgoing[]> {
  const known = await personaOf(ctx.db, of)
  return toAsker(
    known ? chooseBlocks(known.name ?? of.id, of, await ctx.readLibrary(), doubted) : subjectGone(),
  )
}

const toAsker = (blocks: Parameters<typeof message>[0]): Outgoing[] => [
  { to: 'asker', message: message(blocks) },
]
