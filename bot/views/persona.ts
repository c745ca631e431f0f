import { z } from 'zod'
import { type Block, say } from '#bot/slack/blocks.ts'
import { bold, italic, line } from '#bot/slack/text.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { dayName } from '#src/runs/period.ts'
import { shortName } from './names.ts'
import { personaCard } from './persona-card.ts'
import type { Reading } from './reading.ts'
import { view } from './view.ts'

/** A persona's card; `formerly` is the old name by which somebody asked for it. */
export const personaView = view({
  name: 'persona',
  about: z.object({ slug: z.string(), formerly: z.string().optional() }),
  material: ({ slug }, library) => findEntry(library, 'persona', slug),
  entries: (persona) => [persona],
  blocks: (persona, reading, { formerly }) => [
    ...standing(persona, formerly, reading),
    ...personaCard(persona, reading),
  ],
})

/** What whoever asks has to know before they read the card: that it is retired, and who took its place. */
function standing(
  { status, since, body: { successor } }: Entry<'persona'>,
  formerly: string | undefined,
  { library, zone }: Reading,
): Block[] {
  const day = dayName(since.toZonedDateTimeISO(zone).toPlainDate())
  const next =
    successor === undefined ? 'Nobody took its place.' : `${shortName(library, successor)} took its place.`
  const retired = status === 'retired' ? line(bold(`Retired on ${day}. ${next}`)) : undefined
  const renamed = formerly === undefined ? undefined : line(italic(`Formerly ${formerly}`))
  return retired || renamed ? [say(retired, renamed)] : []
}
