import { type Block, buttons, say, small } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, bullets, code, italic, line, type Span } from '#bot/slack/text.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { dayName } from '#src/runs/period.ts'
import type { Alert } from '#src/triggers/alert.ts'
import type { Precision } from '#src/triggers/precision.ts'
import type { TriggerRule } from '#src/triggers/rules.ts'
import { fillIn } from '#src/triggers/said.ts'
import { placed } from '#src/triggers/say-facts.ts'
import { isWide, type Tried } from '#src/triggers/try-rule.ts'
import { type AlertShown, headline, showButton, standsLine } from './alert.ts'
import { shortName } from './names.ts'
import { counted, firstFew } from './reading.ts'
import { conditionInWords } from './trigger.ts'
import { triggerButtons, usefulness, whyNot } from './trigger-precision.ts'

type Judged = { triggers: Entry<'trigger'>[]; judged: Map<string, Precision> }

/** What waits for whoever asks, and how all triggers do. */
export function myAlerts(own: Alert[], { triggers, judged }: Judged, shown: AlertShown): Block[] {
  const head =
    own.length === 0
      ? line(bold('No alert of yours is open.'))
      : line(bold(`${counted(own.length, 'alert')} of yours ${own.length === 1 ? 'is' : 'are'} open.`))
  return [say(head), ...own.flatMap((alert) => listedAlert(alert, shown)), ...howTheyDo(triggers, judged)]
}

function howTheyDo(triggers: Entry<'trigger'>[], judged: Map<string, Precision>): Block[] {
  if (triggers.length === 0) return [small('There is no trigger yet; the README says how to write one.')]
  const spans = triggers.map(({ title, slug }): Span[] => [title, `: ${usefulness(judged.get(slug))}`])
  return [
    say(line(bold('What I look for')), bullets(firstFew(spans, 12, (each) => each))),
    small('/persona alerts NAME tells of an account, a person, a persona or a trigger.'),
  ]
}

/** One trigger: how it does, why it was found not useful, and what it fired lately. */
export function ofTrigger(
  entry: Entry<'trigger'>,
  judged: Precision | undefined,
  alerts: Alert[],
  shown: AlertShown,
): Block[] {
  return [
    say(
      line(bold(entry.title), ` ${usefulness(judged)}.`),
      line(`It fires for ${conditionInWords(entry.body, shown.library)}.`),
      ...(judged ? whyNot(judged) : []),
    ),
    ...alerts.slice(0, 3).flatMap((alert) => listedAlert(alert, shown)),
    buttons(triggerButtons(entry)),
  ]
}

export const alertsOfWhom = (name: string, alerts: Alert[], shown: AlertShown): Block[] => [
  say(
    line(
      bold(
        alerts.length === 0
          ? `No alert of ${name}.`
          : `${name}: ${counted(alerts.length, 'alert')}, the newest first.`,
      ),
    ),
  ),
  ...alerts.flatMap((alert) => listedAlert(alert, shown)),
]

function listedAlert(alert: Alert, shown: AlertShown): Block[] {
  const stands = standsLine(alert, shown)
  const since = dayName(alert.firedAt.toZonedDateTimeISO(shown.zone).toPlainDate())
  return [
    say(
      line(
        `${headline(alert, shown.library)}, ${since}.`,
        ...(stands === undefined ? [] : [italic(` ${stands}`)]),
      ),
    ),
    ...(alert.recoveredAt ? [] : [buttons([showButton(alert)])]),
  ]
}

export const noAlertsOf = (typed: string): Block[] => [
  say(
    line(
      `I know no account, person, persona or trigger called ${clip(typed, 100)}. `,
      code('/persona alerts'),
      ' lists yours, and all triggers.',
    ),
  ),
]

export const onlyMembersSeeAlerts = (): Block[] => [
  say(line('Alerts tell of customers, so only colleagues whom I know see them. Ask an admin to add you.')),
]

export const notTriable = (typed: string, fault: string): Block[] => [
  say(
    line(bold('That can’t be tried: '), `expected ${fault}.`),
    line(
      'Try a trigger by its name, or a condition such as ',
      code("/persona alerts try count('ticket-escalated', 14) >= 3"),
      '.',
    ),
    line(italic(clip(typed, 300))),
  ),
]

const MOST_LISTED = 14

/** What a trigger would have fired, the newest first: before it is proposed, and before it is believed. */
export function dryRun(rule: TriggerRule, tried: Tried, shown: AlertShown): Block[] {
  const { fired, accounts, eligible, days } = tried
  const times = fired.length === 0 ? 'not once' : `${counted(fired.length, 'time')}`
  const among = `at ${counted(accounts, 'account')} of the ${counted(eligible, 'account')} that it is for`
  return [
    say(
      line(bold(`It would have fired ${times} in ${days} days`), fired.length === 0 ? '.' : `, ${among}.`),
      line(`It fires for ${conditionInWords(rule.body, shown.library)}.`),
      ...(fired.length > 0
        ? [bullets(firstFew(fired, MOST_LISTED, (each) => firedSpans(rule, each, shown)))]
        : []),
    ),
    ...(isWide(tried) && !rule.body.wide
      ? [small('That is most of them: such a trigger is refused unless it says wide: true.')]
      : []),
    small('Nothing was sent. What an account is today was taken for what it was then.'),
  ]
}

function firedSpans(
  { body }: TriggerRule,
  { account, at, facts }: Tried['fired'][number],
  shown: AlertShown,
): Span[] {
  const day = dayName(at.toZonedDateTimeISO(shown.zone).toPlainDate())
  const whose = account.persona === undefined ? '' : ` (${shortName(shown.library, account.persona)})`
  return [
    `${day}: ${clip(account.name, 80)}${whose} ${clip(
      fillIn(body.says, (place) => placed(place, facts)),
      160,
    )}`,
  ]
}
