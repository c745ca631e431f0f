import { homeView } from '#bot/slack/home.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import { homeBlocks, homeOfNobody, homeWithoutKnowledge } from '#bot/views/home.ts'
import { PROMPTS_TITLE, promptsOf, thingsToTry } from '#bot/views/welcome.ts'
import type { Context } from '#src/context.ts'
import { causeOf } from '#src/errors.ts'
import type { Asker } from '#src/members/identity.ts'
import { homeFacts } from './facts.ts'

/** The Home tab of a person, as everything stands now. */
export async function homeOf({ userId, outsider, member }: Asker, ctx: Context): Promise<Outgoing> {
  const library = await ctx.readLibrary()
  const known = outsider || !member ? undefined : library.members.get(member.handle)
  const shown = (blocks: Parameters<typeof homeView>[0]): Outgoing => ({
    to: 'home',
    userId,
    view: homeView(blocks),
  })
  if (!known) return shown(homeOfNobody(outsider))
  if (library.entries.size === 0) return shown(homeWithoutKnowledge(known))
  return shown(homeBlocks(await homeFacts(known, library, ctx)))
}

/** The same after something that may have changed it. What was done is done, also where this fails. */
export async function homeAfter(asker: Asker, ctx: Context): Promise<Outgoing[]> {
  try {
    return [await homeOf(asker, ctx)]
  } catch (error) {
    ctx.log.warn({ cause: causeOf(error) }, 'A Home tab could not be brought up to date')
    return []
  }
}

/** What to suggest in the messages tab; to a guest nothing, since it names what is there. */
export async function promptsFor(
  { outsider, member }: Asker,
  channelId: string | undefined,
  ctx: Context,
): Promise<Outgoing[]> {
  const prompts = outsider ? [] : promptsOf(thingsToTry(await ctx.readLibrary(), member?.function))
  if (channelId === undefined || prompts.length === 0) return []
  return [{ to: 'prompts', channelId, title: PROMPTS_TITLE, prompts }]
}
