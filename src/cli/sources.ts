import type { Context } from '#src/context.ts'
import { UsageError } from '#src/errors.ts'
import { entriesOf } from '#src/knowledge/library.ts'
import { type CheckedSource, checkSource } from '#src/sources/check-source.ts'
import { sourceNamed, variableOf } from '#src/sources/find-source.ts'
import { type RanSource, runSource } from '#src/sources/run-source.ts'
import { newestRuns, type SourceRun } from '#src/sources/store.ts'
import { type WrittenBack, writeBack } from '#src/sources/write-back.ts'
import { type TerminalCommand, usageOf } from './command.ts'
import { sayErased } from './import-accounts.ts'
import { table } from './table.ts'

/** `sources`: where rows come from, what a source would change, and running one by hand. */
export const sources: TerminalCommand = {
  name: 'sources',
  asks: 'run-sources',
  takes: 'list | check NAME | run NAME [--all] [--rejects FILE] | push NAME [--dry] [--as HANDLE]',
  does: 'lists the sources with their last runs, says what one would change, runs it, or writes personas back to its CRM',
  words: [1, 2],
  options: ['rejects', 'as'],
  flags: ['all', 'dry'],
  async run(typed, { open, print }) {
    const [what, name] = typed.words
    const isList = what === 'list' && name === undefined
    if (!isList && (name === undefined || !['check', 'run', 'push'].includes(what ?? '')))
      throw new UsageError(`Usage: ${usageOf(sources)}`)
    const ctx = await open()
    if (name === undefined) return print(await list(ctx))
    const source = sourceNamed(await ctx.readLibrary(), name)
    const { options, flags } = typed
    const by = options.as ?? 'operator'
    if (what === 'check') return print(sayChecked(await checkSource(ctx, source, by)))
    const dry = flags.has('dry')
    if (what === 'push') return print(sayWritten(await writeBack(ctx, source, { by, dry }), dry))
    const how = { by, all: flags.has('all'), rejects: options.rejects }
    print(sayRan(await runSource(ctx, source, how)))
  },
}

async function list({ db, readLibrary, connections, zone }: Context): Promise<string> {
  const all = entriesOf(await readLibrary(), 'source')
  if (all.length === 0) return 'There are no sources: they are files in the folder sources of the knowledge.'
  const runs = await newestRuns(db)
  const rows = all.map(({ slug, body }) => {
    const { last } = runs.get(slug) ?? {}
    const set = connections?.has(body.connection) ?? false
    return [
      slug,
      body.table,
      set ? body.connection : `${variableOf(body.connection)} is not set`,
      lastRun(last, zone),
    ]
  })
  const errors = [...runs].flatMap(([slug, { last }]) =>
    last.state === 'failed' ? [`${slug}: ${last.error}`] : [],
  )
  return [table(['source', 'table', 'connection', 'last run'], rows), ...errors].join('\n')
}

function lastRun(run: SourceRun | undefined, zone: string): string {
  if (run === undefined) return 'never'
  const at = run.startedAt.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' })
  const { added, changed } = run.merged
  const ended =
    run.state === 'done' ? `${added} new, ${changed} changed, ${run.rejected} rejected` : run.state
  return `${at.replace('T', ' ')} by ${run.by}: ${ended}`
}

function sayChecked(checked: CheckedSource): string {
  const { rows, would, rejectedRows, rejected, rejects, columns, first } = checked
  return [
    `${count(rows)} rows for ${checked.table}: ${count(would.added)} would be new, ${count(would.changed)} would change, ${count(would.unchanged)} stay as they are, ${count(rejectedRows)} rejected. Nothing was written.`,
    ...(checked.reached === undefined ? [] : [`The cursor gets to ${checked.reached}.`]),
    '',
    table(
      ['column', 'type', 'becomes'],
      columns.map(({ name, type, becomes }) => [name, type, becomes]),
    ),
    ...(first.length > 1 ? ['', table(first[0] ?? [], first.slice(1))] : []),
    ...(checked.gone > 0 ? [`${count(checked.gone)} are no longer there and would be marked as gone.`] : []),
    ...saySpared(checked.spared),
    ...sayErased(checked.erased),
    ...sayReasons(rejected),
    ...rejects.map((each) => `  ${each}`),
  ].join('\n')
}

function sayRan(ran: RanSource): string {
  const { merged, since, rows, rejected, rejectedRows, left, notKept } = ran
  const { added, changed, unchanged } = merged
  const from = since === undefined ? 'everything' : `what is new since ${since} and the lookback before it`
  return [
    `Read ${from}: ${count(rows)} rows, of which ${count(added)} new, ${count(changed)} changed, ${count(unchanged)} unchanged, ${count(rejectedRows)} rejected.`,
    ...(ran.gone > 0 ? [`${count(ran.gone)} are no longer there: marked as gone, and kept.`] : []),
    ...saySpared(ran.spared),
    ...sayErased(ran.erased),
    ...left.map(({ column, to }) => `Left out: ${column}, which comes from ${to}.`),
    ...(notKept.length > 0
      ? [`Not kept: ${notKept.join(', ')}, since no data dictionary says why it is needed.`]
      : []),
    ...sayReasons(rejected),
    ...(rejectedRows > 0 && since !== undefined
      ? ['Once that is mended, --all takes in those that were rejected.']
      : []),
  ].join('\n')
}

const saySpared = (spared: string | undefined): string[] =>
  spared === undefined
    ? []
    : [`Nothing is marked as gone: ${spared}. Is it cut off? Else raise mayLose once.`]

function sayWritten({ written, right, kept, gone, refused }: WrittenBack, dry: boolean): string {
  const said = dry ? 'would be written; nothing was' : 'written'
  return [
    `Personas: ${count(written)} ${said}, ${count(right)} are right already, ${count(kept)} are left since the CRM says something else.`,
    ...(gone > 0 ? [`${count(gone)} records are no longer in the CRM.`] : []),
    ...(refused.length > 0 ? [`The CRM refused ${count(refused.length)}:`] : []),
    ...refused.slice(0, 8).map(({ id, reason }) => `  ${id}: ${reason}`),
  ].join('\n')
}

const sayReasons = (rejected: { reason: string; rows: number }[]): string[] =>
  rejected.slice(0, 8).map(({ reason, rows }) => `${count(rows).padStart(9)}  ${reason}`)

const count = (number: number): string => number.toLocaleString('en')
