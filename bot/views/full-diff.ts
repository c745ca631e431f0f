import { type Block, buttons, listed, say } from '#bot/slack/blocks.ts'
import type { Form } from '#bot/slack/form.ts'
import { clip, LIMITS } from '#bot/slack/limits.ts'
import { bold, bullets, italic, line } from '#bot/slack/text.ts'
import { aboutOf } from '#src/board/about.ts'
import type { AnyClaim, Change } from '#src/board/change.ts'
import type { Comment } from '#src/board/comment-store.ts'
import { claimsById, textOf } from '#src/board/diff.ts'
import type { EarlierText, Part, Proposal, Vote } from '#src/board/proposal.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { KINDS } from '#src/knowledge/kinds.ts'
import { type Library, wordsOfField } from '#src/knowledge/library.ts'
import { FUNCTIONS } from '#src/members/member.ts'
import { forWhom, traitsOf } from './claim-traits.ts'
import { fieldInWords } from './field-words.ts'
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
  /** What it touches beside its own entries: those that point to them, and customers by persona. */
  impact: { touches: Entry[]; tagged: ReadonlyMap<string, number> }
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

function changeInFull(change: Change, part: Part, library: Library): Block[] {
  const field = capital(wordsOfField(change.field))
  if (change.type === 'moved') return [orderInFull(field, change, part, library)]
  if (change.type === 'set') {
    const [was, is] = [change.before, change.after].map((value) => fieldInWords(change.field, value, library))
    if (part.baseVersion === 0) return is === undefined ? [] : inFull(field, is)
    return [
      ...inFull(`${field}, as it is`, was ?? 'none'),
      ...inFull(`${field}, as it would be`, is ?? 'none'),
    ]
  }
  if (part.baseVersion === 0 && change.type === 'added') return claimInFull(field, change.after, library)
  return [
    ...(change.type === 'added' ? [] : claimInFull(`${field}, as it is`, change.before, library)),
    ...(change.type === 'removed'
      ? [say(line(italic('It would be taken out.')))]
      : claimInFull(`${field}, as it would be`, change.after, library)),
  ]
}

/** Claims in their new order, by their first words. */
function orderInFull(
  field: string,
  { after }: Extract<Change, { type: 'moved' }>,
  { kind, slug, changes }: Part,
  library: Library,
): Block {
  const entry = library.entries.get(`${kind}/${slug}`)
  const texts = new Map(
    entry ? [...claimsById(entry.body)].map(([id, { claim }]) => [id, textOf(claim)] as const) : [],
  )
  for (const change of changes)
    if (change.type === 'added' || change.type === 'changed') texts.set(change.after.id, textOf(change.after))
  return say(
    line(bold(`${field}, in this order`)),
    bullets(
      firstFew(after, 20, (id) => [clip(texts.get(id) ?? id, 120)]),
      'ordered',
    ),
  )
}

function claimInFull(heading: string, claim: AnyClaim, library: Library): Block[] {
  const text = forWhom(claim, library) + textOf(claim)
  const traits = traitsOf(claim, undefined, library)
  const sources = firstFew(claim.cites, 20, (slug) => [library.evidence.get(slug)?.title ?? slug])
  const rest = [
    traits.length > 0 ? line(italic(capital(traits.join(', ')))) : undefined,
    ...listed('Evidence', sources),
    sources.length === 0 ? line(italic('No evidence: an assumption.')) : undefined,
  ]
  return text.length <= LIMITS.charactersPerSection
    ? [say(line(bold(heading)), line(text), ...rest)]
    : [...inFull(heading, text), say(...rest)]
}

/** A text of any length, in as many parts as Slack needs. */
function inFull(heading: string, text: string): Block[] {
  const points = [...text]
  const size = LIMITS.charactersPerSection
  const parts = Array.from({ length: Math.ceil(points.length / size) }, (_, index) =>
    points.slice(index * size, (index + 1) * size).join(''),
  )
  return parts.map((part, index) => say(index === 0 ? line(bold(heading)) : undefined, line(part)))
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
