import type { HomeView } from '@slack/types'
import type { Context } from '#src/context.ts'
import type { Block } from './blocks.ts'
import { withinView } from './form.ts'
import type { Outgoing } from './outgoing.ts'
import { refusalOf, type Wire } from './wire.ts'

/** A Home tab of blocks, within Slack's limits. */
export const homeView = (blocks: Block[]): HomeView => ({ type: 'home', blocks: withinView(blocks) })

/** Shows somebody their Home tab. A workspace without Home tabs, or somebody who has left, has none: that hurts nobody. */
export async function publishHome(
  { userId, view }: Extract<Outgoing, { to: 'home' }>,
  { log }: Context,
  { client }: Wire,
): Promise<void> {
  try {
    await client.views.publish({ user_id: userId, view })
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal === undefined) throw error
    log.warn({ refusal }, 'A Home tab could not be published')
  }
}
