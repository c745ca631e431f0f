import { auditPages } from '#src/audit/store.ts'
import { type Anchor, type Verified, verifyAudit } from '#src/audit/verify.ts'
import { AUDIT_COLUMNS, written } from '#src/audit/written.ts'
import { UsageError, UserError } from '#src/errors.ts'
import { type TerminalCommand, type Typed, usageOf } from './command.ts'
import { csvLine } from './csv.ts'

type Terminal = Parameters<TerminalCommand['run']>[1]

export const audit: TerminalCommand = {
  name: 'audit',
  asks: 'nothing',
  takes: 'verify [--head HASH:COUNT] | export [--format ndjson|csv] [--from DATE] [--to DATE]',
  does: 'says whether anything in the audit trail was changed, or writes it out',
  words: [1, 1],
  options: ['head', 'format', 'from', 'to'],
  async run(typed, terminal) {
    const [what] = typed.words
    const foreign = what === 'verify' ? ['format', 'from', 'to'] : ['head']
    if ((what !== 'verify' && what !== 'export') || foreign.some((name) => typed.options[name] !== undefined))
      throw new UsageError(`Usage: ${usageOf(audit)}`)
    await (what === 'verify' ? verify(typed, terminal) : exportTrail(typed, terminal))
  },
}

async function verify({ options }: Typed, { open, print }: Terminal): Promise<void> {
  const anchor = options.head === undefined ? undefined : anchorIn(options.head)
  const { db } = await open()
  const verified = await verifyAudit(db, anchor)
  const wrong = wrongIn(verified, anchor)
  if (wrong !== undefined) throw new UserError(wrong)
  if ('brokenAt' in verified) return
  const { rows, head } = verified
  print(
    `The audit trail is whole: ${rows} records, head ${rows === 0 ? '(none yet)' : `${head}:${rows}`}.` +
      (anchor ? ' The head that you gave is in it, so nothing up to there was changed or cut off.' : ''),
  )
}

/** `HASH:COUNT`, as it is printed and told; the count may be missing. */
function anchorIn(typed: string): Anchor {
  const [, hash, rows] = /^([0-9a-f]{64})(?::(\d{1,15}))?$/i.exec(typed.trim()) ?? []
  if (hash === undefined)
    throw new UsageError(`--head is ${JSON.stringify(typed)}, and has to be HASH:COUNT as it was printed.`)
  return { hash: hash.toLowerCase(), rows: rows === undefined ? undefined : Number(rows) }
}

const BREAKS = {
  missing: 'there is no such record, though later ones are there',
  details: 'its details are not those that were recorded',
  changed: 'it was changed, put in or moved',
}

function wrongIn(verified: Verified, anchor: Anchor | undefined): string | undefined {
  if ('brokenAt' in verified)
    return `The audit trail is broken at record ${verified.brokenAt}: ${BREAKS[verified.how]}.`
  switch (verified.against) {
    case 'cut':
      return `The audit trail was cut: it ends at record ${verified.rows}, and there were ${anchor?.rows ?? 'more'}.`
    case 'rewritten':
      return `The audit trail was written anew: its record ${anchor?.rows} is not the one whose head was noted.`
    case 'unknown':
      return 'The audit trail was cut or written anew: none of its records has the head that was noted.'
    default:
      return undefined
  }
}

async function exportTrail({ options }: Typed, { open, write }: Terminal): Promise<void> {
  const { format = 'ndjson' } = options
  if (format !== 'ndjson' && format !== 'csv')
    throw new UsageError(`--format is ${JSON.stringify(format)}, and has to be one of ndjson, csv.`)
  const [from, to] = [dayIn('from', options.from), dayIn('to', options.to)]
  if (from && to && Temporal.PlainDate.compare(from, to) > 0)
    throw new UsageError(`--to ${to} lies before --from ${from}.`)
  const { db, zone } = await open()
  const start = (day: Temporal.PlainDate) => new Date(day.toZonedDateTime(zone).epochMilliseconds)
  const range = { from: from && start(from), before: to && start(to.add({ days: 1 })) }
  if (format === 'csv') await write(`${csvLine([...AUDIT_COLUMNS])}\n`)
  const lineOf = format === 'csv' ? csvOf : JSON.stringify
  for await (const page of auditPages(db, range))
    await write(page.map((record) => `${lineOf(written(record))}\n`).join(''))
}

const csvOf = (record: ReturnType<typeof written>): string =>
  csvLine(
    AUDIT_COLUMNS.map((name) => {
      const value = record[name]
      if (name === 'details') return value === null ? '' : JSON.stringify(value)
      return typeof value === 'number' ? value : String(value)
    }),
  )

/** A day in the team's zone. */
function dayIn(option: string, typed: string | undefined): Temporal.PlainDate | undefined {
  if (typed === undefined) return undefined
  if (/^\d{4}-\d{2}-\d{2}$/.test(typed)) {
    try {
      return Temporal.PlainDate.from(typed, { overflow: 'reject' })
    } catch {
      // No such day, as 2026-02-30: said below.
    }
  }
  throw new UsageError(`--${option} is ${JSON.stringify(typed)}, and has to be a day such as 2026-11-30.`)
}
