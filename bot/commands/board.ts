import type { Block } from '#bot/slack/blocks.ts'
import { boardCard } from '#bot/views/board.ts'
import type { Context } from '#src/context.ts'
import { allows } from '#src/members/authority.ts'
import { boardOf } from '#src/members/board.ts'
import type { Asker } from '#src/members/identity.ts'
import { leavesFrom } from '#src/members/leave-store.ts'
import { nextMeeting } from '#src/rhythm/meeting.ts'
import { readMeeting } from '#src/rhythm/store.ts'
import { readSetting } from '#src/settings/store.ts'
import { readAsked } from './asked.ts'
import type { Command } from './command.ts'
import { question } from './question.ts'

/** `/persona board`: who decides on personas, who stands in, what is missing; and for admins the forms to change it. */
export const board: Command = {
  name: 'board',
  does: 'who decides, and who is away',
  examples: ['board'],
  verbs: ['board'],
  takesText: true,
  run(asked, asking) {
    if (asked.words !== '')
      return question.run(readAsked(`${asked.verb ?? ''} ${asked.words}`, asking.library), asking)
    return { found: 'records', next: [], read: (ctx) => showBoard(asking.asker, ctx) }
  },
}

/** The board as it stands now, with what this person may do. */
async function showBoard({ member }: Pick<Asker, 'member'>, ctx: Context): Promise<Block[]> {
  const now = ctx.now().toZonedDateTimeISO(ctx.zone)
  const library = await ctx.readLibrary()
  const meeting = await readMeeting(ctx.db)
  const facts = boardOf(library, {
    leaves: await leavesFrom(ctx.db, now.toPlainDate()),
    today: now.toPlainDate(),
    meetsOn: meeting && nextMeeting(meeting, now).toPlainDate(),
    channel: await readSetting(ctx.db, 'board-channel'),
  })
  const me = member && library.members.get(member.handle)
  return boardCard(facts, {
    known: me !== undefined,
    people: allows(me, 'manage-people'),
    rhythm: allows(me, 'set-rhythm'),
    channel: allows(me, 'set-board-channel'),
  })
}
