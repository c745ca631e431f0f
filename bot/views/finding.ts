import { type Block, buttons, say, small } from '#bot/slack/blocks.ts'
import { type Message, message } from '#bot/slack/message.ts'
import { bold, line } from '#bot/slack/text.ts'
import { hasDraft } from '#src/board/draft-finding.ts'
import type { Finding, FindingFacts, Moved } from '#src/findings/finding.ts'
import { findEntry, type Library } from '#src/knowledge/library.ts'
import { dayName, monthName } from '#src/runs/period.ts'
import { emergingDetail, emergingHeadline } from './emerging.ts'
import { KPI_NAMES, ordinal } from './kpi-standing.ts'
import { personName, shortName } from './names.ts'
import { percent, plainNumber, roughly } from './numbers.ts'
import { counted } from './reading.ts'
import { latenessLines, type Telling } from './telling.ts'
import { stoppedFinding, validationFinding } from './validation-findings.ts'
import { wrongFitWords } from './wrong-deals.ts'

export type FindingShown = Pick<Telling, 'lateness' | 'missed' | 'scheduledAt' | 'library' | 'zone'> & {
  /** The key of the card's message, to be brought up to date. */
  key: string
}

type Told = Pick<Finding, 'id' | 'facts' | 'state'> & Partial<Finding>

export const SNOOZE_DAYS = 30

/** What has become unusual about a persona, against what is usual for it, and what its owner can do. */
export function findingCard(finding: Told, shown: FindingShown): Message {
  const { facts, state, id } = finding
  const { library, key } = shown
  const [what, against] = findingWords(facts, library)
  const persona = findEntry(library, 'persona', facts.persona)
  const value = { finding: id, key }
  const mine = { kind: 'persona', slug: facts.persona }
  return message([
    ...latenessLines({ ...shown, missed: [] }),
    say(line(bold(what), ` ${against}`)),
    ...(state === 'found' ? [] : [small(answered(finding, shown))]),
    buttons([
      { text: 'Look', action: 'show-entry', value: mine },
      ...(state === 'found'
        ? [
            { text: 'Acknowledge', action: 'finding-acknowledge', value },
            { text: `Snooze ${SNOOZE_DAYS} days`, action: 'finding-snooze', value },
          ]
        : []),
      ...(facts.kind === 'conflict'
        ? [
            {
              text: 'Record what comes of it',
              action: 'decide',
              value: { decided: 'conflict', gains: facts.gains, loses: facts.persona },
            },
          ]
        : []),
      ...(persona && hasDraft(facts, persona)
        ? [{ text: 'Draft a change', action: 'draft-finding', value }]
        : []),
      ...(persona
        ? [
            {
              text: 'Propose a change',
              action: 'propose',
              value: { ...mine, version: persona.version, from: value },
            },
          ]
        : []),
      { text: 'Dispute', action: 'dispute', value: { of: 'finding', finding: id } },
    ]),
  ])
}

/** What is said of a segment that is to be drawn anew. */
export const RESEGMENTED = 'Who belongs to it is drawn anew, and customers are tagged by that.'

