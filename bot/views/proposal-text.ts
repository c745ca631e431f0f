import { clip } from '#bot/slack/limits.ts'
import { italic, joined, line, moment, type Span } from '#bot/slack/text.ts'
import { textOf } from '#src/board/diff.ts'
import type { AnyClaim, Change, Proposal } from '#src/board/proposal.ts'
import { type Library, wordsOfField } from '#src/knowledge/library.ts'
import { shortName } from './names.ts'
import { claimSpans, inWords } from './reading.ts'

const SHOWN_SOURCES = 3

/** "Carla" of a persona, the title of anything else. */
export const entryName = (library: Library, { kind, slug, title }: Proposal['entry']): string =>
  kind === 'persona' ? shortName(library, slug) : title

/** "Carla, decision logic" */
export function aboutWhat(library: Library, { entry, changes }: Pick<Proposal, 'entry' | 'changes'>): string {
  const fields = [...new Set(changes.map(({ field }) => wordsOfField(field)))]
  return `${entryName(library, entry)}, ${inWords(fields)}`
}

export const firstName = (name: string): string => name.split(' ')[0] ?? name

/** What it said and what it would say, cut to what one reads on a phone. */
export function changeLines(change: Change, library: Library, most = 400) {
  const said = (sign: string, claim: AnyClaim) =>
    line(sign, forWhom(claim, library), ...claimSpans({ text: textOf(claim), cites: claim.cites }, most))
  return [
    change.type === 'added' ? undefined : said('− ', change.before),
    change.type === 'removed' ? undefined : said('+ ', change.after),
    evidenceLine(change, library),
  ]
}

/** The one persona that a statement is about, where its entry is about several. */
export const forWhom = ({ persona }: AnyClaim, library: Library): string =>
  typeof persona === 'string' ? `${shortName(library, persona)}: ` : ''

/** What it would rest on that it did not rest on before, and the other way round. */
function evidenceLine(change: Change, library: Library) {
  const before = change.type === 'added' ? [] : change.before.cites
  const after = change.type === 'removed' ? [] : change.after.cites
  const title = (slug: string) => clip(library.evidence.get(slug)?.title ?? slug, 80)
  const spans: Span[][] = [
    ...after.filter((slug) => !before.includes(slug)).map((slug) => [`+ ${title(slug)}`]),
    ...before.filter((slug) => !after.includes(slug)).map((slug) => [`− ${title(slug)}`]),
  ]
  if (spans.length === 0 || change.type === 'removed') return undefined
  const more = spans.length - SHOWN_SOURCES
  const rest = more > 0 ? [[italic(`… and ${more} more`)]] : []
  return line(italic('Evidence: '), ...joined([...spans.slice(0, SHOWN_SOURCES), ...rest], ', '))
}

/** A day in each reader's own zone; where Slack can't tell, "Fri 27 Nov" in UTC. */
export function day(instant: Temporal.Instant): Span {
  const words = instant.toLocaleString('en-GB', {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  })
  return moment(instant, '{date_short}', words.replace(',', ''))
}
