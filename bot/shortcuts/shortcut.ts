import type { Pressed } from '#bot/actions/action.ts'
import type { PickedMessage } from '#bot/requests/incoming.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import type { Context } from '#src/context.ts'
import type { Asks } from '#src/members/deeds.ts'

/**
 * What one can do with a message that somebody wrote. It works in every channel that a person sees, also where the
 * bot is not: the answer goes to that person alone, and nothing may be read there but the message itself.
 */
export type Shortcut = {
  /** Its `callback_id` in the manifest. */
  name: string
  /** The right that it asks for before it changes anything or opens the form that does. */
  asks: Asks
  run(message: PickedMessage, pressed: Pressed, ctx: Context): Promise<Outgoing[]>
}
