import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, line, type Span } from '#bot/slack/text.ts'
import type { KnownEvidence } from '#src/evidence/evidence.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { dayOf } from './freshness.ts'
import { keyInWords, personName } from './names.ts'
import { plainNumber } from './numbers.ts'
import { firstFew, quoted, type Reading } from './reading.ts'
import type { Drawn } from './view.ts'

/** So many entries are said in full; an answer that rests on more says how many. */
const ENTRIES = 6

/** How many of each are said: on one screen of a phone, or as far as one message holds them. */
const SHORT = { sources: 4, resting: 0, assumed: 2, quotes: 1 }
const WHOLE = { sources: 12, resting: 12, assumed: 6, quotes: 3 }

/** Says who, based on what, since when; `whole`: for every sentence of an answer. What most rests on comes first. */
export function why(
  { entries, claims }: Pick<Drawn, 'entries' | 'claims'>,
  reading: Reading,
  whole = false,
): Block[] {
  const most = whole ? WHOLE : SHORT
  const times = Map.groupBy(
    claims.flatMap(({ cites }) => cites),
    (slug) => slug,
  )
  const slugs = [...times].toSorted(([, a], [, b]) => b.length - a.length).map(([slug]) => slug)
  const numberOf = new Map(slugs.map((slug, index) => [slug, index + 1]))
  const sources = slugs.flatMap((slug) => reading.library.evidence.get(slug) ?? [])
  const [resting, assumed] = [
    claims.filter(({ cites }) => cites.length > 0),
    claims.filter(({ cites }) => cites.length === 0),
  ]
  return [
    say(...headLines(entries, reading)),
    say(
      ...listed(
        'Sources',
        firstFew(sources, most.sources, (source) => sourceSpans(source, numberOf.get(source.slug) ?? 0)),
      ),
    ),
    say(
      ...listed(
        'What rests on them',
        firstFew(most.resting === 0 ? [] : resting, most.resting, ({ text, cites }) => [
          clip(text, 160),
          ` [${cites.map((slug) => numberOf.get(slug)).join(', ')}]`,
        ]),
      ),
    ),
    say(
      ...listed(
        'Assumptions, which nothing supports yet',
        firstFew(assumed, most.assumed, ({ text }) => [clip(text, 160)]),
      ),
    ),
    ...quotesOf(sources, most.quotes),
  ].filter(({ elements }) => elements.length > 0)
}

/** Whether there is more to say than one screen holds. */
export const hasMoreReasons = ({ claims }: Pick<Drawn, 'claims'>): boolean =>
  claims.some(({ cites }) => cites.length > 0) ||
  claims.filter(({ cites }) => cites.length === 0).length > SHORT.assumed

function headLines(entries: Entry[], reading: Reading) {
  const spans = (entry: Entry): Span[] => [', ', ...versionSpans(entry, reading)]
  const [only, ...others] = entries
  if (only === undefined) return []
  if (others.length === 0) return [line(bold(`Why? ${only.title}`), ...spans(only))]
  return listed(
    'Why? It comes from',
    firstFew(entries, ENTRIES, (entry) => [bold(entry.title), ...spans(entry)]),
  )
}

function versionSpans(entry: Entry, { library, zone }: Reading): Span[] {
  const owner = personName(library, entry.owner)
  const verifier = personName(library, entry.verifier ?? entry.owner)
  return [
    `version ${entry.version}, since `,
    dayOf(entry.since, zone),
    '. ',
    owner ? `${owner} owns it. ` : 'Nobody owns it yet. ',
    ...(entry.verifiedAt
      ? [verifier ? `${verifier} last verified it ` : 'Last verified ', dayOf(entry.verifiedAt, zone), '.']
      : ['It was not verified yet.']),
  ]
}

function sourceSpans({ title, method, n, date }: KnownEvidence, number: number): Span[] {
  const day = Temporal.PlainDate.from(date).toLocaleString('en', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })
  return [
    `[${number}] `,
    bold(clip(title, 120)),
    ` · ${keyInWords(method)}${n === undefined ? '' : `, n ${plainNumber(n)}`} · ${day}`,
  ]
}

/** One sentence of the people themselves, from each of the first sources that have any. */
function quotesOf(sources: KnownEvidence[], most: number) {
  const spoken = sources.flatMap(({ quotes }) => quotes.slice(0, 1)).slice(0, most)
  return spoken.length === 0
    ? []
    : [
        say(
          ...listed(
            'In their words',
            spoken.map(({ text, group }) => [
              quoted(clip(text, 240)),
              group ? ` (${keyInWords(group)})` : '',
            ]),
          ),
        ),
      ]
}
