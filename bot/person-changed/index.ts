import type { UserChanged } from '#bot/requests/incoming.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import type { Context } from '#src/context.ts'
import { forgetProfile } from './forget-profile.ts'
import { handOver } from './hand-over.ts'

/** What Slack knows anew of somebody. */
type PersonChange = { teamId: string; userId: string; deleted: boolean; email: string | undefined }

/** Something that follows from it. */
export type PersonChanged = (change: PersonChange, ctx: Context) => Promise<Outgoing[]>

/** Everything that follows when Slack knows something new of a person. */
const FOLLOWS: PersonChanged[] = [forgetProfile, handOver]

/** What is to happen because Slack knows something new of a person. */
export async function personChanged(
  { userId, deleted, email, origin }: UserChanged,
  ctx: Context,
): Promise<Outgoing[]> {
  const outgoing: Outgoing[] = []
  for (const follow of FOLLOWS)
    outgoing.push(...(await follow({ teamId: origin.teamId, userId, deleted, email }, ctx)))
  return outgoing
}
