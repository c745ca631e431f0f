import { say, small } from '#bot/slack/blocks.ts'
import { type Message, message } from '#bot/slack/message.ts'
import { bold, bullets, line, type Span } from '#bot/slack/text.ts'
import { dayName } from '#src/runs/period.ts'
import type { ToldAgain } from '#src/triggers/alert.ts'
import { headline } from './alert.ts'
import { showOne } from './alerts-listed.ts'
import { latenessLines, type Telling } from './telling.ts'

const MOST = 8

/** The morning's message: what is still so, since when, and the card of each a press away. */
export function alertsAgain(alerts: ToldAgain[], telling: Telling): Message {
  const { library, zone } = telling
  const since = ({ firedAt }: ToldAgain) =>
    dayName(Temporal.Instant.from(firedAt).toZonedDateTimeISO(zone).toPlainDate())
  const listed = alerts.slice(0, MOST)
  const more = alerts.length - listed.length
  const many = alerts.length === 1 ? 'One alert is' : `${alerts.length} alerts are`
  return message([
    ...latenessLines(telling),
    say(line(bold(`${many} still open.`), ' Take it, snooze it, or say that it is done or not useful.')),
    say(
      bullets(
        listed.map((alert): Span[] => [
          `${headline({ ...alert, persona: alert.persona, stage: alert.stage }, library)}, since ${since(alert)}.`,
        ]),
      ),
    ),
    ...showOne(listed.map(({ id, facts }) => ({ id, facts, recoveredAt: undefined }))),
    ...(more > 0 ? [small(`… and ${more} more; type /persona alerts for all of them.`)] : []),
  ])
}
