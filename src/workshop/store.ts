import type { Database } from '#src/db/connect.ts'
import { openDisputes } from '#src/disputes/store.ts'
import { openFlags } from '#src/flags/store.ts'
import type { Open } from './kit.ts'

/** More questions than these aren't talked about in an hour. */
const MOST_QUESTIONS = 12

/** What is flagged, asked and disputed of a persona, and settled by nobody. */
export async function readOpen(db: Database, slug: string): Promise<Open> {
  const [flags, disputes, questions] = await Promise.all([
    openFlags(db),
    openDisputes(db),
    db.openQuestion.findMany({
      where: { answeredAt: null, nearest: { array_contains: [`persona/${slug}`] } },
      orderBy: [{ times: 'desc' }, { askedAt: 'asc' }],
      take: MOST_QUESTIONS,
      select: { text: true },
    }),
  ])
  return {
    flags: flags.filter((flag) => flag.kind === 'persona' && flag.slug === slug),
    disputes: disputes.filter(({ persona }) => persona === slug),
    questions: questions.map(({ text }) => text),
  }
}
