import { boardAgenda as view } from '#bot/views/board-agenda.ts'
import { agenda, agendaOf } from '#src/agenda/agenda.ts'
import { earlierAgenda } from '#src/agenda/store.ts'
import { agendaDay, nextMeeting } from '#src/rhythm/meeting.ts'
import { readMeeting } from '#src/rhythm/store.ts'
import { job } from './job.ts'

const NAME = 'board-agenda'

/** Two days before the board meets: what it is to decide, and who speaks to it. Looked at daily, posted once a meeting. */
export const boardAgenda = job({
  name: NAME,
  title: 'Board agenda',
  does: 'two days before the board meets: what is to be decided, and who speaks to it',
  schedule: { every: 'day', about: 'this', on: { day: 1 }, at: '09:00' },
  scopes: () => Promise.resolve([{ id: 'board', reader: { setting: 'board-channel' } }]),
  facts: agenda,
  async compute({ period, scope, now, linkTo }, ctx) {
    const meeting = await readMeeting(ctx.db)
    if (!meeting) return { found: 'nothing', because: 'nobody has said yet when the board meets' }
    const at = nextMeeting(meeting, now.toZonedDateTimeISO(ctx.zone))
    const from = agendaDay(at)
    if (Temporal.PlainDate.compare(period.from, from) < 0)
      return {
        found: 'nothing',
        because: `the board meets on ${at.toPlainDate()}; its agenda comes on ${from}`,
      }
    const day = at.toPlainDate().toString()
    if (await earlierAgenda(ctx.db, { job: NAME, period: period.id, scope: scope.id }, day))
      return { found: 'nothing', because: `the agenda of ${day} is posted` }
    return { found: 'facts', facts: await agendaOf(at, now, linkTo, ctx) }
  },
  report: view,
})
