import { type Block, small } from '#bot/slack/blocks.ts'
import { moment, type Span } from '#bot/slack/text.ts'
import { isValidated, LEAST_INTERVIEWS, researchOf } from '#src/evidence/research.ts'
import { ENOUGH, triedKey } from '#src/feedback/feedback.ts'
import type { Claim } from '#src/knowledge/claim.ts'
import { dueOn, type Entry, isKind, supportOf } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { triedWords } from './feedback-notes.ts'
import { counted, type Reading } from './reading.ts'

/**
 * The small line that every answer ends in: when verified, how much evidence, how many assumptions, and how often it
 * worked for the persona that it is for.
 */
export function freshness(entry: Entry, reading: Reading, persona?: string): Block {
  const { sources, assumptions } = supportOf(entry.body)
  return small(
    ...statusSpans(entry, reading),
    ...verifiedSpans(entry, reading),
    ` · ${supportWords(sources.length, assumptions)}`,
    triedSaid(entry, persona, reading),
  )
}

function triedSaid({ kind, slug }: Entry, persona: string | undefined, { tried, library }: Reading): string {
  const counts = tried?.get(triedKey({ kind, slug, persona }))
  return counts && counts.of >= ENOUGH ? ` · ${triedWords(counts, library)}` : ''
}

/** The same for an answer out of several entries: it is as fresh as the oldest of them, and rests on what it draws on. */
export function freshnessTogether(
  entries: Entry[],
  claims: Pick<Claim, 'cites'>[],
  reading: Reading,
): Block[] {
  const age = ({ verifiedAt }: Entry) => verifiedAt?.epochMilliseconds ?? Number.NEGATIVE_INFINITY
  const [oldest, ...others] = entries.toSorted((a, b) => age(a) - age(b))
  if (oldest === undefined) return []
  const sources = new Set(claims.flatMap(({ cites }) => cites)).size
  const assumptions = claims.filter(({ cites }) => cites.length === 0).length
  const several = others.length > 0 ? `, the oldest of ${entries.length} entries` : ''
  const verified = oldest.verifiedAt ? [...verifiedSpans(oldest, reading), several] : unverified(entries)
  return [small(...verified, ` · ${supportWords(sources, assumptions)}`)]
}

const supportWords = (sources: number, assumptions: number): string =>
  [
    sources === 0 ? 'no sources' : counted(sources, 'source'),
    ...(assumptions > 0 ? [counted(assumptions, 'assumption')] : []),
  ].join(', ')

function statusSpans(entry: Entry, { library }: Reading): Span[] {
  if (entry.status === 'retired') return ['Retired · ']
  if (isKind(entry, 'persona')) return researchSpans(entry, library)
  return entry.status === 'hypothesis' ? ['Draft, not validated yet · '] : []
}

function researchSpans(persona: Entry<'persona'>, library: Library): Span[] {
  if (persona.status === 'hypothesis') return [`Hypothesis, ${saidOfResearch(persona, library)} · `]
  if (persona.status !== 'active' || isValidated(persona, library.evidence)) return []
  return [`No longer validated, ${saidOfResearch(persona, library)} · `]
}

/** "9 of 15 interviews"; what else is missing once there are enough of them. */
export function saidOfResearch(persona: Entry<'persona'>, { evidence }: Library): string {
  const { interviews, quantitative } = researchOf(persona, evidence)
  if (interviews < LEAST_INTERVIEWS) return `${interviews} of ${LEAST_INTERVIEWS} interviews`
  return quantitative === 0 ? `${interviews} interviews, no quantitative source` : `${interviews} interviews`
}

/** Where a part was never verified, the answer is not: how many that are. */
function unverified(entries: Entry[]): Span[] {
  const some = entries.filter(({ verifiedAt }) => !verifiedAt).length
  return [
    some < entries.length ? `${some} of ${entries.length} entries not verified yet` : 'Not verified yet',
  ]
}

function verifiedSpans(entry: Entry, { now, zone }: Reading): Span[] {
  if (!entry.verifiedAt) return ['Not verified yet']
  const due = dueOn(entry, zone)
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const stale = due !== undefined && Temporal.PlainDate.compare(due, today) <= 0
  const ago = daysAgo(entry.verifiedAt, now)
  return stale ? [`Stale: last verified ${ago} (`, dayOf(entry.verifiedAt, zone), ')'] : [`Verified ${ago}`]
}

/** A day, in each reader's own zone; where Slack can't tell, in the team's. */
export function dayOf(instant: Temporal.Instant, zone: string): Span {
  const day = instant.toZonedDateTimeISO(zone).toPlainDate()
  const words = day.toLocaleString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
  return moment(instant, '{date_short}', words)
}

const DAY_MS = 24 * 3_600_000

/** "today", "yesterday", "12 days ago", "5 months ago" */
function daysAgo(then: Temporal.Instant, now: Temporal.Instant): string {
  const days = Math.floor((now.epochMilliseconds - then.epochMilliseconds) / DAY_MS)
  if (days <= 0) return 'today'
  if (days === 1) return 'yesterday'
  if (days < 60) return `${days} days ago`
  if (days < 730) return `${Math.round(days / 30.4)} months ago`
  return `${Math.round(days / 365)} years ago`
}
