import { type Block, buttons, say, small } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, bullets, italic, line, type Span } from '#bot/slack/text.ts'
import type { AccountForecast, RatedOutcome } from '#src/predictions/account-forecast.ts'
import type { Outcome } from '#src/predictions/behaviour.ts'
import type { NextAction } from '#src/predictions/next-action.ts'
import type { Level } from '#src/predictions/rate.ts'
import { monthName } from '#src/runs/period.ts'
import { shortName } from './names.ts'
import { percent } from './numbers.ts'
import { missing, nothingForeseen } from './prediction-gates.ts'
import { chanceWords, reasonSpans } from './prediction-reasons.ts'
import { type PredictionTelling, untilMonth } from './predictions.ts'

/** One account: how likely it leaves or pays more, why, and what to do next. */
export function accountPrediction(its: AccountForecast, telling: PredictionTelling): Block[] {
  const { account, forecasts, rated } = its
  const name = clip(account.name, 100)
  if (account.persona === undefined) return untagged(name, account.id)
  if (!its.isCustomer)
    return [
      say(
        line(
          bold(`${name} did not pay at the end of ${monthName(forecasts.to)}`),
          ', so there is nothing to foresee.',
        ),
      ),
    ]
  const persona = shortName(telling.library, account.persona)
  if (!forecasts.churn.model && !forecasts.expansion.model)
    return nothingForeseen('churn', { ...forecasts.churn, to: forecasts.to })
  const { churn, expansion } = rated
  if (!churn && !expansion)
    return [
      say(
        line(
          bold(`Of ${name} I foresee nothing: `),
          `on quarters held back I was wrong about customers like ${persona}.`,
        ),
      ),
    ]
  return [
    say(
      line(...(churn ? headline(name, churn, { persona, until: untilMonth(forecasts) }) : [bold(name)])),
      ...(churn && churn.reasons.length > 0
        ? [bullets(churn.reasons.map((reason) => reasonSpans(reason, telling.currency)))]
        : []),
      line(...growth(its, persona)),
      line(...nextSpans(its, telling)),
    ),
    ...(its.next ? [openPlay(its.next)] : []),
    small(
      `${alikeWords('churn', churn)}▲ raises, ▼ lowers the chance: a chance, not a verdict, and reasons that go with leaving need not cause it. Known until the end of ${monthName(forecasts.to)}.`,
    ),
  ]
}

const LEVEL: Record<Level, string> = {
  high: 'more likely to leave than usual',
  usual: 'about as likely to leave as usual',
  low: 'less likely to leave than usual',
}

function headline(
  name: string,
  { level, chance, usual }: RatedOutcome,
  { persona, until }: { persona: string; until: string },
): Span[] {
  return [
    bold(`${name}: ${LEVEL[level]}, ${chanceWords(chance)} by the end of ${until}`),
    ` (${persona} on average: ${chanceWords(usual)}).`,
  ]
}

function growth({ rated: { expansion }, forecasts }: AccountForecast, persona: string): Span[] {
  if (expansion)
    return [
      bold('Paying more: '),
      `${chanceWords(expansion.chance)} (${persona} on average: ${chanceWords(expansion.usual)})`,
    ]
  return [bold('Paying more: '), `not foreseen. ${missing('expansion', forecasts.expansion.gates)}`]
}

function nextSpans({ next, account }: AccountForecast, { library }: PredictionTelling): Span[] {
  if (!next)
    return [
      bold('Next: '),
      `no play is written for ${shortName(library, account.persona ?? '')} in this situation.`,
    ]
  const { playbook, step } = next
  return [
    bold('Next: '),
    italic(playbook.title),
    `, ${becauseWords(next)}.`,
    ...(step ? [` ${clip(step.text, 220)}`] : []),
  ]
}

function becauseWords({ because }: NextAction): string {
  switch (because.why) {
    case 'alert': {
      const { precision, trigger } = because
      const judged =
        precision && precision.of > 0
          ? `, which ${precision.useful} of ${precision.of} found useful`
          : ', which nobody has judged yet'
      return `since the alert “${clip(trigger.title, 60)}” stands${judged}`
    }
    case 'risk':
      return 'since it is likelier to leave than usual'
    case 'growth':
      return 'since it is likelier to pay more than usual'
    case 'stage':
      return `what is done at ${because.stage}`
  }
}

const openPlay = ({ playbook: { slug } }: NextAction): Block =>
  buttons([{ text: 'Open the play', action: 'show-entry', value: { kind: 'playbook', slug } }])

function alikeWords(_: Outcome, its: RatedOutcome | undefined): string {
  if (!its?.alike) return ''
  const { from, to, n, came } = its.alike
  return `Of ${n} customers rated ${percent(from, 0)} to ${percent(to, 0)} on quarters held back, ${came} left. `
}

const untagged = (name: string, id: string): Block[] => [
  say(line(bold(`Nobody has said which persona ${name} is`), ', and I foresee by persona. Tag it first.')),
  buttons([{ text: 'Tag it', action: 'ask', value: { text: `tag ${id}` } }]),
]
