import { type Block, type ButtonSpec, buttons, buttonsAndChoice } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bullets, italic, type Span } from '#bot/slack/text.ts'
import { dayName } from '#src/runs/period.ts'
import type { Alert } from '#src/triggers/alert.ts'
import { type AlertShown, headline, standsLine } from './alert.ts'
import { firstFew } from './reading.ts'

/** A line each: what happened where, since when, and how it stands. */
export const alertLines = (alerts: Alert[], most: number, shown: AlertShown) =>
  bullets(firstFew(alerts, most, (alert) => lineOf(alert, shown)))

function lineOf(alert: Alert, shown: AlertShown): Span[] {
  const stands = standsLine(alert, shown)
  const since = dayName(alert.firedAt.toZonedDateTimeISO(shown.zone).toPlainDate())
  return [
    `${headline(alert, shown.library)}, ${since}.`,
    ...(stands === undefined ? [] : [italic(` ${stands}`)]),
  ]
}

type Shown = Pick<Alert, 'id' | 'facts' | 'recoveredAt'>

/** One row: what else one can do, and the card of one of those that stand. */
export function showOne(alerts: Shown[], specs: ButtonSpec[] = []): Block[] {
  const standing = alerts.filter(({ recoveredAt }) => recoveredAt === undefined)
  const [first, ...others] = standing
  if (first === undefined) return specs.length === 0 ? [] : [buttons(specs)]
  if (others.length === 0) return [buttons([{ ...showing(first), text: 'Show' }, ...specs])]
  return [buttonsAndChoice(specs, 'Show one of them …', standing.map(showing))]
}

const showing = ({ id, facts }: Shown): ButtonSpec => ({
  text: clip(`${facts.name} ${facts.said}`, 70),
  action: 'alert-show',
  value: { alert: id },
})
