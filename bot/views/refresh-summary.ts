import { type Block, say, small } from '#bot/slack/blocks.ts'
import { bold, line } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import { type CheckItem, type Checklist, openItems } from '#src/refresh/checklist.ts'
import { periodName } from '#src/runs/period.ts'
import { personName, shortName } from './names.ts'
import { points, roughly } from './numbers.ts'
import { firstName } from './proposal-text.ts'
import { counted, inWords } from './reading.ts'
import { partOf } from './refresh-words.ts'
import { type Listing, latenessLines } from './telling.ts'

/** What a refresh is told with. */
export type Shown = Omit<Listing, 'scope'> & { period: { id: string } }

/** How far the refresh is, who has what open, and where to look first. */
export function refreshSummary(list: Checklist, shown: Shown): Block[] {
  const { items } = list
  const open = openItems(list)
  const carried = open.filter(({ since }) => since !== undefined).length
  const left = open.length === 0 ? '.' : `; ${openWords(open, shown.library)} open.`
  return [
    ...latenessLines(shown),
    say(
      line(
        bold(
          `Persona refresh, ${periodName(shown.period.id)}: ${items.length - open.length} of ${items.length} done${left}`,
        ),
      ),
      ...driftLines(items, shown.library).map((words) => line(words)),
      ...unusualLines(items, shown.library).map((words) => line(words)),
      carried > 0
        ? line(`${counted(carried, 'check was', 'checks were')} left open in the half-year before.`)
        : undefined,
    ),
    small('A part per persona is in the thread: its owner says whether something has changed.'),
  ]
}

const MOST_NAMES = 5

/** "Mina 3, Jonas 2" */
function openWords(open: CheckItem[], library: Library): string {
  const counts = [...Map.groupBy(open, ({ owner }) => owner)].map(([owner, some]) => ({
    name: firstName(personName(library, owner) ?? 'nobody'),
    n: some.length,
  }))
  const said = counts.toSorted((a, b) => b.n - a.n).map(({ name, n }) => `${name} ${n}`)
  const more = said.length - MOST_NAMES
  return more > 0 ? `${said.slice(0, MOST_NAMES).join(', ')} and ${counted(more, 'other')}` : said.join(', ')
}

const MOST_DRIFTS = 3

/** Who grew or shrank most as a share of all customers, and how many have no persona. */
function driftLines(items: CheckItem[], library: Library): string[] {
  const drifts = items.flatMap(({ persona, evidence }) => {
    if (evidence.about !== 'segment' || !evidence.now || !evidence.earlier || persona === undefined) return []
    const [now, earlier] = [partOf(evidence.now), partOf(evidence.earlier)]
    return [{ name: shortName(library, persona), now, earlier, by: Math.abs(now - earlier) }]
  })
  const moved = drifts.filter(({ by }) => by >= 0.0005).toSorted((a, b) => b.by - a.by)
  const said = moved
    .slice(0, MOST_DRIFTS)
    .map(({ name, now, earlier }) => `${name} ${roughly(now)} of customers (${points(now, earlier)})`)
  const untagged = items.map(({ evidence }) => evidence).find(({ about }) => about === 'untagged')
  const share = untagged?.about === 'untagged' ? untagged.now : undefined
  return [
    ...(said.length > 0 ? [`Moved most in half a year: ${inWords(said)}.`] : []),
    ...(share ? [`Without a persona: ${roughly(partOf(share))} of customers.`] : []),
  ]
}

/** Of whom the signal monitor found something that is still so. */
function unusualLines(items: CheckItem[], library: Library): string[] {
  const found = items.filter(({ findings }) => findings.length > 0)
  const names = [...new Set(found.flatMap(({ persona }) => persona ?? []))].map((slug) =>
    shortName(library, slug),
  )
  const count = found.reduce((sum, { findings }) => sum + findings.length, 0)
  return count === 0 ? [] : [`⚠ Unusual: ${inWords(names)}, ${counted(count, 'finding')}. Look there first.`]
}
