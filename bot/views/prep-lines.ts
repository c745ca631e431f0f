import { clip } from '#bot/slack/limits.ts'
import { bold, italic, joined, line, link } from '#bot/slack/text.ts'
import type { PlacedClaim } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { objectionIn } from '#src/preparation/choose.ts'
import type { AccountFacts } from '#src/preparation/facts.ts'
import { dayName } from '#src/runs/period.ts'
import { happeningWords } from './happening.ts'
import { shortName } from './names.ts'
import { money } from './numbers.ts'
import { claimSpans, counted, firstFew, lineSpans, quoted, type Reading, spokenSpans } from './reading.ts'

/** How many of each are said, and how long. */
export type Room = { people: number; lately: number; most: number }

type Placed = { entry: Entry; claim: PlacedClaim }
export type Material = {
  personas: Entry<'persona'>[]
  questions: Placed[]
  theirs: Placed[]
  objection: ReturnType<typeof objectionIn>
  send: Placed[]
}

export type Card = Material & {
  about: { stage: string }
  facts: AccountFacts
  currency: string
  room: Room
}

/** "renewal in 63 days, €48,120 ARR" */
export function standing({ about, facts, currency }: Card, { now, zone }: Reading): string {
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const days = facts.renewsOn && today.until(facts.renewsOn).days
  const renewal = days !== undefined && days >= 0 ? `renewal in ${counted(days, 'day')}` : undefined
  const at = about.stage === 'renewal' && renewal ? [] : [about.stage]
  const arr = facts.arr === undefined || facts.arr === 0 ? undefined : `${money(facts.arr, currency)} ARR`
  const left = facts.endedOn && Temporal.PlainDate.compare(facts.endedOn, today) <= 0
  if (facts.endedOn && left) return [about.stage, `left on ${dayName(facts.endedOn)}`].join(', ')
  return [...at, ...(renewal ? [renewal] : []), ...(arr ? [arr] : [])].join(', ')
}

export function happened({ lately }: AccountFacts, room: Room, reading: Reading) {
  if (lately.length === 0) return [line(bold('Lately: '), 'nothing in the last 30 days.')]
  const said = firstFew(lately, room.lately, (each) => happeningWords(each, reading))
  return [line(bold('Lately: '), ...joined(said, '; '), '.')]
}

export const asking = ({ questions, theirs, room }: Card) => [
  ...spoken('Ask: ', questions, room),
  ...spoken('They may ask: ', theirs, room),
]

/** Questions are said to a customer: what may be is marked only where not all of them may. */
function spoken(heading: string, placed: Placed[], { most }: Room) {
  if (placed.length === 0) return []
  const all = placed.every(({ claim }) => claim.audience === 'customer')
  const said = placed.map(({ claim }) => spokenSpans(all ? { ...claim, audience: 'internal' } : claim, most))
  return [line(bold(heading), ...joined(said, ' · '), all ? italic(' (all customer-facing)') : '')]
}

export function expecting(
  { objection, room, about }: Card & { about: { objection?: { persona: string } | undefined } },
  library: Library,
) {
  const persona = about.objection?.persona
  if (!objection || persona === undefined) return []
  const { entry, cause, claims } = objection
  const answer = claims.find(({ field }) => field === 'say')
  return [
    line(
      bold('Expect '),
      `${quoted(entry.title)} from ${shortName(library, persona)}`,
      ...(cause ? [': ', ...claimSpans(cause, room.most)] : []),
      ...(answer ? [bold('\nThen: '), ...lineSpans(answer, room.most)] : []),
    ),
  ]
}

export function sending({ send }: Card) {
  const links = send.flatMap(({ claim: { asset } }) =>
    asset ? [[link(asset.url, clip(asset.title, 90))]] : [],
  )
  return links.length === 0 ? [] : [line(bold('Send: '), ...joined(links, ' · '))]
}
