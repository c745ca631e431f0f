import { z } from 'zod'
import { message } from '#bot/slack/message.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import * as words from '#bot/views/deep-refresh-form.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import type { Context } from '#src/context.ts'
import type { Asker } from '#src/members/identity.ts'
import { deepRefresh as schema } from '#src/rhythm/deep-refresh.ts'
import { maySetMeeting } from '#src/rhythm/meeting.ts'
import { setDeepRefresh } from '#src/rhythm/store.ts'
import { modal, type Verdict } from './modal.ts'

const number = z.coerce.number()

/** The handle of whoever may turn the deep refresh on; undefined for everybody else. */
export async function whoMaySet({ outsider, member }: Asker, ctx: Context): Promise<string | undefined> {
  const { members } = await ctx.readLibrary()
  return !outsider && member && maySetMeeting(members.get(member.handle)) ? member.handle : undefined
}

/** When personas are refreshed with new interviews, if at all. */
export const deepRefresh = modal({
  name: 'deep-refresh',
  asks: 'set-rhythm',
  about: z.object({}),
  values: z.object({ month: z.union([z.literal(words.OFF), number]), interviews: number }),
  form: words.deepRefreshForm,
  async check(_filled, { asker }, ctx): Promise<Verdict> {
    if (await whoMaySet(asker, ctx)) return { verdict: 'take' }
    await recordRefusal(ctx.db, asker, { action: 'set', subject: 'deep-refresh' }, ctx.now())
    return { verdict: 'mend', errors: { month: plainText(words.onlyOwnersSetRefresh()) } }
  },
  async run({ values: { month, interviews } }, { asker, at }, ctx) {
    const by = await whoMaySet(asker, ctx)
    if (by === undefined) return [{ to: 'asker', message: message(words.onlyOwnersSetRefresh()) }]
    const chosen = month === words.OFF ? undefined : schema.parse({ month, interviews })
    await setDeepRefresh(ctx.db, chosen, { by, at })
    return [{ to: 'asker', message: message(words.deepRefreshSaved(chosen)) }]
  },
})
