import { clip } from '#bot/slack/limits.ts'
import type { Span } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { Happening } from '#src/preparation/facts.ts'
import { dayOf } from './freshness.ts'
import { counted, quoted, type Reading } from './reading.ts'

/** What happened at an account, how often and when last: "3 escalations, the last on 20 Nov (billing)". */
export function happeningWords(happening: Happening, { library, zone }: Reading): Span[] {
  const { count, at, said } = happening
  const day = dayOf(at, zone)
  const reason = said === undefined ? '' : ` (${clip(said, 80)})`
  switch (happening.what) {
    case 'alert':
      return [`${titleOf('trigger', happening.name, library)}, since `, day]
    case 'signal':
      return [titleOf('signal', happening.name, library), ...times(count, day)]
    case 'tickets':
      return [counted(count, 'ticket'), ...lastOn(count, day), reason]
    case 'escalations':
      return [counted(count, 'escalation'), ...lastOn(count, day), reason]
    case 'survey':
      return [
        `${happening.name.toUpperCase()} ${happening.score ?? ''}`.trim(),
        ' on ',
        day,
        said ? ` ${quoted(clip(said, 80))}` : '',
      ]
    case 'deal':
      return [`a deal ${happening.name} on `, day, reason]
  }
}

/** As its entry calls it, else as its sender does. */
const titleOf = (kind: 'signal' | 'trigger', name: string, library: Library): string =>
  clip((library.entries.get(`${kind}/${name}`)?.title ?? name).toLowerCase(), 60)

const times = (count: number, day: Span): Span[] =>
  count === 1 ? [' on ', day] : [` ${count} times, last on `, day]

const lastOn = (count: number, day: Span): Span[] => (count === 1 ? [' on ', day] : [', the last on ', day])
