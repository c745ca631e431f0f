import { appendAudit } from '#src/audit/store.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import { UserError } from '#src/errors.ts'
import { relatedTo } from '#src/freshness/answerable.ts'
import { digestOf } from '#src/knowledge/digest.ts'
import { isKind } from '#src/knowledge/entry.ts'
import { KINDS } from '#src/knowledge/kinds.ts'
import { inSequence } from '#src/knowledge/sequence.ts'
import { findEntries } from '#src/knowledge/store.ts'
import { demandOf } from '#src/members/actor.ts'
import { membersSince } from '#src/members/store.ts'
import type { ExperimentBody } from './experiment.ts'
import { type Cell, cellOf, isShare, type Results, type TypedCell } from './result.ts'

type Entered = { slug: string; cells: TypedCell[]; until: Temporal.PlainDate; by: string }

/**
 * Keeps results, the newer ones in the place of older ones, in the order of changes of the knowledge base: no
 * expectation changes meanwhile. Throws a UserError where the experiment isn't there, hasn't begun or a number doesn't
 * fit, a NoRight where they are not theirs to enter.
 */
export async function enterResults(
  db: Database,
  { slug, cells: typed, until, by }: Entered,
  now: Temporal.Instant,
  zone: string,
): Promise<void> {
  const at = new Date(now.epochMilliseconds)
  const subject = `experiment/${slug}`
  await inSequence(db, async (tx) => {
    const entry = (await findEntries(tx, [{ kind: 'experiment', slug }])).get(subject)
    if (!entry || !isKind(entry, 'experiment') || entry.status === 'draft' || entry.status === 'retired')
      throw new UserError(`There is no experiment ${slug} in force: what is expected is recorded first.`)
    const members = new Map((await membersSince(tx, -1n)).map((member) => [member.handle, member]))
    await demandOf(tx, by, 'enter-results', { subject, related: relatedTo(entry, members) })
    checkDays(entry.body, until, now.toZonedDateTimeISO(zone).toPlainDate())
    const cells = typed.map((each) => checkedCell(each, entry.body))
    for (const cell of cells) await writeCell(tx, slug, cell, { until, by, at })
    const payload = { until: until.toString(), cells }
    await appendAudit(tx, { actor: by, action: 'results entered', subject, payload, at })
  })
}

export function checkDays(
  { startsOn }: ExperimentBody,
  until: Temporal.PlainDate,
  today: Temporal.PlainDate,
): void {
  if (until.toString() < startsOn)
    throw new UserError(`The experiment begins on ${startsOn}: results can't end on ${until.toString()}.`)
  if (Temporal.PlainDate.compare(until, today) > 0)
    throw new UserError(`Results can't cover ${until.toString()}, which is still to come.`)
}

function checkedCell(typed: TypedCell, body: ExperimentBody): Cell {
  const read = cellOf(typed, body)
  if ('wrong' in read) throw new UserError(`${typed.persona}, ${typed.variant}: ${read.wrong}.`)
  return read.cell
}

async function writeCell(
  tx: Transaction,
  experiment: string,
  cell: Cell,
  { until, by, at }: { until: Temporal.PlainDate; by: string; at: Date },
): Promise<void> {
  const { persona, variant, n } = cell
  const numbers = isShare(cell)
    ? { hits: cell.hits, mean: null, deviation: null }
    : { hits: null, mean: cell.mean, deviation: cell.deviation }
  const data = { n, ...numbers, until: new Date(`${until.toString()}T00:00:00Z`), by, at }
  const key = { experiment, persona, variant }
  await tx.experimentResult.upsert({
    where: { experiment_persona_variant: key },
    create: { ...key, ...data },
    update: data,
  })
}

/** The results of all experiments, by slug: as far as all that there are go. */
export async function readResults(db: Database | Transaction, slug?: string): Promise<Map<string, Results>> {
  const rows = await db.experimentResult.findMany({
    where: slug === undefined ? {} : { experiment: slug },
    orderBy: [{ experiment: 'asc' }, { persona: 'asc' }, { variant: 'asc' }],
  })
  const grouped = Map.groupBy(rows, ({ experiment }) => experiment)
  return new Map([...grouped].map(([experiment, own]) => [experiment, resultsOf(own)]))
}

type Row = Awaited<ReturnType<Database['experimentResult']['findMany']>>[number]

function resultsOf(rows: Row[]): Results {
  const days = rows.map(({ until }) => until.toISOString().slice(0, 10)).toSorted()
  return {
    until: Temporal.PlainDate.from(days[0] ?? '1970-01-01'),
    cells: rows.map(({ persona, variant, n, hits, mean, deviation }) => ({
      ...{ persona, variant, n },
      ...(hits === null ? { mean: mean ?? 0, deviation: deviation ?? 0 } : { hits }),
    })),
  }
}

/** Since when what is expected says what it says today: when the version came about that changed it last. */
export async function expectedSince(db: Database, slug: string): Promise<Temporal.Instant | undefined> {
  const entry = await db.entry.findUnique({
    where: { kind_slug: { kind: 'experiment', slug } },
    select: { versions: { select: { content: true, createdAt: true }, orderBy: { version: 'asc' } } },
  })
  let [last, since]: [string | undefined, Date | undefined] = [undefined, undefined]
  for (const { content, createdAt } of entry?.versions ?? []) {
    const digest = expectationDigest(bodyOf(content))
    if (digest !== last) since = createdAt
    last = digest
  }
  return since && Temporal.Instant.fromEpochMilliseconds(since.getTime())
}

const bodyOf = (content: unknown): unknown =>
  typeof content === 'object' && content !== null && 'body' in content ? content.body : undefined

/** A digest of all that is written down beforehand: of everything but what was learned. */
export function expectationDigest(json: unknown): string {
  const { learned: _, ...expectation } = KINDS.experiment.read(json).body
  return digestOf(expectation)
}
