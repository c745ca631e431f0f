import { z } from 'zod'
import { answer } from '#bot/answer.ts'
import { action } from './action.ts'

/** A button that asks the next question. */
export const ask = action({
  name: 'ask',
  asks: 'nothing',
  value: z.object({
    text: z.string(),
    thread: z.string().optional(),
    /** The account that is meant by it; null: it names none. */
    customer: z.string().nullish(),
  }),
  async run({ text, thread, customer }, { asker, origin }, ctx) {
    const audience = asker.outsider ? 'customer' : 'internal'
    const alone = origin.direct || origin.view !== undefined
    const opens = origin.triggerId !== undefined
    return await answer({ text, asker, audience, private: true, thread, alone, opens, customer }, ctx)
  },
})
