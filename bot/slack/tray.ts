import { questionsTray } from '#bot/views/questions-tray.ts'
import { voicesTray } from '#bot/views/voices-tray.ts'
import type { Context } from '#src/context.ts'
import { voicesHeard } from '#src/evidence/voices.ts'
import { digestOf } from '#src/knowledge/digest.ts'
import { questionsAsked } from '#src/questions/store.ts'
import { firstDayOf, weekOf } from '#src/runs/period.ts'
import type { Block } from './blocks.ts'
import { inTurn } from './in-turn.ts'
import { message } from './message.ts'
import type { Outgoing, TrayName } from './outgoing.ts'
import { tellMember } from './tell-member.ts'
import type { Wire } from './wire.ts'

type Tray = Extract<Outgoing, { to: 'tray' }>

/** The tray of a member for the week of a moment: the first thing of a week is a message, the others update it. */
export function trayOf(tray: TrayName, handle: string, at: Temporal.Instant, zone: string): Tray {
  return { to: 'tray', tray, handle, week: weekOf(at.toZonedDateTimeISO(zone).toPlainDate()) }
}

/**
 * Shows what one member is to see to. It is read right before it is sent, and again afterwards: whoever writes last
 * has seen the last change.
 */
export async function showTray(tray: Tray, ctx: Context, wire: Wire): Promise<void> {
  const key = `${tray.tray}/${tray.handle}/${tray.week}`
  await inTurn(key, async () => {
    let shown = ''
    for (;;) {
      const blocks = await READ[tray.tray](tray, ctx)
      if (!blocks || digestOf(blocks) === shown) return
      await tellMember({ handle: tray.handle, key, message: message(blocks) }, ctx, wire)
      shown = digestOf(blocks)
    }
  })
}

const READ: Record<TrayName, (tray: Tray, ctx: Context) => Promise<Block[] | undefined>> = {
  async questions({ handle, week }, ctx) {
    const from = firstDayOf(week)
    const start = (day: Temporal.PlainDate) => day.toZonedDateTime(ctx.zone).toInstant()
    const asked = await questionsAsked(ctx.db, handle, {
      from: start(from),
      to: start(from.add({ weeks: 1 })),
    })
    return asked.length === 0 ? undefined : questionsTray(asked, handle, await ctx.readLibrary())
  },
  async voices({ handle, week }, ctx) {
    const library = await ctx.readLibrary()
    const heard = voicesHeard(library, handle, week)
    return heard.length === 0 ? undefined : voicesTray(heard, library)
  },
}
