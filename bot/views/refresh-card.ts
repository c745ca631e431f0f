import { type Block, type ButtonSpec, buttons, say, small } from '#bot/slack/blocks.ts'
import { type Message, message } from '#bot/slack/message.ts'
import { bold, italic, line } from '#bot/slack/text.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { type CheckItem, type Checklist, isDone, type Ticked, tickOf } from '#src/refresh/checklist.ts'
import { dayName, periodName } from '#src/runs/period.ts'
import { findingWords } from './finding.ts'
import { personName, shortName } from './names.ts'
import { capital, counted } from './reading.ts'
import { refreshSummary, type Shown } from './refresh-summary.ts'
import { evidenceLine, itemName } from './refresh-words.ts'
import type { Post } from './telling.ts'

/** How far the refresh is in the channel; a part per persona with its buttons in the thread. */
export function personaRefresh(list: Checklist, shown: Shown): Post[] {
  const parts = Map.groupBy(list.items, ({ persona }) => persona)
  return [
    { message: message(refreshSummary(list, shown)) },
    ...[...parts].map(([persona, items]) => ({
      name: persona === undefined ? 'everybody' : `persona/${persona}`,
      inThread: true,
      message: part(persona, items, list.ticks, shown),
    })),
  ]
}

/** What is to be checked of one persona, as it stands. */
function part(persona: string | undefined, items: CheckItem[], ticks: Ticked[], shown: Shown): Message {
  const open = items.filter((item) => !isDone(item, ticks))
  const name = persona === undefined ? 'Not of one persona' : shortName(shown.library, persona)
  const owner = personName(shown.library, open[0]?.owner)
  const whose = owner === undefined ? '' : `, ${owner}`
  const heading =
    open.length === 0
      ? `${name}: ${items.length === 1 ? 'checked' : `all ${items.length} checked`}.`
      : `${name}: ${open.length < items.length ? `${open.length} of ` : ''}${counted(items.length, 'check')} open${whose}.`
  return message([say(line(bold(heading))), ...items.flatMap((item) => itemBlocks(item, ticks, shown))])
}

function itemBlocks(item: CheckItem, ticks: Ticked[], { run, library, zone }: Shown): Block[] {
  const name = itemName(item)
  const tick = tickOf(item, ticks)
  if (tick && tick.said !== 'changing')
    return [say(line('✓ ', bold(name), `: ${tickWords(tick, library, zone)}`))]
  const since = item.since === undefined ? [] : [italic(` (open since ${periodName(item.since)})`)]
  const begun = tick ? [italic(` ${tickWords(tick, library, zone)}`)] : []
  return [
    say(line(bold(name), ...since, ': ', ...lookedAt(item, library, zone), ...begun)),
    buttons(tickButtons(item, run)),
  ]
}

/** What was found of it before what the data say, and what was decided about it after. */
function lookedAt({ findings, evidence, decided }: CheckItem, library: Library, zone: string): string[] {
  const said = evidenceLine(evidence, library, zone)
  const found = findings.map((facts) => `⚠ ${findingWords(facts, library)[0]} `)
  return [
    ...found,
    found.length > 0 ? capital(said) : said,
    ...decided.slice(0, MOST_DECIDED).map(holdsWords),
  ]
}

const MOST_DECIDED = 3

const holdsWords = ({ title, since }: CheckItem['decided'][number]): string =>
  ` Decided for ${dayName(Temporal.PlainDate.from(since))}: ${title}. Does that still hold?`

function tickWords({ by, at, said, proposal }: Ticked, library: Library, zone: string): string {
  const who = personName(library, by) ?? by
  const day = dayName(Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate())
  if (said === 'changing') return `${who} began a change on ${day}, not proposed yet.`
  return said === 'changed'
    ? `proposal #${proposal}, begun by ${who} on ${day}`
    : `nothing changed, ${who}, ${day}`
}

function tickButtons({ id, entries }: CheckItem, run: string): ButtonSpec[] {
  const value = { run, item: id }
  if (entries.length === 0) return [{ text: 'Checked', action: 'tick', value }]
  return [
    { text: 'Nothing changed', action: 'tick', value },
    { text: 'Something changed …', action: 'tick-change', value },
  ]
}

export const onlyOwnerTicks = (owner: string | undefined): Block[] => [
  say(
    line(
      owner === undefined
        ? 'Nobody owns this one yet, so an admin ticks it. If you know something about it, say so in the thread.'
        : `${owner} ticks this one. If you know something about it, tell them in the thread.`,
    ),
  ),
]

export const tickedBefore = (tick: Ticked, library: Library, zone: string): Block[] => [
  say(line(`This is checked already: ${tickWords(tick, library, zone)}.`)),
]

const MOST_CHOICES = 10

/** Where a change may go to one of several entries. */
export const whichChanged = (entries: Entry[]): Block[] => [
  say(line(bold('Which of them has changed?'))),
  buttons(
    entries.slice(0, MOST_CHOICES).map((entry) => ({
      text: entry.title,
      action: 'propose',
      value: { kind: entry.kind, slug: entry.slug, version: entry.version },
    })),
  ),
  ...(entries.length > MOST_CHOICES
    ? [
        small(
          `… and ${entries.length - MOST_CHOICES} more: open one with /persona playbook, and propose there.`,
        ),
      ]
    : []),
]
