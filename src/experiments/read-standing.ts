import type { Context } from '#src/context.ts'
import { entriesOf, findEntry, type Library } from '#src/knowledge/library.ts'
import { type Experiment, type Standing, standingOf } from './standing.ts'
import { expectedSince, readResults } from './store.ts'

/** Experiments that are in force. */
export const experimentsIn = (library: Library): Experiment[] =>
  entriesOf(library, 'experiment').filter(({ status }) => status !== 'draft' && status !== 'retired')

export function experimentIn(library: Library, slug: string): Experiment | undefined {
  const found = findEntry(library, 'experiment', slug)
  return found && experimentsIn(library).includes(found) ? found : undefined
}

type Clocked = Pick<Context, 'db' | 'now' | 'zone'>

const today = (ctx: Clocked): Temporal.PlainDate => ctx.now().toZonedDateTimeISO(ctx.zone).toPlainDate()

/** One experiment as it stands, with what came of it. */
export async function readStanding(experiment: Experiment, ctx: Clocked): Promise<Standing> {
  const results = (await readResults(ctx.db, experiment.slug)).get(experiment.slug)
  const since = await expectedSince(ctx.db, experiment.slug)
  return standingOf(experiment, results, today(ctx), since?.toZonedDateTimeISO(ctx.zone).toPlainDate())
}

/** All experiments as they stand, in one look at the database. */
export async function readStandings(ctx: Clocked, library: Library): Promise<Standing[]> {
  const results = await readResults(ctx.db)
  return experimentsIn(library).map((each) => standingOf(each, results.get(each.slug), today(ctx)))
}
