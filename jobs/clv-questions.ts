import { z } from 'zod'
import { questionPosts } from '#bot/views/clv-post.ts'
import type { Questions } from '#src/clv/read-questions.ts'
import { job } from './job.ts'

/** As published: kept as JSON, without the curves, which nothing in the post shows. */
const facts = z.custom<Questions>((value) => typeof value === 'object' && value !== null && 'report' in value)

/** Once a quarter: the five questions about customer lifetime value, with the levers and each function's view of them. */
export const clvQuestions = job({
  name: 'clv-questions',
  title: 'Customer lifetime value: five questions',
  does: 'which persona is worth most, leaves early, costs support, expands, and what goes with renewing, for the board',
  schedule: { every: 'quarter', about: 'last', on: { businessDay: 6 }, at: '09:00' },
  scopes: () => Promise.resolve([{ id: 'board', reader: { setting: 'board-channel' } }]),
  facts,
  async compute({ period }, ctx) {
    const { readQuestions } = await import('#src/clv/read-questions.ts')
    const questions = await readQuestions(ctx, period.to)
    if (!questions) return { found: 'nothing', because: 'there are no account-months yet' }
    return { found: 'facts', facts: withoutCurves(questions) }
  },
  report: questionPosts,
})

function withoutCurves({ report, ...rest }: Questions): Questions {
  const personas = report.personas.map(({ lifetime, ...its }) => ({
    ...its,
    lifetime: lifetime && { ...lifetime, curve: [] },
  }))
  return { ...rest, report: { ...report, personas, curves: [], pairs: [] } }
}
