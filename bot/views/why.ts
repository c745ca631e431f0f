import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, line, type Span } from '#bot/slack/text.ts'
import type { KnownEvidence } from '#src/evidence/evidence.ts'
import { claimsOf } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { dayOf } from './freshness.ts'
import { personName } from './names.ts'
import { counted, firstFew, quoted, type Reading } from './reading.ts'
import type { Shown } from './shown.ts'

/** Says who, based on what, since when: for every sentence of an answer. */
export function why(entry: Entry, what: Shown, reading: Reading): Block[] {
  const claims = claimsOf(entry.body).filter(({ id }) => what.view !== 'claims' || what.ids.includes(id))
  const slugs = [...new Set(claims.flatMap(({ cites }) => cites))]
  const numberOf = new Map(slugs.map((slug, index) => [slug, index + 1]))
  const sources = slugs.flatMap((slug) => reading.library.evidence.get(slug) ?? [])
  const [resting, assumed] = [
    claims.filter(({ cites }) => cites.length > 0),
    claims.filter(({ cites }) => cites.length === 0),
  ]
  return [
    say(line(bold(`Why? ${entry.title}`), ', ', ...versionSpans(entry, reading))),
    say(
      ...listed(
        'Sources',
        firstFew(sources, 12, (source) => sourceSpans(source, numberOf.get(source.slug) ?? 0)),
      ),
    ),
    say(
      ...listed(
        'What rests on them',
        firstFew(resting, 12, ({ text, cites }) => [
          clip(text, 160),
          ` [${cites.map((slug) => numberOf.get(slug)).join(', ')}]`,
        ]),
      ),
    ),
    say(
      ...listed(
        'Assumptions, which nothing supports yet',
        firstFew(assumed, 6, ({ text }) => [clip(text, 160)]),
      ),
    ),
    ...quotesOf(sources),
  ].filter(({ elements }) => elements.length > 0)
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
    ` · ${method.replaceAll('-', ' ')}${n === undefined ? '' : `, n ${n}`} · ${day}`,
  ]
}

/** One sentence of the people themselves, from each of the first sources that have any. */
function quotesOf(sources: KnownEvidence[]) {
  const spoken = sources.flatMap(({ quotes }) => quotes.slice(0, 1)).slice(0, 3)
  return spoken.length === 0
    ? []
    : [
        say(
          ...listed(
            counted(spoken.length, 'Voice', 'Voices'),
            spoken.map(({ text, group }) => [quoted(clip(text, 240)), group ? ` (${group})` : '']),
          ),
        ),
      ]
}
