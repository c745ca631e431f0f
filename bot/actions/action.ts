import type { z } from 'zod'
import type { Origin } from '#bot/requests/incoming.ts'
import type { Channels } from '#bot/slack/channels.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import type { Context } from '#src/context.ts'
import type { Asks } from '#src/members/deeds.ts'
import type { Asker } from '#src/members/identity.ts'

/** Who pressed, when and where, and what they may learn of the place. */
export type Pressed = {
  /** The request that asks for it: what is done twice for the same one is done once. */
  request: string
  asker: Asker
  origin: Origin
  /** When it reached the bot, which may be a restart ago. */
  at: Temporal.Instant
  channels: Channels
  office: Office
}

/** What the operator set up for this workspace, read when it is needed. */
export type Office = { boardChannel: () => Promise<string | undefined> }

/** What a button does. `value` is what the button carries; the outcome is data, done by `deliver`. */
export type Action = {
  name: string
  /** The right that it asks for, before it changes anything or opens the form that does. */
  asks: Asks
  run(value: unknown, pressed: Pressed, ctx: Context): Promise<Outgoing[]>
}

/** An action whose button carries a value of this schema. */
export function action<S extends z.ZodType>(spec: {
  name: string
  asks: Asks
  value: S
  run: (value: z.output<S>, pressed: Pressed, ctx: Context) => Promise<Outgoing[]>
}): Action {
  return {
    name: spec.name,
    asks: spec.asks,
    run: async (value, pressed, ctx) => await spec.run(spec.value.parse(value), pressed, ctx),
  }
}
