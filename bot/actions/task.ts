import { declineTask as form } from '#bot/modals/decline-task.ts'
import { message } from '#bot/slack/message.ts'
import { action } from './action.ts'
import { afterClosing, openTask, taskRef } from './closed-task.ts'

/** Says of a task of the quarter's reminder that it is done. */
export const taskDone = action({
  name: 'task-done',
  asks: 'close-task',
  value: taskRef,
  run: async (ref, pressed, ctx) => await afterClosing(ref, undefined, pressed, ctx),
})

/** Opens the form in which somebody declines a task, with a reason. */
export const taskDecline = action({
  name: 'task-decline',
  asks: 'close-task',
  value: taskRef,
  async run(ref, { asker }, ctx) {
    const found = await openTask(ref, asker, ctx)
    if ('refused' in found) return [{ to: 'asker', message: message(found.refused) }]
    return [{ to: 'modal', view: form.open(ref, found) }]
  },
})
