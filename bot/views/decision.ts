import { type Block, buttons, listed, say, small } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, italic, line, type Span } from '#bot/slack/text.ts'
import { DECIDED_NAMES } from '#src/decisions/decision.ts'
import { type Decision, fateOf, startOf } from '#src/decisions/effects.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { dayName } from '#src/runs/period.ts'
import { choiceWords, DECISIONS } from './decision-words.ts'
import { freshness } from './freshness.ts'
import { sharesWords } from './kpi-decided.ts'
import { shortName } from './names.ts'
import { claimSpans, counted, firstFew, type Reading } from './reading.ts'

const dayOf = (iso: string): string => dayName(Temporal.PlainDate.from(iso))

/** "since 1 Nov 2026", "1 Jan 2027 to 1 Jul 2027" */
function holds(decision: Decision): string {
  const { until } = decision.body
  return until === undefined
    ? `since ${dayOf(startOf(decision))}`
    : `from ${dayOf(startOf(decision))}, until ${dayOf(until)}`
}

/** What was decided, why, and from when to when. */
export function decisionCard(decision: Decision, reading: Reading): Block[] {
  const { title, body, status } = decision
  const { library } = reading
  const facts: Span[][] = [
    ...(body.choice === undefined ? [] : [[bold('Decided: '), choiceWords(body.choice)]]),
    ...(body.gains ? [[bold('Gains: '), shortName(library, body.gains)]] : []),
    ...(body.loses ? [[bold('Loses: '), shortName(library, body.loses)]] : []),
    ...(body.outcome ? [[bold('Outcome: '), clip(body.outcome, 400)]] : []),
    ...(body.weights.length > 0 ? [[bold('Weights: '), sharesWords({ shares: body.weights }, library)]] : []),
  ]
  return [
    say(
      line(
        bold(title),
        italic(
          ` · ${DECISIONS[body.decided].called}, ${status === 'retired' ? 'no longer in force' : holds(decision)}`,
        ),
      ),
      ...listed('', facts).slice(1),
      ...listed(
        'Why',
        firstFew(body.rationale, 4, (each) => claimSpans(each)),
      ),
    ),
    freshness(decision, reading),
  ]
}

/** All of them, those that hold now first. */
export function decisionList(reading: Pick<Reading, 'library' | 'now' | 'zone'>): Block[] {
  const { library, now, zone } = reading
  const today = now.toZonedDateTimeISO(zone).toPlainDate().toString()
  const all = entriesOf(library, 'decision').toSorted((a, b) => startOf(b).localeCompare(startOf(a)))
  const isOver = ({ body }: Decision) => body.until !== undefined && body.until <= today
  const spans = (each: Decision): Span[] => [bold(each.title), `, ${holds(each)}`]
  const over = all.filter(isOver)
  return [
    say(
      line(
        bold(
          all.length === 0
            ? 'Nothing is recorded yet.'
            : `${counted(all.length - over.length, 'decision')} in force.`,
        ),
        all.length === 0 ? ' A decision needs a reason, and the board approves it.' : '',
      ),
      ...listed(
        '',
        firstFew(
          all.filter((each) => !isOver(each)),
          10,
          spans,
        ),
      ).slice(1),
      ...listed('Over', firstFew(over, 4, spans)),
    ),
    buttons([{ text: 'Record a decision', action: 'ask', value: { text: 'decide' }, style: 'primary' }]),
  ]
}

/** What there is to decide, each behind its button. */
export const whatToDecide = (): Block[] => [
  say(line(bold('What was decided?'), ' It becomes a proposal, with your reason; the board approves it.')),
  buttons(
    DECIDED_NAMES.map((name) => ({
      text: DECISIONS[name].called,
      action: 'decide',
      value: { decided: name },
    })),
  ),
]

/** On a persona's card: what was decided about its future. */
export function fateLine(slug: string, { library, now, zone }: Reading): Block[] {
  const fate = fateOf(library, slug, now.toZonedDateTimeISO(zone).toPlainDate())
  if (!fate) return []
  const [reason] = fate.body.rationale
  const what = fate.body.choice === 'turn-around' ? 'To be turned around' : 'To be sunset'
  return [small(`${what}, ${holds(fate)}${reason ? `: ${clip(reason.text, 160)}` : ''}`)]
}

/** In a review: who is left out, and why. */
export const leftOutByDecision = (slugs: { persona: string; because: string }[], library: Library): string =>
  `Left out by decision: ${slugs.map(({ persona, because }) => `${shortName(library, persona)} (${choiceWords(because)})`).join(', ')}.`
