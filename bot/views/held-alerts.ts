import { say, small } from '#bot/slack/blocks.ts'
import { type Message, message } from '#bot/slack/message.ts'
import { bold, line } from '#bot/slack/text.ts'
import type { Alert } from '#src/triggers/alert.ts'
import type { AlertShown } from './alert.ts'
import { alertLines, showOne } from './alerts-listed.ts'

const MOST_LISTED = 10

/** What is beyond the cards that one person or channel gets in a day, in one message that is kept up to date. */
export function heldDigest(alerts: Alert[], shown: AlertShown): Message {
  const many = alerts.length === 1 ? '1 more alert' : `${alerts.length} more alerts`
  return message([
    say(
      line(bold(`${many} today`), ', beyond what I send one by one:'),
      alertLines(alerts, MOST_LISTED, shown),
    ),
    ...showOne(alerts.slice(0, MOST_LISTED)),
    ...(alerts.length > MOST_LISTED ? [small('/persona alerts lists all of them.')] : []),
  ])
}
