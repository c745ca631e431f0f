import { z } from 'zod'
import { type Block, say } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bullets, line } from '#bot/slack/text.ts'
import { claimsOf } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { claims } from './claims.ts'
import { objectionCard } from './objection.ts'
import { personaCard } from './persona-card.ts'
import { personaProfile } from './persona-profile.ts'
import { playbookCard } from './playbook.ts'
import { firstFew, type Reading } from './reading.ts'
import { termCard } from './term.ts'

/** What an answer shows, as data: it is kept with the versions that it came from, so that it can be shown again. */
export const shown = z.discriminatedUnion('view', [
  z.object({ view: z.literal('persona'), slug: z.string() }),
  z.object({ view: z.literal('profile'), slug: z.string() }),
  z.object({ view: z.literal('objection'), slug: z.string(), persona: z.string().optional() }),
  z.object({ view: z.literal('playbook'), slug: z.string(), whole: z.boolean().optional() }),
  z.object({ view: z.literal('vocabulary'), slug: z.string() }),
  z.object({
    view: z.literal('claims'),
    kind: z.enum(['persona', 'playbook', 'objection', 'vocabulary']),
    slug: z.string(),
    ids: z.array(z.string()),
  }),
])

export type Shown = z.output<typeof shown>

/** The entry that an answer is about. */
export function entryOf(what: Shown, { library }: Pick<Reading, 'library'>): Entry | undefined {
  if (what.view === 'claims') return findEntry(library, what.kind, what.slug)
  return findEntry(library, what.view === 'profile' ? 'persona' : what.view, what.slug)
}

/** Renders an answer for who reads it; undefined where nothing of it may be shown to them. */
export function show(what: Shown, reading: Reading): Block[] | undefined {
  const entry = entryOf(what, reading)
  if (!entry) return undefined
  return reading.audience === 'customer' ? customerLines(entry, what) : showInside(what, reading)
}

function showInside(what: Shown, reading: Reading): Block[] | undefined {
  const { library } = reading
  switch (what.view) {
    case 'persona':
      return shownAs(findEntry(library, 'persona', what.slug), (entry) => personaCard(entry, reading))
    case 'profile':
      return shownAs(findEntry(library, 'persona', what.slug), (entry) => personaProfile(entry, reading))
    case 'objection':
      return shownAs(findEntry(library, 'objection', what.slug), (entry) =>
        objectionCard(entry, what.persona, reading),
      )
    case 'playbook':
      return shownAs(findEntry(library, 'playbook', what.slug), (entry) =>
        playbookCard(entry, what.whole ?? false, reading),
      )
    case 'vocabulary':
      return shownAs(findEntry(library, 'vocabulary', what.slug), (entry) => termCard(entry, reading))
    case 'claims':
      return shownAs(findEntry(library, what.kind, what.slug), (entry) => claims(entry, what.ids, reading))
  }
}

const shownAs = <E>(entry: E | undefined, view: (entry: E) => Block[]): Block[] | undefined =>
  entry ? view(entry) : undefined

/** Only the lines that are marked for customers, and nothing of what the company thinks about them. */
function customerLines(entry: Entry, what: Shown): Block[] | undefined {
  const lines = claimsOf(entry.body)
    .filter(({ audience }) => audience === 'customer')
    .filter(({ id }) => what.view !== 'claims' || what.ids.includes(id))
    .filter(
      ({ persona }) => what.view !== 'objection' || !persona || !what.persona || persona === what.persona,
    )
  if (lines.length === 0) return undefined
  return [
    say(
      lines.length === 1
        ? line(lines[0]?.text ?? '')
        : bullets(firstFew(lines, 8, ({ text }) => [clip(text, 1000)])),
    ),
  ]
}
