import { doubtIdentity } from '#src/members/identity.ts'
import type { PersonChanged } from './index.ts'

/** Whether they are a guest, and whose address they have, is asked again before they are next answered. */
export const forgetProfile: PersonChanged = async ({ teamId, userId }, ctx) => {
  await doubtIdentity(ctx.db, teamId, userId)
  return []
}
