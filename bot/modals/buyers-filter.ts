import { z } from 'zod'
import { answer } from '#bot/answer.ts'
import { buyersForm, SIZES } from '#bot/views/buyers-form.ts'
import { wordsOfTarget } from '#src/campaigns/target-in-words.ts'
import { modal } from './modal.ts'

/** Whom buyers and campaigns are about, chosen instead of typed. */
export const buyersFilter = modal({
  name: 'buyers-filter',
  asks: 'nothing',
  about: z.object({ asked: z.string() }),
  values: z.object({
    industries: z.array(z.string()).default([]),
    roles: z.array(z.string()).default([]),
    least: z.enum(SIZES).optional(),
  }),
  form: buyersForm,
  check: async () => await Promise.resolve({ verdict: 'take' as const }),
  async run({ about, values }, { asker, origin }, ctx) {
    const { industries, roles, least } = values
    const target = { industries, roles, least: least === undefined ? undefined : Number(least) }
    const audience = asker.outsider ? 'customer' : 'internal'
    const text = `${about.asked}${wordsOfTarget(target)}`
    return await answer({ text, asker, audience, private: true, alone: origin.direct, opens: false }, ctx)
  },
})
