import { UserError } from '#src/errors.ts'
import { type LogRank, logRank } from '#src/statistics/log-rank.ts'
import {
  CONFIDENCE_TYPES,
  type ConfidenceType,
  type CurvePoint,
  type Duration,
  kaplanMeier,
  lifeTable,
  medianOf,
  type Quantile,
} from '#src/statistics/survival.ts'
import { readDurations } from './read-durations.ts'
import { readShare } from './read-number.ts'
import type { Statistic } from './statistic.ts'
import { figure, plural, pValue, textTable } from './text-table.ts'

type Group = { name: string; n: number; events: number; median: Quantile; curve: CurvePoint[] }

/** `stats km FILE --time COL --status COL`: how long it lasts, as R's survfit and survdiff. */
export const km: Statistic = {
  name: 'km',
  takes: 'FILE --time COL --status COL [--group COL] [--conf log|plain|log-log] [--level SHARE] [--json]',
  words: 1,
  options: ['time', 'status', 'group', 'conf', 'level'],
  needs: ['time', 'status'],
  async compute([path = ''], { time = '', status = '', group, conf, level: typed }) {
    const type = typeOf(conf)
    const level = readShare('level', typed, 0.95)
    const { name, groups: given, leftOut } = await readDurations(path, { time, status, group })
    const groups = [...given].map(([its, durations]) => groupOf(its, durations, { type, level }))
    const test = group !== undefined && groups.length > 1 ? logRank(given) : undefined
    const said = `${name}: ${plural(sum(groups, 'n'), 'row')}, ${plural(sum(groups, 'events'), 'event')}. Intervals: ${type}, ${figure(level * 100)} %.`
    return {
      json: { type, level, leftOut, groups, ...(test && { logRank: test }) },
      remarks:
        leftOut > 0
          ? [`${plural(leftOut, 'row')} without a time, a status or a group left out, as R does.`]
          : [],
      text: [said, medians(groups), ...groups.map(curveTable), ...(test ? [rankTable(test)] : [])].join(
        '\n\n',
      ),
    }
  },
}

function typeOf(text: string | undefined): ConfidenceType {
  const found = CONFIDENCE_TYPES.find((each) => each === (text ?? 'log'))
  if (found) return found
  throw new UserError(
    `--conf is ${JSON.stringify(text)}, and has to be one of ${CONFIDENCE_TYPES.join(', ')}.`,
  )
}

function groupOf(
  name: string,
  durations: Duration[],
  options: { type: ConfidenceType; level: number },
): Group {
  const curve = kaplanMeier(lifeTable(durations), options)
  return {
    name,
    n: durations.length,
    events: durations.filter(({ ended }) => ended).length,
    median: medianOf(curve),
    curve,
  }
}

const sum = (groups: Group[], of: 'n' | 'events'): number => groups.reduce((all, group) => all + group[of], 0)

const medians = (groups: Group[]): string =>
  textTable(
    ['group', 'n', 'events', 'median', 'low', 'high'],
    groups.map(({ name, n, events, median: { time, low, high } }) => [
      name,
      String(n),
      String(events),
      ...[time, low, high].map((each) => figure(each)),
    ]),
  )

/** As R's summary: the times at which something ended. */
function curveTable({ name, curve }: Group): string {
  const rows = curve
    .filter(({ events }) => events > 0)
    .map(({ time, atRisk, events, survival, error, interval }) =>
      [time, atRisk, events, survival, error, interval.low, interval.high].map((each) => figure(each, 8)),
    )
  if (rows.length === 0) return `${name}: nothing ended, so the curve stays at 1.`
  return `${name}\n${textTable(['time', 'at risk', 'events', 'survival', 'std. error', 'low', 'high'], rows)}`
}

function rankTable({ groups, covariance, statistic, df, p }: LogRank): string {
  const table = textTable(
    ['group', 'n', 'observed', 'expected', 'variance'],
    groups.map(({ name, n, observed, expected }, index) => [
      name,
      String(n),
      ...[observed, expected, covariance[index]?.[index]].map((each) => figure(each)),
    ]),
  )
  const said =
    statistic === undefined
      ? 'there is nothing to compare: no two groups were at risk when something ended.'
      : `χ² ${figure(statistic)}, ${df} df, p ${pValue(p)}`
  return `Log-rank: ${said}\n${table}`
}
