import { z } from 'zod'
import { message } from '#bot/slack/message.ts'
import { personName } from '#bot/views/names.ts'
import { onlyOwnerTicks, refreshCard } from '#bot/views/refresh-card.ts'
import { runGone } from '#bot/views/run-why.ts'
import { lateness } from '#bot/views/telling.ts'
import { checklist } from '#src/refresh/checklist.ts'
import { readTicks, tickItem } from '#src/refresh/store.ts'
import { findRun } from '#src/runs/log.ts'
import { action } from './action.ts'

const told = z.object({ lateness: lateness.optional() }).catch({})

/** Ticks an item of a refresh, and shows the card as it stands now. */
export const tick = action({
  name: 'tick',
  value: z.object({ run: z.string(), item: z.string() }),
  async run({ run: key, item: id }, { asker, origin }, ctx) {
    const run = await findRun(ctx.db, key)
    const list = checklist.safeParse(run?.facts).data
    const item = list?.items.find((each) => each.id === id)
    if (!run || !list || !item || !origin.channelId) return [{ to: 'asker', message: message(runGone()) }]
    const library = await ctx.readLibrary()
    const me = asker.member?.handle
    const isAdmin = me !== undefined && library.members.get(me)?.roles.includes('admin')
    if (me === undefined || (item.owner !== undefined && item.owner !== me && !isAdmin))
      return [
        { to: 'asker', message: message(onlyOwnerTicks(personName(library, item.owner) ?? 'Its owner')) },
      ]
    await tickItem(ctx.db, { list: key, item: id, by: me }, ctx.now())
    const shown = {
      run: key,
      period: { id: run.period },
      scheduledAt: run.scheduledAt,
      missed: run.missed,
      lateness: told.parse(run.posts).lateness,
      library,
      zone: ctx.zone,
    }
    const card = refreshCard({ ...list, ticks: await readTicks(ctx.db, key) }, shown)
    return [{ to: 'channel', key, channelId: origin.channelId, message: card }]
  },
})
