import type { Context } from '#src/context.ts'
import type { Asker } from '#src/members/identity.ts'
import { ACTIONS } from './actions/index.ts'
import { answer } from './answer.ts'
import type { Incoming } from './requests/incoming.ts'
import type { Channels } from './slack/channels.ts'
import type { Outgoing } from './slack/outgoing.ts'

/** From what somebody wants to what is to happen. */
export async function dispatch(
  incoming: Incoming,
  asker: Asker,
  channels: Channels,
  ctx: Context,
): Promise<Outgoing[]> {
  const { origin } = incoming
  const audience = asker.outsider ? 'customer' : 'internal'
  switch (incoming.type) {
    case 'command':
      return [
        { to: 'asker', message: await answer({ text: incoming.text, asker, audience, private: true }, ctx) },
      ]
    case 'message':
      return [
        { to: 'asker', message: await answer({ text: incoming.text, asker, audience, private: true }, ctx) },
      ]
    case 'mention': {
      const place = await channels.place(origin.channelId ?? '')
      const outsiders = place.state === 'open' && place.outsiders
      const question = {
        text: incoming.text,
        asker,
        audience: outsiders ? 'customer' : audience,
        private: false,
      } as const
      return [{ to: 'asker', message: await answer(question, ctx) }]
    }
    case 'action': {
      const action = ACTIONS.find(({ name }) => name === incoming.action)
      return action ? await action.run(incoming.value, { asker, origin, channels }, ctx) : []
    }
  }
}
