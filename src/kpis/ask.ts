import { answerableFor, firstWith } from '#src/freshness/answerable.ts'
import type { Library } from '#src/knowledge/library.ts'
import { allows } from '#src/members/authority.ts'
import type { KnownMember } from '#src/members/member.ts'
import { JUDGED_KPIS, type JudgedKpi, type Review, type ReviewNote } from './review.ts'
import { isAsking } from './standing.ts'

/** A KPI that needs a word before its review closes: outside its range for the second month or longer. */
export type Ask = { persona: string; kpi: JudgedKpi; run: number }

/** The longest runs first. */
export const asksOf = ({ personas }: Review): Ask[] =>
  personas
    .flatMap(({ persona, standings }) =>
      JUDGED_KPIS.flatMap((kpi) => {
        const its = standings[kpi]
        return its?.state === 'breached' && isAsking(its) ? [{ persona, kpi, run: its.run }] : []
      }),
    )
    .toSorted((a, b) => b.run - a.run)

/** The newest word on it. */
export const noteOn = (ask: Pick<Ask, 'persona' | 'kpi'>, notes: ReviewNote[]): ReviewNote | undefined =>
  notes
    .filter(({ persona, kpi }) => persona === ask.persona && kpi === ask.kpi)
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .at(-1)

/** A review closes so long after its day. */
const OPEN_DAYS = 10

export const closesOn = (scheduledAt: Temporal.ZonedDateTime): Temporal.PlainDate =>
  scheduledAt.toPlainDate().add({ days: OPEN_DAYS })

/** Who is expected to say something: the owner of the persona, else of the KPIs. */
export function answersFor({ persona }: Pick<Ask, 'persona'>, library: Library): KnownMember | undefined {
  const entry = library.entries.get(`persona/${persona}`)
  const owner = entry && answerableFor(entry, library.members).owner
  return owner ?? firstWith('kpi-owner', library.members)
}

/** Whoever decides on personas or answers for their numbers may say something to them. */
export const mayNote = (member: KnownMember | undefined): boolean => allows(member, 'note-number')
