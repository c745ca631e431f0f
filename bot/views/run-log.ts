import type { LoggedRun } from '#src/runs/log.ts'
import { whenIn } from './telling.ts'

/** The run log for a terminal: one block of lines a run, then what comes next. */
export function runLog(
  runs: LoggedRun[],
  next: { name: string; at: Temporal.ZonedDateTime }[],
  zone: string,
): string {
  const lines = [...Map.groupBy(runs, lineOf).values()]
  const done = lines.length === 0 ? ['Nothing has run yet.'] : lines.map((alike) => logged(alike, zone))
  const coming = next
    .toSorted((a, b) => Temporal.ZonedDateTime.compare(a.at, b.at))
    .map(({ name, at }) => `  ${name.padEnd(18)} ${whenIn(at)}`)
  return [...done, '', 'Next:', ...coming].join('\n')
}

/** Readers for whom the same came of it share a line. */
const lineOf = ({ job, period, state, words }: LoggedRun): string => [job, period, state, words].join('\n')

function logged(alike: LoggedRun[], zone: string): string {
  const [run] = alike
  if (run === undefined) return ''
  const head = `${run.job} ${run.period} ${alike.map(({ scope }) => scope).join(', ')}: ${stateOf(run)}${run.words ? `, ${run.words}` : ''}`
  const ended = run.finishedAt ? `; done ${whenIn(run.finishedAt.toZonedDateTimeISO(zone))}` : ''
  const instead = run.missed.length > 0 ? `; stands in for ${run.missed.join(', ')}` : ''
  return `${head}\n    due ${whenIn(run.scheduledAt)}${cameAbout(run)}${ended}${instead}`
}

const stateOf = ({ state, step, words }: LoggedRun): string =>
  state === 'open' ? `open after ${step ?? 'nothing'}${words ? ', failed so far' : ''}` : state

function cameAbout({ mode }: LoggedRun): string {
  switch (mode.as) {
    case 'manual':
      return '; run by hand'
    case 'late':
      return '; late after a downtime'
    case 'missed':
      return `; missed, ${mode.by} stands in for it`
    case 'scheduled':
      return ''
  }
}
