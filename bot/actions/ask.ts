import { z } from 'zod'
import { answer } from '#bot/answer.ts'
import { action } from './action.ts'

/** A button that asks the next question. */
export const ask = action({
  name: 'ask',
  value: z.object({ text: z.string() }),
  async run({ text }, { asker }, ctx) {
    const audience = asker.outsider ? 'customer' : 'internal'
    return [{ to: 'asker', message: await answer({ text, asker, audience, private: true }, ctx) }]
  },
})
