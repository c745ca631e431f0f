import { type Block, buttons, listed, say } from '#bot/slack/blocks.ts'
import type { Form } from '#bot/slack/form.ts'
import { bold, bullets, italic, line } from '#bot/slack/text.ts'
import { aboutOf } from '#src/board/about.ts'
import type { Comment } from '#src/board/comment-store.ts'
import type { Impact } from '#src/board/impact.ts'
import type { EarlierText, Part, Proposal, Vote } from '#src/board/proposal.ts'
import { KINDS } from '#src/knowledge/kinds.ts'
import type { Library } from '#src/knowledge/library.ts'
import { FUNCTIONS } from '#src/members/member.ts'
import { changeInFull, claimInFull, inFull } from './change-in-full.ts'
import { functionName, shortName } from './names.ts'
import { pagesOf } from './pages.ts'
import { newLine, partSpans } from './part-lines.ts'
import { aboutWhat } from './proposal-text.ts'
import { capital, counted, firstFew } from './reading.ts'

export type FullDiffFacts = {
  proposal: Proposal
  library: Library
  /** The wording that the reader had voted on, where it is another one. */
  votedOn: EarlierText | undefined
  impact: Impact
  /** What was said in the card's thread. */
  comments: Comment[]
  /** From 0; the nearest that there is. */
  page: number
}

/** Everything about a proposal at full length, in pages: each statement before and after, its evidence, the votes. */
export function fullDiffForm({ proposal, library, votedOn, impact, comments, page }: FullDiffFacts): Form {
  const { id, parts, rationale, proposer, revision } = proposal
  const [first] = parts
  const edited = revision > 1 ? `, changed ${counted(revision - 1, 'time')} since it was proposed` : ''
  const base = parts.length === 1 && first && first.baseVersion > 0 ? ` on version ${first.baseVersion}` : ''
  const changes = parts.map((part) => partInFull(part, parts.length > 1, library))
  const about = [
    ...inFull('Why', rationale),
    ...cameFrom(proposal),
    ...restsOn(proposal, library),
    ...carriedInFull(proposal),
    ...impactInFull(impact, library),
    ...(votedOn ? votedOnInFull(votedOn, rationale, library) : []),
    ...voteBlocks(proposal.votes),
    ...comments.flatMap(({ name, text }, index) => [
      ...(index === 0 ? [say(line(bold('Said in the thread')))] : []),
      ...inFull(name, text),
    ]),
  ]
  const all =
    parts.length > 1
      ? [...overview(parts, library), ...about, ...changes.flat()]
      : [...changes.flat(), ...about]
  const pages = pagesOf(all)
  const shown = Math.min(Math.max(page, 0), pages.length - 1)
  return {
    title: `Proposal #${id}`,
    blocks: [
      say(
        line(bold(capital(aboutWhat(library, aboutOf(proposal))))),
        line(
          `${proposer.name}${base}${edited}`,
          pages.length > 1 ? italic(` · page ${shown + 1} of ${pages.length}`) : '',
        ),
      ),
      ...(pages[shown] ?? []),
      ...turning(id, shown, pages.length),
    ],
  }
}

/** Buttons to the page before and after. */
function turning(proposal: number, page: number, count: number): Block[] {
  if (count < 2) return []
  const to = (text: string, at: number) =>
    at >= 0 && at < count ? [{ text, action: 'full-diff', value: { proposal, page: at } }] : []
  return [
    buttons([
      ...to('Next page', page + 1),
      ...to('Page before', page - 1),
      ...(page > 1 ? to('First page', 0) : []),
    ]),
  ]
}

const PER_BLOCK = 50

function overview(parts: Part[], library: Library): Block[] {
  return Array.from({ length: Math.ceil(parts.length / PER_BLOCK) }, (_, index) => {
    const some = parts.slice(index * PER_BLOCK, (index + 1) * PER_BLOCK)
    return say(bullets(some.map((part) => partSpans(part, library))))
  })
}

