import { z } from 'zod'
import { flag as flagModal } from '#bot/modals/flag.ts'
import { settleFlag as settleModal } from '#bot/modals/settle-flag.ts'
import { message } from '#bot/slack/message.ts'
import * as notes from '#bot/views/flag-notes.ts'
import { entryGone, whoAreYou } from '#bot/views/proposal-notes.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import { maySettle } from '#src/flags/settle-flag.ts'
import { readFlag } from '#src/flags/store.ts'
import { KIND_NAMES } from '#src/knowledge/kinds.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { action } from './action.ts'

/** Opens the form in which somebody says what of an entry doesn't fit any more. */
export const flag = action({
  name: 'flag',
  asks: 'flag',
  value: z.object({ kind: z.enum(KIND_NAMES), slug: z.string() }),
  async run({ kind, slug }, { asker }, ctx) {
    if (!asker.member || asker.outsider) {
      await recordRefusal(ctx.db, asker, { action: 'flag', subject: `${kind}/${slug}` }, ctx.now())
      return [{ to: 'asker', message: message(whoAreYou()) }]
    }
    const library = await ctx.readLibrary()
    const entry = findEntry(library, kind, slug)
    if (!entry) return [{ to: 'asker', message: message(entryGone()) }]
    const facts = { library, entry, guess: undefined, text: undefined }
    return [{ to: 'modal', view: flagModal.open({ entry: { kind, slug } }, facts) }]
  },
})

/** Opens the form in which an owner says what came of a flag. */
export const settleFlag = action({
  name: 'settle-flag',
  asks: 'settle-flag',
  value: z.object({ flag: z.string() }),
  async run({ flag: id }, { asker }, ctx) {
    const found = await readFlag(ctx.db, { id })
    if (!found) return [{ to: 'asker', message: message(notes.flagGone()) }]
    const library = await ctx.readLibrary()
    if (asker.outsider || !maySettle(asker.member?.handle, found, library)) {
      await recordRefusal(ctx.db, asker, { action: 'settle', subject: `flag/${id}` }, ctx.now())
      return [{ to: 'asker', message: message(notes.onlyOwnerSettles(found, library)) }]
    }
    if (found.settled) return [{ to: 'asker', message: message(notes.settledBefore(found, library)) }]
    return [{ to: 'modal', view: settleModal.open({ flag: id }, { flag: found, library }) }]
  },
})
