import { buttons, say, small } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { type Message, message } from '#bot/slack/message.ts'
import { bold, italic, line } from '#bot/slack/text.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { dayName, shortMonth } from '#src/runs/period.ts'
import type { Alert } from '#src/triggers/store.ts'
import { personName, shortName } from './names.ts'
import { counted } from './reading.ts'
import { latenessLines, type Telling } from './telling.ts'

type Shown = Pick<Telling, 'lateness' | 'missed' | 'scheduledAt' | 'library' | 'zone'> & { key: string }

/** What happened at an account, against what is usual there, what to do next, and who does it. */
export function alertCard(alert: Alert, shown: Shown): Message {
  const { name, persona, tickets, average, months, month } = alert.facts
  const { library, key } = shown
  const whose = persona === null ? '' : ` (${shortName(library, persona)})`
  const happened = `${name}${whose} opened ${counted(tickets, 'ticket')} in ${shortMonth(Temporal.PlainDate.from(month))}`
  const value = { alert: alert.id, key }
  const foot =
    alert.state === 'breached'
      ? buttons([
          { text: "I'll take it", action: 'alert-take', value, style: 'primary' },
          { text: 'Not useful', action: 'alert-dismiss', value },
        ])
      : small(answered(alert, shown))
  return message([
    ...latenessLines(shown),
    say(
      line(
        bold(`${happened}.`),
        ` Its own average over the ${counted(months, 'month')} before is ${average.toFixed(1)}.`,
      ),
      nextStep(library, persona),
    ),
    foot,
  ])
}

/** The playbook that a support team opens for such a customer. */
function nextStep(library: Library, persona: string | null) {
  const fitting = entriesOf(library, 'playbook').filter(
    ({ body }) =>
      (body.function === 'support' || body.function === 'customer-success') &&
      (body.personas.length === 0 || (persona !== null && body.personas.includes(persona))),
  )
  const best =
    fitting.find(({ slug }) => slug.includes('escalation') || slug.includes('rescue')) ?? fitting[0]
  const step = best?.body.steps[0]
  if (!best || !step) return line('Next: call them before they call you.')
  return line('Next: play ', italic(best.title), `, step 1: ${clip(step.text, 240)}`)
}

function answered({ state, answeredBy, answeredAt }: Alert, { library, zone }: Shown): string {
  const who = personName(library, answeredBy) ?? 'Somebody'
  const day = answeredAt ? ` on ${dayName(answeredAt.toZonedDateTimeISO(zone).toPlainDate())}` : ''
  return state === 'taken'
    ? `${who} took it${day}.`
    : `${who} found it not useful${day}; thank you, it is noted.`
}
