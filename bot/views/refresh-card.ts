import { type Block, type ButtonSpec, buttons, say } from '#bot/slack/blocks.ts'
import { LIMITS } from '#bot/slack/limits.ts'
import { type Message, message } from '#bot/slack/message.ts'
import { bold, bullets, line, moment, type Span } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { CheckItem, Checklist, Ticked } from '#src/refresh/checklist.ts'
import { dayName, periodName } from '#src/runs/period.ts'
import { personName, shortName } from './names.ts'
import { counted, firstFew } from './reading.ts'
import { latenessLines, type Telling } from './telling.ts'

type Shown = Pick<Telling, 'run' | 'lateness' | 'missed' | 'scheduledAt' | 'library' | 'zone'> & {
  period: { id: string }
}

/** The checklist as it stands: what is open and whose it is, what is ticked and by whom. */
export function refreshCard({ items, ticks }: Checklist, shown: Shown): Message {
  const open = items.filter(({ id }) => !ticks.some(({ item }) => item === id))
  const heading = `Persona refresh, ${periodName(shown.period.id)}: ${open.length === 0 ? `all ${items.length} checks are done.` : `${open.length} of ${counted(items.length, 'check')} open.`}`
  const lines = firstFew(items, 30, (item) => itemSpans(item, ticks, shown))
  const specs = open.slice(0, LIMITS.elementsPerActions).map((item) => tickButton(item, shown))
  const blocks: Block[] = [...latenessLines(shown), say(line(bold(heading)), bullets(lines))]
  return message(specs.length === 0 ? blocks : [...blocks, buttons(specs)])
}

function itemSpans(item: CheckItem, ticks: Ticked[], { library, zone }: Shown): Span[] {
  const ticked = ticks.find((tick) => tick.item === item.id)
  const [what, detail] = wordsOf(item, library)
  if (ticked) {
    const at = Temporal.Instant.from(ticked.at)
    const day = dayName(at.toZonedDateTimeISO(zone).toPlainDate())
    const by = personName(library, ticked.by) ?? ticked.by
    return ['✓ ', bold(what), ` by ${by}, `, moment(at, '{date_short}', day)]
  }
  const owner = personName(library, item.owner)
  return [bold(what), `: ${detail}${owner ? ` — ${owner}` : ' — nobody owns it yet'}`]
}

/** What an item is called, and what is to be looked at. */
function wordsOf({ about, persona }: CheckItem, library: Library): [string, string] {
  switch (about) {
    case 'persona':
      return [
        shortName(library, persona ?? ''),
        'size and overlap of the segment, the story, objections, channels',
      ]
    case 'negative':
      return ['Whom we turn away', 'are they still the right ones, and do we?']
    case 'playbooks':
      return ['Playbooks', 'does each still help, and is any missing?']
    case 'untagged':
      return ['Customers without a persona', 'who are they, and is one missing?']
  }
}

const tickButton = (item: CheckItem, { run, library }: Shown): ButtonSpec => ({
  text: `✓ ${wordsOf(item, library)[0]}`,
  action: 'tick',
  value: { run, item: item.id },
})

export const onlyOwnerTicks = (owner: string): Block[] => [
  say(line(`${owner} ticks this one. If you know something about it, tell them in the thread.`)),
]
