import { type Block, type ButtonSpec, buttons, buttonsAndChoice, say, small } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { type Message, message } from '#bot/slack/message.ts'
import { bold, bullets, italic, joined, line, moment, type Span } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import { dayName } from '#src/runs/period.ts'
import type { Alert, AlertFacts } from '#src/triggers/alert.ts'
import { personName, shortName } from './names.ts'
import { money } from './numbers.ts'

export type AlertShown = { library: Library; zone: string; currency: string }

/** For how many mornings an alert can be put off. */
const SNOOZE_DAYS = [1, 3, 7] as const

/** What happened at an account, why it matters, what to do next, and who does it. */
export function alertCard(alert: Alert, shown: AlertShown): Message {
  const { facts } = alert
  const happened = happenedSpans(facts, shown)
  return message([
    say(
      line(bold(`${headline(alert, shown.library)}.`), ...whySpans(facts)),
      ...(happened.length > 0 ? [bullets(happened)] : []),
      line('Next: ', ...nextSpans(facts)),
    ),
    ...worthLine(facts, shown),
    ...insteadOf(facts, shown),
    ...footOf(alert, shown),
  ])
}

/** "Northwind Freight (Carla, adoption) opened 3 escalations in 14 days" */
export function headline(
  { facts, persona, stage }: Pick<Alert, 'facts' | 'persona' | 'stage'>,
  library: Library,
): string {
  const whose = [persona === undefined ? undefined : shortName(library, persona), stage]
  const said = whose.filter((each) => each !== undefined).join(', ')
  return `${clip(facts.name, 100)}${said === '' ? '' : ` (${said})`} ${clip(facts.said, 300)}`
}

const whySpans = ({ why }: AlertFacts): Span[] =>
  why ? [` ${clip(why.text, 300)}`, ...(why.cites.length === 0 ? [italic(' (assumption)')] : [])] : []

function happenedSpans({ happened, more }: AlertFacts, { zone }: AlertShown): Span[][] {
  const lines = happened.map(({ at, what }): Span[] => {
    const instant = Temporal.Instant.from(at)
    const here = instant.toZonedDateTimeISO(zone)
    const time = here.toPlainTime().toString({ smallestUnit: 'minute' })
    return [
      moment(instant, '{date_short}', dayName(here.toPlainDate())),
      ', ',
      moment(instant, '{time}', time),
      `: ${clip(what, 120)}`,
    ]
  })
  return more > 0 ? [...lines, [italic(`… and ${more} more`)]] : lines
}

function nextSpans({ play }: AlertFacts): Span[] {
  if (!play) return ['call them before they call you.']
  const { title, step } = play
  return step
    ? [`${clip(step.text, 240)} (`, italic(title), `, step ${step.number})`]
    : ['play ', italic(title), '.']
}

function worthLine({ renewsOn, mrr }: AlertFacts, { currency }: AlertShown): Block[] {
  const renews = renewsOn === undefined ? undefined : dayIn(renewsOn)
  const said = [
    ...(renews === undefined ? [] : [`renews on ${renews}`]),
    ...(mrr === undefined ? [] : [`${money(mrr * 12, currency)} a year`]),
  ]
  const [first = '', ...others] = said
  return said.length === 0
    ? []
    : [small([first.charAt(0).toUpperCase() + first.slice(1), ...others].join(', '))]
}

/** Why it came to somebody for whom it was not. */
function insteadOf({ unreached }: AlertFacts, { library }: AlertShown): Block[] {
  if (unreached.length === 0) return []
  const whom = unreached.map((each): Span[] => [
    'reader' in each
      ? (personName(library, each.reader) ?? each.reader)
      : { type: 'channel', channel_id: each.channel },
  ])
  return [small('It comes to you since I can’t write to ', ...joined(whom, ' or '), ' in Slack.')]
}

function dayIn(text: string): string | undefined {
  try {
    return dayName(Temporal.PlainDate.from(text.slice(0, 10)))
  } catch {
    return undefined
  }
}

function footOf(alert: Alert, shown: AlertShown): Block[] {
  const stands = standsLine(alert, shown)
  const said = stands === undefined ? [] : [small(stands)]
  if (alert.recoveredAt || alert.state === 'done' || alert.state === 'dismissed') {
    const play = playButton(alert.facts)
    return [...said, ...(play && !alert.recoveredAt ? [buttons([play])] : [])]
  }
  return [...said, answerRow(alert)]
}

function answerRow({ id, state, facts }: Alert): Block {
  const value = { alert: id }
  const take: ButtonSpec = { text: "I'll take it", action: 'alert-take', value, style: 'primary' }
  const play = playButton(facts)
  const row: ButtonSpec[] = [
    ...(state === 'acknowledged' ? [] : [take]),
    { text: 'Done', action: 'alert-done', value },
    { text: 'Not useful', action: 'alert-dismiss', value },
    ...(play ? [play] : []),
  ]
  if (state === 'snoozed') return buttons(row)
  const choices = SNOOZE_DAYS.map((days) => ({
    text: days === 1 ? 'Until tomorrow' : `${days} days`,
    action: 'alert-snooze',
    value: { ...value, days },
  }))
  return buttonsAndChoice(row, 'Snooze', choices)
}

const playButton = ({ play }: AlertFacts): ButtonSpec | undefined =>
  play && { text: 'Open the play', action: 'show-entry', value: { kind: 'playbook', slug: play.slug } }

/** How it stands, and by whom; nothing of one that waits for its first answer. */
export function standsLine(alert: Alert, { library, zone }: AlertShown): string | undefined {
  const { state, answeredBy, answeredAt, snoozedUntil, reason, recoveredAt } = alert
  const on = (instant: Temporal.Instant | undefined) =>
    instant ? ` on ${dayName(instant.toZonedDateTimeISO(zone).toPlainDate())}` : ''
  const who = personName(library, answeredBy) ?? 'Somebody'
  const over = recoveredAt ? `Over by itself${on(recoveredAt)}.` : undefined
  const said = {
    breached: undefined,
    acknowledged: `${who} took it${on(answeredAt)}.`,
    snoozed: `${who} snoozed it${on(answeredAt)}; I say it again${on(snoozedUntil)} if it is still so.`,
    done: `${who} is done with it${on(answeredAt)}.`,
    dismissed: `${who} found it not useful${on(answeredAt)}${reason === undefined ? '' : ` (${reason})`}; thank you, it is noted.`,
  }[state]
  if (over && state === 'snoozed') return over
  return said || over ? together([said, over]) : undefined
}

const together = (sentences: (string | undefined)[]): string =>
  sentences.filter((each) => each !== undefined).join(' ')

/** To somebody who answered what was answered meanwhile. */
export const tooLate = (alert: Alert, shown: AlertShown): Block[] => [
  say(line(bold('Nothing was changed.'), ` ${standsLine(alert, shown) ?? 'It stands as it stood.'}`)),
]

export const alertGone = (): Block[] => [say(line('That alert is no longer kept. Nothing was changed.'))]

export const strangersDontAnswer = (): Block[] => [
  say(
    line('Only somebody whom I know can answer an alert. Ask an admin to add you, with your e-mail address.'),
  ),
]
