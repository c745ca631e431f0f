import { z } from 'zod'
import type { Block } from '#bot/slack/blocks.ts'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import { runGone } from '#bot/views/run-why.ts'
import * as words from '#bot/views/tasks.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import type { Context } from '#src/context.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { Asker } from '#src/members/identity.ts'
import { closeTask, type Found, findTask } from '#src/tasks/close-task.ts'
import type { Task } from '#src/tasks/task.ts'
import type { Pressed } from './action.ts'
import { listsAgain } from './lists-again.ts'

/** Which task of which list. */
export const taskRef = z.object({ list: z.string(), task: z.string() })
type TaskRef = z.output<typeof taskRef>

const handleOf = ({ outsider, member }: Asker): string | undefined => (outsider ? undefined : member?.handle)

/** The task, if it is open and theirs to close; else what to say instead. */
export async function openTask(
  ref: TaskRef,
  asker: Asker,
  ctx: Context,
): Promise<{ task: Task; library: Library } | { refused: Block[] }> {
  const library = await ctx.readLibrary()
  const found = await findTask(ctx.db, ref, handleOf(asker), library)
  if (found.found === 'open') return { task: found.task, library }
  return { refused: await refusal(found, ref, asker, library, ctx) }
}

/** Closes a task, and shows everywhere how it stands now. */
export async function afterClosing(
  ref: TaskRef,
  declined: string | undefined,
  { asker }: Pick<Pressed, 'asker'>,
  ctx: Context,
): Promise<Outgoing[]> {
  const library = await ctx.readLibrary()
  const found = await closeTask(ctx.db, { ...ref, declined }, handleOf(asker), library, ctx.now())
  const said =
    found.found === 'closed'
      ? words.taskClosed(declined !== undefined)
      : await refusal(found, ref, asker, library, ctx)
  return [...(await listsAgain(ctx)), { to: 'asker', message: message(said) }]
}

async function refusal(
  found: Found,
  { list, task }: TaskRef,
  asker: Asker,
  library: Library,
  ctx: Context,
): Promise<Block[]> {
  switch (found.found) {
    case 'no right':
      await recordRefusal(ctx.db, asker, { action: 'close', subject: `${list}/${task}` }, ctx.now())
      return words.onlyTheNamed(found.task, library)
    case 'superseded':
      return words.listSuperseded(found.by.period)
    case 'closed before':
    case 'open':
      return words.taskClosedBefore(found.task, found.state, { library, zone: ctx.zone })
    case 'gone':
      return runGone()
  }
}
