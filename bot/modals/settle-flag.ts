import { z } from 'zod'
import { listsAgain } from '#bot/actions/lists-again.ts'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import { settleForm } from '#bot/views/flag-forms.ts'
import * as notes from '#bot/views/flag-notes.ts'
import { youWrote } from '#bot/views/proposal-notes.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import { type Flag, SETTLEMENTS } from '#src/flags/flag.ts'
import { flaggedEntry, settleFlag as settle } from '#src/flags/settle-flag.ts'
import { readFlag } from '#src/flags/store.ts'
import { whoHears } from '#src/freshness/answerable.ts'
import { statement } from '#src/knowledge/claim.ts'
import type { Library } from '#src/knowledge/library.ts'
import { modal } from './modal.ts'

/** An owner says what came of a flag; whoever raised it hears of it. */
export const settleFlag = modal({
  name: 'settle-flag',
  asks: 'settle-flag',
  about: z.object({ flag: z.string() }),
  values: z.object({
    as: z.enum(SETTLEMENTS, notes.CHOOSE_OUTCOME),
    words: z.string(notes.SAY_OUTCOME).trim().min(1, notes.SAY_OUTCOME).pipe(statement),
  }),
  form: settleForm,
  async check({ about }, _pressed, ctx) {
    const flag = await readFlag(ctx.db, { id: about.flag })
    return flag && !flag.settled
      ? { verdict: 'take' }
      : { verdict: 'mend', errors: { words: notes.SETTLED_MEANWHILE } }
  },
  async run({ about, values }, { asker, at }, ctx) {
    const library = await ctx.readLibrary()
    const outcome = await settle(ctx.db, about.flag, values, asker.member, library, at)
    const typed = youWrote([values.words])
    if (!outcome) return [{ to: 'asker', message: message([...notes.flagGone(), ...typed]) }]
    const { flag } = outcome
    switch (outcome.outcome) {
      case 'no right':
        await recordRefusal(ctx.db, asker, { action: 'settle', subject: `flag/${flag.id}` }, ctx.now())
        return [{ to: 'asker', message: message([...notes.onlyOwnerSettles(flag, library), ...typed]) }]
      case 'settled before':
        return [{ to: 'asker', message: message([...notes.settledBefore(flag, library), ...typed]) }]
      case 'settled':
        return [
          ...tell(flag, library, ctx.zone),
          ...(await listsAgain(ctx)),
          { to: 'asker', message: message(notes.settledNow()) },
        ]
    }
  },
})

/** The owner's message loses its buttons; whoever raised it hears what came of it. */
function tell(flag: Flag, library: Library, zone: string): Outgoing[] {
  const owner = whoHears(flaggedEntry(library, flag), library)
  const notesFor: Outgoing[] = []
  if (owner)
    notesFor.push({
      to: 'member',
      handle: owner,
      key: `flag/${flag.id}`,
      message: message(notes.flagForOwner(flag, library)),
    })
  if (flag.raisedBy)
    notesFor.push({
      to: 'member',
      handle: flag.raisedBy,
      key: `flag/${flag.id}/outcome`,
      message: message(notes.flagSettled(flag, library, zone)),
    })
  return notesFor
}
