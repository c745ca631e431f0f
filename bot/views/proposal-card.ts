import { type Block, buttons, say } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, italic, line } from '#bot/slack/text.ts'
import { aboutOf } from '#src/board/about.ts'
import type { Impact } from '#src/board/impact.ts'
import type { Part, Proposal, Unconfirmed } from '#src/board/proposal.ts'
import type { Stand } from '#src/board/seats.ts'
import { KINDS, type KindName } from '#src/knowledge/kinds.ts'
import type { Library } from '#src/knowledge/library.ts'
import { againButton, clashLines } from './clashes.ts'
import { shortName } from './names.ts'
import { partLines } from './part-lines.ts'
import { outcomeSpans } from './proposal-outcome.ts'
import { cardButtons, openStatus, statusLines } from './proposal-status.ts'
import { aboutWhat, firstName } from './proposal-text.ts'
import { counted, inWords, pluralOf } from './reading.ts'

/** Everything that a card is made of. */
export type CardFacts = {
  proposal: Proposal
  stand: Stand
  impact: Impact
  /** Whose votes wait for a click, because only the wording has changed. */
  asked: Unconfirmed[]
  library: Library
}

const SHOWN = { changes: 5, entries: 6, most: 400 }

/** A proposal before the board: who wants what and why, who voted how, and as long as it is open the buttons. */
export function proposalCard({ proposal, stand, impact, asked, library }: CardFacts): Block[] {
  const { parts, rationale, outcome } = proposal
  const open = outcome.state === 'open'
  const clashes = clashLines(proposal, library)
  return [
    say(
      open ? openHead(proposal, stand, library) : line(...outcomeSpans(proposal, library)),
      open
        ? undefined
        : line(`${firstName(proposal.proposer.name)} proposed: ${aboutWhat(library, aboutOf(proposal))}`),
    ),
    say(...(clashes.length > 0 ? clashes : partLines(parts, library, { ...SHOWN, why: rationale }))),
    say(
      line(italic('Why: '), clip(rationale, 600)),
      restsLine(proposal, library),
      carriedLine(proposal),
      touchesLine(impact, parts, library),
      ...statusLines(proposal, asked, library),
    ),
    buttons([...againButton(proposal), ...cardButtons(proposal, stand)]),
  ]
}

function openHead(proposal: Proposal, stand: Stand, library: Library) {
  return line(
    bold(`${firstName(proposal.proposer.name)} proposes: ${aboutWhat(library, aboutOf(proposal))}`),
    ' · ',
    ...openStatus(proposal, stand),
  )
}

/** "Rests on: Interviews with 24 operations leads and 2 more" */
function restsLine({ evidence }: Proposal, library: Library) {
  const titles = evidence.map((slug) => clip(library.evidence.get(slug)?.title ?? slug, 80))
  return titles.length === 0 ? undefined : line(italic('Rests on: '), inWords(titles, 3))
}

/** "With 3 pieces of evidence and 2 people" */
function carriedLine({ carried }: Proposal) {
  const people = carried?.people.length ?? 0
  const evidence = carried?.evidence.length ?? 0
  const said = [
    ...(evidence > 0 ? [counted(evidence, 'piece of evidence', 'pieces of evidence')] : []),
    ...(people > 0 ? [counted(people, 'person', 'people')] : []),
  ]
  return said.length === 0 ? undefined : line(italic('With '), inWords(said))
}

/** What people work with comes first. */
const FIRST: KindName[] = ['playbook', 'trigger', 'objection']
const SHOWN_KINDS = 3

/** "Touches: 703 customers, 17 playbooks, 2 triggers, 15 objections and 16 other entries" */
function touchesLine({ touches, tagged }: Impact, parts: Part[], library: Library) {
  const kinds = Map.groupBy(touches, ({ kind }) => kind)
  const there = [...new Set([...FIRST, ...kinds.keys()])].filter((kind) => kinds.has(kind))
  const said = there.slice(0, SHOWN_KINDS).map((kind) => {
    const { called } = KINDS[kind]
    return counted(kinds.get(kind)?.length ?? 0, called, pluralOf(called))
  })
  const others = there.slice(SHOWN_KINDS).reduce((sum, kind) => sum + (kinds.get(kind)?.length ?? 0), 0)
  const all = [
    ...customersIn(tagged, parts, library),
    ...said,
    ...(others > 0 ? [counted(others, 'other entry', 'other entries')] : []),
  ]
  return all.length === 0 ? undefined : line(italic('Touches: '), inWords(all))
}

/** "703 customers", and whose they are where the proposal's own name doesn't say it: "703 customers (Carla)" */
function customersIn(tagged: ReadonlyMap<string, number>, parts: Part[], library: Library): string[] {
  const count = [...tagged.values()].reduce((sum, each) => sum + each, 0)
  if (count === 0) return []
  const own = parts.length === 1 && parts[0]?.kind === 'persona'
  const names = inWords(
    [...tagged.keys()].map((slug) => shortName(library, slug)),
    4,
  )
  return [`${counted(count, 'customer')}${own ? '' : ` (${names})`}`]
}
