import { z } from 'zod'
import { startTraining } from '#bot/commands/training.ts'
import type { Block } from '#bot/slack/blocks.ts'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import { whoAreYou } from '#bot/views/proposal-notes.ts'
import { offerAnswered, trainingStep } from '#bot/views/training.ts'
import type { Context } from '#src/context.ts'
import type { Asker } from '#src/members/identity.ts'
import { declineTraining, goOn, readTraining } from '#src/training/store.ts'
import { action, type Pressed } from './action.ts'

type Learner = NonNullable<Asker['member']>

/** A step of a tour, for a member of the company. */
const step = <S extends z.ZodType<{ tour: string }>>(
  name: string,
  value: S,
  run: (value: z.output<S>, learner: Learner, pressed: Pressed, ctx: Context) => Promise<Outgoing[]>,
) =>
  action({
    name,
    asks: 'learn',
    value,
    async run(said, pressed, ctx) {
      const { member, outsider } = pressed.asker
      if (!member || outsider) return [{ to: 'asker', message: message(whoAreYou()) }]
      return await run(said, member, pressed, ctx)
    },
  })

const offered = z.object({ tour: z.string(), offer: z.string() })

export const trainingStart = step('training-start', offered, async (value, learner, pressed, ctx) => [
  answered(value.offer, learner, true),
  ...shown(await startTraining(learner, value.tour, ctx), value.tour, learner, pressed),
])

export const trainingDecline = step(
  'training-decline',
  offered,
  async ({ tour, offer }, learner, { at }, ctx) => {
    await declineTraining(ctx.db, { memberId: learner.id, tour }, at)
    return [answered(offer, learner, false)]
  },
)

/** The question that somebody is at. */
export const trainingNext = step(
  'training-next',
  z.object({ tour: z.string() }),
  async ({ tour }, learner, pressed, ctx) => {
    const now = await readTraining(ctx.db, { memberId: learner.id, tour })
    return now ? shown(trainingStep(now, await ctx.readLibrary()), tour, learner, pressed) : []
  },
)

/** An answer: whether it was right is said and kept nowhere; a button of an earlier question shows where one is. */
export const trainingAnswer = step(
  'training-answer',
  z.object({ tour: z.string(), at: z.int(), choice: z.int() }),
  async ({ tour, at, choice }, learner, pressed, ctx) => {
    const key = { memberId: learner.id, tour }
    const before = await readTraining(ctx.db, key)
    if (!before) return []
    const question = before.state === 'begun' && before.at === at ? before.questions[at] : undefined
    const wentOn = question !== undefined && (await goOn(ctx.db, before, pressed.at))
    const now = (wentOn && (await readTraining(ctx.db, key))) || before
    const last = question && wentOn ? { question, choice } : undefined
    return shown(trainingStep(now, await ctx.readLibrary(), last), tour, learner, pressed)
  },
)

/** In direct messages it is one message that goes on; elsewhere only the person sees it. */
function shown(blocks: Block[], tour: string, { handle }: Learner, { origin }: Pressed): Outgoing[] {
  return origin.direct
    ? [{ to: 'member', handle, key: `training/${tour}/${handle}`, message: message(blocks) }]
    : [{ to: 'asker', message: message(blocks) }]
}

const answered = (offer: string, { handle }: Learner, began: boolean): Outgoing => ({
  to: 'member',
  handle,
  key: offer,
  message: message(offerAnswered(began)),
})
