import { z } from 'zod'
import { message } from '#bot/slack/message.ts'
import { guessKept, guessTooLate, isKnownAlready } from '#bot/views/guess.ts'
import { entryGone, whoAreYou } from '#bot/views/proposal-notes.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { isUnconfirmed, keepGuess } from '#src/validation/guess-store.ts'
import { action } from './action.ts'

/** Whom somebody takes an account for after a call: one tap. */
export const guessPersona = action({
  name: 'guess-persona',
  asks: 'guess-persona',
  value: z.object({ account: z.string(), persona: z.string().optional() }),
  async run({ account, persona }, { asker }, ctx) {
    const say = (blocks: Parameters<typeof message>[0]) => [
      { to: 'asker' as const, message: message(blocks) },
    ]
    const { member } = asker
    if (!member || asker.outsider) return say(whoAreYou())
    const library = await ctx.readLibrary()
    if (persona !== undefined && !findEntry(library, 'persona', persona)) return say(entryGone())
    const known = await isUnconfirmed(ctx.db, account)
    if (!known) return say(entryGone())
    if (!known.unconfirmed) return say(isKnownAlready(known.name))
    const said = { account, persona, by: member.handle, function: member.function }
    const call = await keepGuess(ctx.db, said, ctx.now(), ctx.zone)
    return say(call === undefined ? guessTooLate(known.name) : guessKept(known.name, persona, call, library))
  },
})
