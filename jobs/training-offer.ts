import { z } from 'zod'
import { trainingOffer as view } from '#bot/views/training.ts'
import type { Context } from '#src/context.ts'
import { drawQuestions } from '#src/training/draw.ts'
import { QUESTIONS } from '#src/training/question.ts'
import { noteOffer, readLearners } from '#src/training/store.ts'
import { tourDue } from '#src/training/tour.ts'
import { job } from './job.ts'

const SATURDAY = 6

/** A short tour, once: in the first week for whoever speaks with customers, and each quarter for sales. */
export const trainingOffer = job({
  name: 'training-offer',
  title: 'Training offer',
  does: 'a tour of five questions for new people who speak with customers, and each quarter for sales',
  schedule: { every: 'day', about: 'this', on: { day: 1 }, at: '10:00' },
  async scopes(ctx) {
    const due = await dueToday(ctx)
    return [...due.keys()].map((handle) => ({ id: handle, reader: { member: handle } }))
  },
  facts: z.object({ tour: z.string() }),
  async compute({ period, scope }, ctx) {
    if (period.from.dayOfWeek >= SATURDAY) return { found: 'nothing', because: 'it is the weekend' }
    const tour = (await dueToday(ctx)).get(scope.id)
    if (tour === undefined) return { found: 'nothing', because: 'they have been offered it' }
    const library = await ctx.readLibrary()
    const member = library.members.get(scope.id)
    if (drawQuestions(library, member?.function, scope.id).length < QUESTIONS)
      return { found: 'nothing', because: 'too little is written down to ask about' }
    return { found: 'facts', facts: { tour } }
  },
  report: ({ tour }, telling) => view(tour, telling),
  async settle(facts, { scope, now }, ctx) {
    const member = (await ctx.readLibrary()).members.get(scope.id)
    if (facts && member) await noteOffer(ctx.db, { memberId: member.id, tour: facts.tour }, now)
  },
})

/** The tours that are to be offered today, by handle. */
async function dueToday({ db, zone, now }: Context): Promise<Map<string, string>> {
  const today = now().toZonedDateTimeISO(zone).toPlainDate()
  const learners = await readLearners(db, zone)
  return new Map(
    [...learners].flatMap(([handle, learner]): [string, string][] => {
      const tour = tourDue(learner, today)
      return tour === undefined ? [] : [[handle, tour]]
    }),
  )
}
