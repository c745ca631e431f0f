import { type Block, listed, say, small } from '#bot/slack/blocks.ts'
import { bold, bullets, code, italic, line, type Span } from '#bot/slack/text.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import type { SourceRun } from '#src/sources/store.ts'
import { freshness } from './freshness.ts'
import { oneScreen } from './one-screen.ts'
import { counted, firstFew, lineSpans, type Reading } from './reading.ts'
import { shortWhen } from './run-story.ts'

/** One source: what it fills, from where, when, and what to mind. */
export function sourceCard(entry: Entry<'source'>, reading: Reading): Block[] {
  const { table, connection, cursor, notes, full } = entry.body
  return [
    say(
      line(bold(entry.title), italic(' · source')),
      line('Fills ', bold(table), ' from the connection ', code(connection), `, ${scheduleWords(entry)}.`),
      line(
        cursor === undefined
          ? `Reads everything each time${full ? '; what is no longer there is marked as gone' : ''}.`
          : `Goes on by ${cursor} where it ended.`,
      ),
      ...listed(
        'To mind',
        firstFew(notes, 4, (claim) => lineSpans(claim)),
      ),
    ),
    freshness(entry, reading),
  ]
}

const DAYS = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays']

function scheduleWords({ body: { schedule } }: Entry<'source'>): string {
  if (schedule === undefined) return 'by hand'
  const { every, at, on } = schedule
  if (every === 'day') return `every day at ${at}`
  return every === 'week' ? `on ${DAYS[on - 1]} at ${at}` : `on day ${on} of the month at ${at}`
}

/** Where the numbers come from: each source with how its last run ended. */
export function sourcesStory(
  library: Library,
  runs: ReadonlyMap<string, { last: SourceRun }>,
  zone: string,
): Block[] {
  const all = entriesOf(library, 'source')
  if (all.length === 0)
    return [
      say(line('Nothing is read from elsewhere yet. A source is an entry: a connection and one SELECT.')),
    ]
  const failing = all.filter(({ slug }) => runs.get(slug)?.last.state === 'failed')
  const head =
    failing.length === 0
      ? `${counted(all.length, 'source')}, none of them fails.`
      : `${failing.length} of ${counted(all.length, 'source')} can't be read.`
  return oneScreen([12, 8, 5, 3], (few) => [
    say(
      line(bold(head)),
      bullets(
        firstFew(all, few, (entry) => [
          bold(entry.title),
          ` → ${entry.body.table}, ${scheduleWords(entry)}: `,
          ...lastWords(runs.get(entry.slug)?.last, zone),
        ]),
      ),
    ),
    small(`Times are in ${zone}.`),
  ])
}

/** The log of one source. */
export function sourceStory(entry: Entry<'source'>, runs: SourceRun[], zone: string): Block[] {
  return oneScreen([10, 6, 3], (few) => [
    say(
      line(
        bold(entry.title),
        ` fills ${entry.body.table} from ${entry.body.connection}, ${scheduleWords(entry)}.`,
      ),
      ...(runs.length === 0
        ? [line('It has not run yet.')]
        : listed(
            'Lately',
            firstFew(runs, few, (run) => lastWords(run, zone)),
          )),
    ),
    small(`Times are in ${zone}.`),
  ])
}

function lastWords(run: SourceRun | undefined, zone: string): Span[] {
  if (run === undefined) return ['not run yet']
  const at = shortWhen(run.startedAt, zone)
  switch (run.state) {
    case 'running':
      return ['being read since ', at]
    case 'interrupted':
      return ['interrupted, begun ', at, '; nothing of it was taken, and the next one goes on before it']
    case 'failed':
      return [bold('failed '), at, `: ${run.error}`]
    case 'done': {
      const { added, changed } = run.merged
      const lost =
        run.rejected > 0 ? `, ${counted(run.rejected, 'row')} rejected: ${run.notes.reasons[0]?.reason}` : ''
      const left = run.notes.left.map(({ column, to }) => `; ${column} is left to ${to}`).join('')
      const { gone, spared, erased } = run.notes
      const further = [
        ...(gone > 0 ? [`, ${gone} gone`] : []),
        ...(erased > 0 ? [`, ${erased} erased before and left out`] : []),
        ...(spared === undefined ? [] : [`; nothing is taken for gone: ${spared}`]),
      ].join('')
      return [at, `, ${added} new, ${changed} changed${further}${lost}${left}`]
    }
  }
}
