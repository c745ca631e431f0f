import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { bold, code, italic, line } from '#bot/slack/text.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, findEntry, type Library } from '#src/knowledge/library.ts'
import { freshness } from './freshness.ts'
import { counted, firstFew, inWords, lineSpans, type Reading } from './reading.ts'

/** One field of the data dictionary. */
export function fieldCard(entry: Entry<'field'>, reading: Reading): Block[] {
  const { field, unit, meaning, personal, seenBy } = entry.body
  return [
    say(
      line(bold(entry.title), italic(' · field')),
      ...meaning.map((claim) => line(...lineSpans(claim))),
      line(code(field), unit === undefined ? '' : `, in ${unit}`, '. ', originWords(entry, reading.library)),
      line(
        `Seen by ${inWords(seenBy, 8)}.`,
        personal ? ` Personal data, kept for: ${personal.neededFor}.` : '',
      ),
    ),
    freshness(entry, reading),
  ]
}

function originWords({ body: { truth, alsoFrom, latency } }: Entry<'field'>, library: Library): string {
  const title = (slug: string) => findEntry(library, 'source', slug)?.title ?? slug
  const late = latency === undefined ? '' : `, at most ${durationWords(latency)} late`
  if (truth === undefined) return `No source is named for it${late}.`
  const others = alsoFrom.length === 0 ? '' : `, of other rows from ${inWords(alsoFrom.map(title), 5)}`
  return `It comes from ${title(truth)} alone${others}${late}.`
}

const durationWords = (duration: string): string =>
  Temporal.Duration.from(duration).toLocaleString('en', { style: 'long' })

/** The data dictionary, table by table. */
export function dictionaryView(library: Library): Block[] {
  const all = entriesOf(library, 'field')
  if (all.length === 0)
    return [say(line('The data dictionary is empty: a field is an entry, proposed as any other.'))]
  const tables = Map.groupBy(all, ({ body }) => body.field.split('.')[0] ?? '')
  return [
    say(
      line(
        bold(`The data dictionary has ${counted(all.length, 'field')}.`),
        ' Each means one thing, and comes from one source.',
      ),
      ...[...tables].flatMap(([table, fields]) =>
        listed(
          table,
          firstFew(fields, 6, ({ title, body }) => [
            bold(title),
            body.truth === undefined
              ? ''
              : `, from ${findEntry(library, 'source', body.truth)?.title ?? body.truth}`,
          ]),
        ),
      ),
    ),
  ]
}
