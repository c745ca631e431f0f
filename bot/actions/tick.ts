import { z } from 'zod'
import { chooseClaim } from '#bot/modals/choose-claim.ts'
import type { Block } from '#bot/slack/blocks.ts'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import { entryGone, noBoardChannel } from '#bot/views/proposal-notes.ts'
import * as words from '#bot/views/refresh-card.ts'
import { runGone } from '#bot/views/run-why.ts'
import { listSuperseded } from '#bot/views/tasks.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import type { Context } from '#src/context.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { Asker } from '#src/members/identity.ts'
import { type CheckItem, isDone, REFRESH, tickOf } from '#src/refresh/checklist.ts'
import { beginChange, lastChecklist, readTicks, tickItem } from '#src/refresh/store.ts'
import { doerOf, mayClose } from '#src/tasks/task.ts'
import { action } from './action.ts'
import { refreshAgain } from './refresh-again.ts'

const value = z.object({ run: z.string(), item: z.string() })
type Pointed = z.output<typeof value>

/** Ticks an item of the half-year's refresh: nothing has changed. */
export const tick = action({
  name: 'tick',
  asks: 'close-task',
  value,
  async run(pointed, { asker, at }, ctx) {
    const found = await openItem(pointed, asker, ctx)
    if ('refused' in found) return [...(await refreshAgain(ctx)), ...toAsker(found.refused)]
    await tickItem(ctx.db, { list: pointed.run, item: found.item, by: found.handle }, at)
    return await refreshAgain(ctx)
  },
})

/** Something has changed: opens the form of a proposal, and the item counts once it is proposed. */
export const tickChange = action({
  name: 'tick-change',
  asks: 'close-task',
  value,
  async run(pointed, { asker, at, office }, ctx) {
    const found = await openItem(pointed, asker, ctx)
    if ('refused' in found) return [...(await refreshAgain(ctx)), ...toAsker(found.refused)]
    if (!(await office.boardChannel())) return toAsker(noBoardChannel())
    const { item, handle, library } = found
    const entries = item.entries.flatMap((key) => library.entries.get(key) ?? [])
    const [entry, ...others] = entries
    if (!entry) return toAsker(entryGone())
    await beginChange(ctx.db, { list: pointed.run, item, by: handle }, at)
    const { kind, slug } = entry
    const next: Outgoing[] =
      others.length > 0
        ? toAsker(words.whichChanged(entries))
        : [{ to: 'modal', view: chooseClaim.open({ kind, slug }, { entry, library, changed: false }) }]
    return [...next, ...(await refreshAgain(ctx))]
  },
})

const toAsker = (blocks: Block[]): Outgoing[] => [{ to: 'asker', message: message(blocks) }]

/** The item, if it is open and theirs to tick; else what to say instead. */
async function openItem(
  { run, item: id }: Pointed,
  asker: Asker,
  ctx: Context,
): Promise<{ item: CheckItem; handle: string; library: Library } | { refused: Block[] }> {
  const list = await lastChecklist(ctx.db)
  const item = list?.facts.items.find((each) => each.id === id)
  if (list && list.key !== run && run.startsWith(`${REFRESH.job}/`))
    return { refused: listSuperseded(list.period) }
  if (!list || !item || list.key !== run) return { refused: runGone() }
  const library = await ctx.readLibrary()
  const handle = asker.outsider ? undefined : asker.member?.handle
  if (handle === undefined || !mayClose(handle, item, library.members)) {
    await recordRefusal(ctx.db, asker, { action: 'tick', subject: `${run}/${id}` }, ctx.now())
    return { refused: words.onlyOwnerTicks(doerOf(item, library.members)?.name) }
  }
  const ticks = await readTicks(ctx.db, run, list.facts.items)
  const before = tickOf(item, ticks)
  if (before && isDone(item, ticks) && before.by !== handle)
    return { refused: words.tickedBefore(before, library, ctx.zone) }
  return { item, handle, library }
}