/** What is unusual in a sentence, and the numbers that say so. */
export function findingWords(facts: FindingFacts, library: Library): [string, string] {
  const name = shortName(library, facts.persona)
  const month = (iso: string) => monthName(Temporal.PlainDate.from(iso))
  switch (facts.kind) {
    case 'drift': {
      const { n, of, side, range } = facts
      const usual = `${percent(range.low)} to ${percent(range.high)} in the ${range.months} months before`
      return [
        `${name} is ${side === 'below' ? 'a smaller' : 'a larger'} part of our customers than usual: ${percent(n / of)}.`,
        `${month(facts.month)}, ${plainNumber(n)} of ${plainNumber(of)}; its own range is ${usual}. Does the market change, or the tagging?`,
      ]
    }
    case 'metric': {
      const { kpi, value, n, range, run } = facts
      const since = run > 1 ? `, the ${ordinal(run)} month` : ''
      return [
        `${name} shifts: its ${KPI_NAMES[kpi]} is ${percent(value)}, below what is usual for it${since}.`,
        `${month(facts.month)}, n ${plainNumber(n)}; its own range is ${percent(range.low)} to ${percent(range.high)}. Do they behave differently, or are they others by now?`,
      ]
    }
    case 'cohorts': {
      const { n, retained, range } = facts
      return [
        `New customers like ${name} stay less: ${percent(retained / n)} after three months.`,
        `${plainNumber(retained)} of ${plainNumber(n)} who began ${month(facts.from)} to ${month(facts.to)}; usual is ${percent(range.low)} to ${percent(range.high)}. Do we still promise what ${name} gets?`,
      ]
    }
    case 'conflict': {
      const { gains, lost, won, change } = facts
      const other = shortName(library, gains)
      return [
        `${name} loses and ${other} gains since ${dayOf(change.on)}, when “${change.title}” was decided (#${change.proposal}).`,
        `${name}: ${movedWords(lost)} ${other}: ${movedWords(won)} That need not be because of it. What comes of it is the board's to record.`,
      ]
    }
    case 'emerging':
      return [emergingHeadline(facts, library), `${emergingDetail(facts)} Do they want something else?`]
    case 'wrong-fit': {
      const { deals, retention, support, value, n } = facts
      return [
        `More deals with ${name}, and the wrong ones: ${plainNumber(deals.now)} won, ${plainNumber(deals.before)} a year before.`,
        `${month(facts.from)} to ${month(facts.to)} against a year before (n ${plainNumber(n)} account-months): ${wrongFitWords({ retention, support, value })}. Whom do we sell to since then?`,
      ]
    }
    case 'misses':
      return [
        `What we say to ${name} works less often: ${facts.failed} of ${counted(facts.of, 'try', 'tries')} didn't.`,
        `That was in 90 days; in the year before it was ${roughly(facts.failedBefore / facts.ofBefore)} of ${facts.ofBefore}. Do the messages still fit?`,
      ]
    case 'unreviewed': {
      const verified = facts.verifiedOn ? `verified on ${dayOf(facts.verifiedOn)}` : 'never verified'
      return [
        `${name} has not been reviewed for 18 months.`,
        `It was ${verified}, and changed on ${dayOf(facts.changedOn)}. Does it still hold?`,
      ]
    }
    case 'validation':
      return validationFinding(facts, name)
    case 'stopped':
      return stoppedFinding(facts, name)
    case 'unused':
      return [
        `Nobody needed ${name} in 90 days.`,
        `None of ${counted(facts.answers, 'answer')} used it. Is it unknown, or no longer needed?`,
      ]
  }
}

/** "Retention 91.0 % (n 398, October 2026); before it 94.6 % to 96.0 %." */
function movedWords({ kpi, value, n, month, range }: Moved): string {
  const said = (number: number) => (kpi === 'supportCost' ? number.toFixed(2) : percent(number))
  const unit = kpi === 'supportCost' ? ' a customer' : ''
  const when = monthName(Temporal.PlainDate.from(month))
  return `${KPI_NAMES[kpi]} ${said(value)}${unit} (n ${plainNumber(n)}, ${when}); before it ${said(range.low)} to ${said(range.high)}.`
}

const dayOf = (iso: string): string => dayName(Temporal.PlainDate.from(iso))

function answered({ state, answeredBy, snoozedUntil }: Told, { library, zone }: FindingShown): string {
  const who = personName(library, answeredBy) ?? 'Somebody'
  if (state === 'acknowledged')
    return `${who} has seen it. It stays on the list for the next refresh until it is over.`
  const until = snoozedUntil?.toZonedDateTimeISO(zone).toPlainDate()
  return `${who} snoozed it${until ? ` until ${dayName(until)}` : ''}; I say it again then if it is still so.`
}

export const findingGone = (): Block[] => [
  say(line('That is over by now: it is as usual again. Nothing was changed.')),
]

export const onlyOwnerAnswers = (owner: string): Block[] => [
  say(line(`${owner} answers this one. If you know something about it, tell them.`)),
]
