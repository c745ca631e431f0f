import type { App, Receiver, ReceiverEvent } from '@slack/bolt'
import { NOT_TAKEN } from '#bot/views/sentences.ts'
import { notTaken, type Service } from './serve.ts'

/**
 * A receiver that writes everything down before Bolt sees it: Bolt acknowledges events before its listeners run,
 * and Slack repeats neither clicks nor commands.
 */
export function writeDown(receiver: Receiver, service: Service): Receiver {
  return {
    init(app: App) {
      receiver.init(
        Object.create(app, { processEvent: { value: (event: ReceiverEvent) => take(event, app, service) } }),
      )
    },
    start: (...args: never[]) => receiver.start(...args),
    stop: (...args: never[]) => receiver.stop(...args),
  }
}

async function take(event: ReceiverEvent, app: App, service: Service): Promise<void> {
  const objection = await service.check(event.body)
  if (objection) return await event.ack(objection)
  switch (await service.store(event.body)) {
    case 'stored':
    case 'not for us':
      await app.processEvent(event)
      break
    case 'repeated':
      await event.ack(event.body.type === 'view_submission' ? { response_action: 'clear' } : undefined)
      break
    case 'not stored':
      // Slack delivers an event again that isn't acknowledged; whoever typed a command is told at once.
      if (typeof event.body.command === 'string')
        await event.ack({ response_type: 'ephemeral', text: NOT_TAKEN })
      else if (event.body.type === 'view_submission') await event.ack(notTaken(event.body))
      else if (event.body.type !== 'event_callback') await event.ack()
  }
}
