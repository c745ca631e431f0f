import DataLoader from 'dataloader'
import type { Database } from './connect.ts'

const MOST = 200

/**
 * Under load one statement for many: what is asked for while an earlier statement runs goes to the database
 * together. `run` gets the items in order and gives an outcome for each; if it fails for several they are tried one
 * by one, so that nobody fails for another's sake.
 */
export function together<Item, Outcome>(
  run: (db: Database, items: Item[]) => Promise<Outcome[]>,
): (db: Database, item: Item) => Promise<Outcome> {
  const loaders = new WeakMap<Database, DataLoader<Item, Outcome>>()
  return (db, item) => {
    const loader = loaders.get(db) ?? loaderFor(db, run)
    loaders.set(db, loader)
    return loader.load(item)
  }
}

function loaderFor<Item, Outcome>(
  db: Database,
  run: (db: Database, items: Item[]) => Promise<Outcome[]>,
): DataLoader<Item, Outcome> {
  let last: Promise<unknown> = Promise.resolve()
  const apart = (items: Item[]) =>
    Promise.all(items.map((item) => run(db, [item]).then(([only]) => only as Outcome, asError)))
  const load = (items: readonly Item[]): Promise<(Outcome | Error)[]> => {
    const all = [...items]
    const loaded = run(db, all).catch((error: unknown) => (all.length > 1 ? apart(all) : [asError(error)]))
    last = loaded
    return loaded
  }
  return new DataLoader(load, {
    cache: false,
    maxBatchSize: MOST,
    batchScheduleFn: (dispatch) => void last.then(dispatch),
  })
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))
