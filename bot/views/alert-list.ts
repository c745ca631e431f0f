import { type Block, type ButtonSpec, buttons, say, small } from '#bot/slack/blocks.ts'
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
import type { AlertShown } from './alert.ts'
import { alertLines, showOne } from './alerts-listed.ts'
import { shortName } from './names.ts'
import { oneScreen } from './one-screen.ts'
import { counted, firstFew } from './reading.ts'
import { conditionInWords } from './trigger.ts'
import { triggerButtons, usefulness, whyNot } from './trigger-precision.ts'

const MOST_OWN = 10

/** What waits for whoever asks: the newest of so many. */
export function myAlerts(own: Alert[], all: number, shown: AlertShown): Block[] {
  const how: ButtonSpec = { text: 'How triggers do', action: 'ask', value: { text: 'alerts triggers' } }
  if (own.length === 0) return [say(line(bold('No alert of yours is open.'))), buttons([how])]
  return oneScreen([MOST_OWN, 7, 5], (few) => {
    const listed = own.slice(0, few)
    const more = all - listed.length
    return [
      say(
        line(
          bold(`${counted(all, 'alert')} of yours ${all === 1 ? 'is' : 'are'} open`),
          all > 1 ? ', the newest first:' : ':',
        ),
        alertLines(listed, few, shown),
        more > 0 ? line(italic(`… and ${more} more.`)) : undefined,
      ),
      ...showOne(listed, [how]),
    ]
  })
}

/** How often each trigger fired, and how often it was worth it; those that fire most first. */
export function howTheyDo(triggers: Entry<'trigger'>[], judged: Map<string, Precision>): Block[] {
  if (triggers.length === 0) return [small('There is no trigger yet; the README says how to write one.')]
  const fired = ({ slug }: Entry<'trigger'>) => judged.get(slug)?.fired ?? 0
  const sorted = triggers.toSorted((a, b) => fired(b) - fired(a))
  return oneScreen([14, 10, 8], (few) => [
    say(
      line(bold(`I look out for ${counted(triggers.length, 'thing')} at accounts`), ':'),
      bullets(
        firstFew(sorted, few, ({ title, slug }): Span[] => [title, `: ${usefulness(judged.get(slug))}`]),
      ),
    ),
    small('/persona alerts NAME tells of an account, a person, a persona or a trigger.'),
  ])
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
    ...(alerts.length === 0 ? [] : [say(line('Lately:'), alertLines(alerts.slice(0, 3), 3, shown))]),
    ...showOne(alerts.slice(0, 3)),
    buttons(triggerButtons(entry)),
  ]
}

export const alertsOfWhom = (name: string, alerts: Alert[], shown: AlertShown): Block[] =>
  alerts.length === 0
    ? [say(line(bold(`No alert of ${name}.`)))]
    : oneScreen([MOST_OWN, 7, 5], (few) => [
        say(
          line(
            bold(`${name}: ${counted(alerts.length, 'alert')}`),
            alerts.length > 1 ? ', the newest first:' : ':',
          ),
          alertLines(alerts, few, shown),
        ),
        ...showOne(alerts.slice(0, few)),
      ])

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
