import { dispatch } from '#bot/dispatch.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import type { Context } from '#src/context.ts'

const ORIGIN = {
  teamId: 'T1',
  userId: 'U1',
  channelId: undefined,
  threadTs: undefined,
  responseUrl: undefined,
  triggerId: 'trigger',
  direct: true,
}
const SCENE = {
  channels: {
    place: () => Promise.resolve({ state: 'direct' } as const),
    permalink: () => Promise.resolve(undefined),
  },
  office: { boardChannel: () => Promise.resolve(undefined) },
}

type Act =
  | { action: string; value: object }
  | { modal: string; about: object; values: Record<string, unknown> }

/** What somebody gets who presses a button, or sends a form, that was never shown to them. */
export async function pressUnshown(handle: string | undefined, act: Act, ctx: Context): Promise<string> {
  const library = await ctx.readLibrary()
  const member = handle === undefined ? undefined : library.members.get(handle)
  const known = member && { ...member, function: member.function }
  const asker = { teamId: 'T1', userId: 'U1', outsider: false, member: known }
  const request = { id: `unshown/${handle}/${JSON.stringify(act)}`, origin: ORIGIN }
  const asked =
    'action' in act ? { type: 'action' as const, ...act } : { type: 'submission' as const, ...act }
  const outgoing = await dispatch({ ...request, ...asked }, asker, { ...SCENE, at: ctx.now() }, ctx)
  return outgoing
    .filter(({ to }) => to !== 'home')
    .map((each) => (each.to === 'asker' ? plainText(each.message.blocks) : `[${each.to}]`))
    .join('\n')
}
