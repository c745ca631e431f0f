import type { Context } from '#src/context.ts'
import { readStandings } from '#src/experiments/read-standing.ts'
import type { Library } from '#src/knowledge/library.ts'
import { readBehaviour, readShares, readSignals } from './behaviour-store.ts'
import { contentOf } from './content.ts'
import { differentiationOf, type Metric } from './differentiation.ts'
import { readIdentified } from './guess-store.ts'
import { identificationOf } from './identification.ts'
import { horizonOf, readHistory, readSplit } from './outcome-store.ts'
import { predictionOf } from './prediction.ts'
import { isFiction, type Validation } from './scorecard.ts'

/** Behaviour is compared over a year. */
const MONTHS = 12

/** The scorecard as of now, over closed months; what the database adds up, and nothing else, is read. */
export async function readValidation(
  ctx: Pick<Context, 'db' | 'now' | 'zone'>,
  library: Library,
): Promise<Validation> {
  const { db, zone } = ctx
  const open = ctx.now().toZonedDateTimeISO(zone).toPlainDate().with({ day: 1 })
  const history = await readHistory(db, open)
  const window = history && {
    from: history.observed.slice(0, MONTHS).at(-1) ?? history.newest,
    to: history.newest,
  }
  const metrics: Metric[] = window
    ? [
        ...(await readBehaviour(db, window)),
        ...(await readSignals(db, window, library)),
        ...(await readShares(db, window, library, zone)),
      ]
    : []
  const differentiation = differentiationOf(metrics)
  const horizon = horizonOf(history)
  const { identified, waiting } = await readIdentified(db)
  return {
    ...{ window, differentiation, horizon },
    observed: history?.observed.length ?? 0,
    prediction: horizon && predictionOf(await readSplit(db, horizon)),
    identification: identificationOf(identified, waiting),
    content: contentOf(await readStandings(ctx, library)),
    fiction: isFiction(differentiation),
  }
}
