import { z } from 'zod'
import { MENUS } from '#bot/modals/menus.ts'
import { optionOf } from '#bot/slack/form.ts'
import type { Context } from '#src/context.ts'
import { causeOf } from '#src/errors.ts'
import type { Asker } from '#src/members/identity.ts'

const suggestion = z.object({
  type: z.literal('block_suggestion'),
  action_id: z.string(),
  value: z.string().default(''),
  team: z.object({ id: z.string() }).nullish(),
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
})

export type Suggested = { options: ReturnType<typeof optionOf>[] }

/** What a menu offers for what somebody types into it: the content of the ack. Nothing, to people from outside. */
export async function suggest(
  body: unknown,
  who: (teamId: string, userId: string) => Promise<Asker>,
  ctx: Context,
): Promise<Suggested> {
  const asked = suggestion.safeParse(body)
  if (!asked.success) return { options: [] }
  const { action_id: menu, value, team, user } = asked.data
  try {
    const asker = await who(team?.id ?? user.team_id ?? '', user.id)
    const choices = asker.outsider ? [] : await MENUS[menu]?.(value, ctx)
    return { options: (choices ?? []).map(optionOf) }
  } catch (error) {
    ctx.log.warn({ menu, cause: causeOf(error) }, 'A menu could not be looked up')
    return { options: [] }
  }
}
