import type { Block } from '#bot/slack/blocks.ts'
import { whoAreYou } from '#bot/views/proposal-notes.ts'
import { nothingToTrain, trainingIntro, trainingStep } from '#bot/views/training.ts'
import type { Context } from '#src/context.ts'
import type { Asker } from '#src/members/identity.ts'
import { drawQuestions } from '#src/training/draw.ts'
import { beginTraining, openTraining, readTraining } from '#src/training/store.ts'
import { readAsked } from './asked.ts'
import type { Command } from './command.ts'
import { question } from './question.ts'

/** `/persona training`: five questions from what is written down today; goes on where somebody stopped. */
export const training: Command = {
  name: 'training',
  does: 'five questions, to know them by',
  examples: ['training'],
  verbs: ['training', 'train', 'quiz'],
  takesText: true,
  run(asked, asking) {
    // "Training drivers takes too long" is what a customer says.
    if (asked.words !== '')
      return question.run(readAsked(`${asked.verb ?? ''} ${asked.words}`, asking.library), asking)
    return { found: 'records', next: [], read: (ctx) => takeUpTraining(asking.asker, ctx) }
  },
}

/** What somebody has open, else a new tour to practise. */
async function takeUpTraining({ member }: Pick<Asker, 'member'>, ctx: Context): Promise<Block[]> {
  if (!member) return whoAreYou()
  const open = await openTraining(ctx.db, member.id)
  if (open?.state === 'begun' && open.at > 0) return trainingStep(open, await ctx.readLibrary())
  return await startTraining(member, open?.tour ?? `practice-${ctx.now().epochMilliseconds}`, ctx)
}

/** Draws the questions of a tour, unless it has them, and shows how to ask. */
export async function startTraining(
  { id, function: team }: NonNullable<Asker['member']>,
  tour: string,
  ctx: Context,
): Promise<Block[]> {
  const library = await ctx.readLibrary()
  const questions = drawQuestions(library, team, `${id}/${tour}`)
  if (questions.length === 0) return nothingToTrain()
  const key = { memberId: id, tour }
  await beginTraining(ctx.db, key, questions, ctx.now())
  const begun = await readTraining(ctx.db, key)
  return begun && begun.at > 0 ? trainingStep(begun, library) : trainingIntro({ tour }, library, team)
}
