import type { Context } from '#src/context.ts'
import type { Asker } from '#src/members/identity.ts'
import type { Pressed } from './actions/action.ts'
import { ACTIONS } from './actions/index.ts'
import { answer } from './answer.ts'
import { homeAfter, homeOf, promptsFor } from './home/home.ts'
import { MODALS } from './modals/index.ts'
import type { Asked } from './requests/incoming.ts'
import { SHORTCUTS } from './shortcuts/index.ts'
import type { Outgoing } from './slack/outgoing.ts'

/** From what somebody wants to what is to happen. */
export async function dispatch(
  incoming: Asked,
  asker: Asker,
  scene: Pick<Pressed, 'at' | 'channels' | 'office'>,
  ctx: Context,
): Promise<Outgoing[]> {
  const { origin } = incoming
  const pressed = { request: incoming.id, asker, origin, ...scene }
  const audience = asker.outsider ? 'customer' : 'internal'
  switch (incoming.type) {
    case 'command':
    case 'message': {
      const opens = origin.triggerId !== undefined
      const alone = origin.direct
      const question = { text: incoming.text, asker, audience, private: true, alone, opens } as const
      return await answer(question, ctx)
    }
    case 'mention': {
      const place = await scene.channels.place(origin.channelId ?? '')
      // Who reads along has to be known before anything internal is said there.
      const amongUs = place.state === 'open' && !place.outsiders
      const question = {
        text: incoming.text,
        asker,
        audience: amongUs ? audience : 'customer',
        private: false,
      } as const
      return await answer(question, ctx)
    }
    case 'action': {
      const action = ACTIONS.find(({ name }) => name === incoming.action)
      const outgoing = action ? await action.run(incoming.value, pressed, ctx) : []
      return origin.view ? [...outgoing, ...(await homeAfter(asker, ctx))] : outgoing
    }
    case 'submission': {
      const modal = MODALS.find(({ name }) => name === incoming.modal)
      const outgoing = modal ? await modal.run(incoming, pressed, ctx) : []
      return [...outgoing, ...(await homeAfter(asker, ctx))]
    }
    case 'shortcut': {
      const shortcut = SHORTCUTS.find(({ name }) => name === incoming.shortcut)
      return shortcut ? await shortcut.run(incoming.message, pressed, ctx) : []
    }
    case 'opened':
      return incoming.tab === 'home'
        ? [await homeOf(asker, ctx)]
        : await promptsFor(asker, origin.channelId, ctx)
  }
}