function partInFull(part: Part, several: boolean, library: Library): Block[] {
  return [
    ...(several
      ? [{ type: 'divider' as const }, say(line(...partSpans(part, library)), newLine(part, library))]
      : [newLine(part, library)].flatMap((said) => (said ? [say(said)] : []))),
    ...part.changes.flatMap((change) => changeInFull(change, part, library)),
  ]
}

/** What it came from. */
function cameFrom({ origin }: Proposal): Block[] {
  if (!origin) return []
  const words =
    'flag' in origin
      ? 'from a flag, which its decision settles'
      : 'finding' in origin
        ? 'from something unusual in the data'
        : 'proposal' in origin
          ? `from proposal #${origin.proposal}, on today's text`
          : 'question' in origin
            ? 'from a question that was answered'
            : 'from what a customer said'
  return [say(line(italic(`It comes ${words}.`)))]
}

/** What is cited beside the rationale. */
function restsOn({ evidence }: Proposal, library: Library): Block[] {
  const titles = evidence.map((slug) => [library.evidence.get(slug)?.title ?? slug])
  return titles.length === 0 ? [] : [say(...listed('It rests on', titles))]
}

/** Everything that a change of these entries touches. */
function impactInFull({ touches, tagged }: FullDiffFacts['impact'], library: Library): Block[] {
  const customers = [...tagged].map(([slug, count]) => [
    `${shortName(library, slug)}: ${counted(count, 'customer')}`,
  ])
  const byKind = Map.groupBy(touches, ({ kind }) => kind)
  const entries = [...byKind].map(([kind, some]) => [
    `${capital(KINDS[kind].called)}: `,
    some
      .slice(0, PER_BLOCK)
      .map(({ title }) => title)
      .join(', '),
  ])
  const all = [...customers, ...entries]
  return all.length === 0 ? [] : [say(...listed('Touches', all))]
}

/** What an imported folder brings beside its entries. */
function carriedInFull({ carried }: Proposal): Block[] {
  if (!carried) return []
  const people = carried.people.map(({ name, handle, function: team, roles }) => [
    `${name} (${[handle, ...(team ? [functionName(team)] : []), ...roles].join(', ')})`,
  ])
  const evidence = carried.evidence.map(({ slug, said }) => [`${said.title} (${slug})`])
  return [
    ...(people.length > 0
      ? [
          say(
            ...listed(
              'Brings these people',
              firstFew(people, PER_BLOCK, (each) => each),
            ),
          ),
        ]
      : []),
    ...(evidence.length > 0
      ? [
          say(
            ...listed(
              'Brings this evidence',
              firstFew(evidence, PER_BLOCK, (each) => each),
            ),
          ),
        ]
      : []),
  ]
}

function votedOnInFull(votedOn: EarlierText, rationale: string, library: Library): Block[] {
  const heading = 'What you had voted on'
  const changes = votedOn.parts.flatMap((part) => part.changes)
  return [
    ...changes.flatMap((change) =>
      change.type === 'added' || change.type === 'changed' ? claimInFull(heading, change.after, library) : [],
    ),
    ...(votedOn.rationale === rationale ? [] : inFull('Why, as it was then', votedOn.rationale)),
  ]
}

const voteBlocks = (votes: Vote[]): Block[] =>
  votes.length === 0
    ? []
    : [
        say(
          ...listed(
            'Votes',
            votes
              .toSorted(byFunction)
              .map((vote) => [
                `${functionName(vote.function ?? '')}, ${whoVoted(vote)}: ${saidOf(vote)}`,
                vote.reason === undefined ? '' : `: ${vote.reason}`,
              ]),
          ),
        ),
      ]

const byFunction = (a: Vote, b: Vote): number => placeOf(a) - placeOf(b)
const placeOf = ({ function: team }: Vote): number =>
  team === undefined ? FUNCTIONS.length : FUNCTIONS.indexOf(team)

const whoVoted = ({ name, castBy }: Vote): string => (castBy ? `${castBy.name} for ${name}` : name)

const SAID = { approve: 'approves', reject: 'rejects', abstain: 'abstains', block: 'blocks' }
const saidOf = ({ choice, answer }: Vote): string => (answer ? `${SAID[choice]} (${answer})` : SAID[choice])
