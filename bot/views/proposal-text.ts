import { moment, type Span } from '#bot/slack/text.ts'
import type { About } from '#src/board/about.ts'
import type { PartCounts } from '#src/board/parts.ts'
import { isKindName, KINDS } from '#src/knowledge/kinds.ts'
import { type Library, wordsOfField } from '#src/knowledge/library.ts'
import { shortName } from './names.ts'
import { counted, inWords } from './reading.ts'

type Named = Pick<About, 'kind' | 'slug' | 'title'>

/** "Carla" of a persona, the title of anything else. */
export const entryName = (library: Library, { kind, slug, title }: Named): string =>
  kind === 'persona' && library.entries.has(`persona/${slug}`) ? shortName(library, slug) : title

/** "Carla, decision logic"; "the new playbook Rescue"; "retiring Finn"; "12 entries: 3 new, 8 changed, 1 retired" */
export function aboutWhat(library: Library, about: About): string {
  const { counts, kind } = about
  const name = entryName(library, about)
  if (!counts) return `${name}, ${inWords(about.fields.map(wordsOfField))}`
  if (counts.new + counts.changed + counts.retired > 1) return countsInWords(counts)
  if (counts.new === 1) return `the new ${isKindName(kind) ? KINDS[kind].called : 'entry'} ${about.title}`
  if (counts.retired === 1) return `retiring ${name}`
  return `${name}, ${inWords(about.fields.map(wordsOfField))}`
}

/** "12 entries: 3 new, 8 changed, 1 retired" */
function countsInWords(counts: PartCounts): string {
  const all = counts.new + counts.changed + counts.retired
  const said = Object.entries(counts).flatMap(([what, count]) => (count > 0 ? [`${count} ${what}`] : []))
  return `${counted(all, 'entry', 'entries')}: ${said.join(', ')}`
}

export const firstName = (name: string): string => name.split(' ')[0] ?? name

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
