import { z } from 'zod'
import { openEntry } from '#bot/commands/next.ts'
import { verifyMany } from '#bot/modals/verify-many.ts'
import { type Block, buttons } from '#bot/slack/blocks.ts'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import { entryGone } from '#bot/views/proposal-notes.ts'
import { show } from '#bot/views/shown.ts'
import * as words from '#bot/views/still-true.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import type { Context } from '#src/context.ts'
import { mayVerify } from '#src/freshness/answerable.ts'
import { dueFor } from '#src/freshness/due-for.ts'
import { type Verified, verifyEntries } from '#src/freshness/verify.ts'
import { type Entry, entryKey } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { action, type Pressed } from './action.ts'
import { listedAgain } from './listed-again.ts'

/** Says of an entry that it still holds, as whoever pressed has seen it. */
export const stillTrue = action({
  name: 'still-true',
  asks: 'verify',
  value: z.object({ kind: z.string(), slug: z.string(), version: z.number(), run: z.string().optional() }),
  async run({ run, ...seen }, pressed, ctx) {
    const memberId = pressed.asker.outsider ? undefined : pressed.asker.member?.id
    const [verified] = await verifyEntries(ctx.db, [seen], memberId, pressed.at)
    if (!verified) return []
    const library = await ctx.readLibrary()
    const said: Outgoing = {
      to: 'asker',
      message: message(await wordsFor(verified, library, pressed, ctx)),
    }
    return [...(await listedAgain(run, ctx)), said]
  },
})

async function wordsFor(
  verified: Verified,
  library: Library,
  { asker }: Pressed,
  ctx: Context,
): Promise<Block[]> {
  switch (verified.outcome) {
    case 'verified':
      return words.confirmed(verified.entry, ctx.zone)
    case 'changed':
      return asItIsNow(verified.entry, library, ctx)
    case 'not yours':
      await recordRefusal(ctx.db, asker, { action: 'verify', subject: entryKey(verified.entry) }, ctx.now())
      return asker.outsider ? entryGone() : words.notYoursToVerify(verified.entry, verified.verifier?.name)
    case 'gone':
      return entryGone()
  }
}

/** The entry that is there instead of the one that was to be confirmed, to be confirmed in turn. */
function asItIsNow(entry: Entry, library: Library, ctx: Context): Block[] {
  const found = openEntry(library, entry)
  const reading = { library, audience: 'internal', now: ctx.now(), zone: ctx.zone } as const
  const card = found.found === 'entry' ? (show(found.shown, reading) ?? []) : []
  return [words.changedSince(entry), ...card, buttons([words.stillTrueButton(entry)])]
}

/** Opens the form with all that is due: of the person whose list it is, and of whoever pressed. */
export const allStillTrue = action({
  name: 'all-still-true',
  asks: 'verify',
  value: z.object({ of: z.string(), run: z.string().optional() }),
  async run({ of, run }, { asker }, ctx) {
    const library = await ctx.readLibrary()
    const me = library.members.get(asker.member?.handle ?? '')
    const when = { now: ctx.now(), zone: ctx.zone }
    const handles = [...new Set([of, ...(me ? [me.handle] : [])])]
    const due = handles
      .flatMap((handle) => dueFor(library, handle, when))
      .filter((each) => {
        const entry = library.entries.get(entryKey(each))
        return entry && !asker.outsider && mayVerify(me, entry, library.members)
      })
    if (due.length === 0) return [{ to: 'asker', message: message(words.nothingDue()) }]
    return [{ to: 'modal', view: verifyMany.open({ run }, due) }]
  },
})

/** Opens an entry as it is now. */
export const showEntry = action({
  name: 'show-entry',
  asks: 'nothing',
  value: z.object({ kind: z.string(), slug: z.string() }),
  async run(value, { asker }, ctx) {
    const library = await ctx.readLibrary()
    const entry = library.entries.get(entryKey(value))
    const found = entry && openEntry(library, entry)
    const audience = asker.outsider ? 'customer' : 'internal'
    const reading = { library, audience, now: ctx.now(), zone: ctx.zone } as const
    const blocks = found?.found === 'entry' ? show(found.shown, reading) : undefined
    return [{ to: 'asker', message: message(blocks ?? entryGone()) }]
  },
})
