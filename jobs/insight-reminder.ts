import { insightReminder as view } from '#bot/views/insight-reminder.ts'
import { isShort, researchOf } from '#src/evidence/research.ts'
import { dueEntries } from '#src/knowledge/due.ts'
import { entriesOf } from '#src/knowledge/library.ts'
import { insightFacts } from '#src/refresh/insight.ts'
import { job } from './job.ts'

const WITHIN_DAYS = 30

/** Once a quarter: what is due or stale, and which personas rest on too little. */
export const insightReminder = job({
  name: 'insight-reminder',
  title: 'Quarterly insight reminder',
  does: 'entries to verify, personas short of research and open questions, for the board',
  schedule: { every: 'quarter', about: 'last', on: { businessDay: 5 }, at: '09:00' },
  scopes: () => Promise.resolve([{ id: 'board', reader: { setting: 'board-channel' } }]),
  facts: insightFacts,
  async compute({ period, now }, { readLibrary, db, zone }) {
    const library = await readLibrary()
    const today = now.toZonedDateTimeISO(zone).toPlainDate()
    const due = dueEntries(library.entries.values(), today, zone, WITHIN_DAYS)
    const short = entriesOf(library, 'persona').flatMap((persona) => {
      const research = researchOf(persona, library.evidence)
      return isShort(research) ? [{ persona: persona.slug, ...research }] : []
    })
    const evidence = [...library.evidence.values()]
      .filter(({ date }) => date >= period.from.toString() && date < period.to.toString())
      .map(({ slug }) => slug)
    const questions = await db.openQuestion.count({ where: { answeredAt: null } })
    if (due.length + short.length + questions === 0) return { found: 'nothing', because: 'nothing is due' }
    return { found: 'facts', facts: { due, short, evidence, questions } }
  },
  report: view,
})
