import { type Block, say, small } from '#bot/slack/blocks.ts'
import { bold, code, line } from '#bot/slack/text.ts'
import { periodName } from '#src/runs/period.ts'
import { SYNC_JOB } from '#src/sources/store.ts'
import { remedyFor } from './remedy.ts'

type Run = { job: string; period: string; scope: string }

/** For who can mend it: what fails, why, and what to do. */
export function operatorTrouble(
  title: string,
  run: Run,
  { error, over, zone }: { error: string; over: boolean; zone: string },
): Block[] {
  const remedy = remedyFor(error)
  return [
    say(
      line(bold(headOf(title, run)), ` ${error}`),
      remedy === undefined ? undefined : line(remedy),
      over
        ? line('Once that is mended: ', code(`npm run -s dramatis -- job ${run.job}`))
        : line('I go on trying for two hours.'),
    ),
    small(
      `You hear of this once, and when it is over. The log is in /persona runs and in npm run -s dramatis -- runs. Times are in ${zone}.`,
    ),
  ]
}

const headOf = (title: string, { job, period, scope }: Run): string =>
  job === SYNC_JOB
    ? `The source ${scope} could not be read, ${periodName(period)}.`
    : `${title}, ${periodName(period)}, can't be posted to ${scope}.`

/** For who waits for it: no more than that it is late. */
export const ownerTrouble = (title: string, { period }: Run): Block[] => [
  say(
    line(
      bold(`${title}, ${periodName(period)}, is late.`),
      ' The operator knows why and is told what to do.',
    ),
  ),
]

export const recovered = (title: string, { period, scope }: Run): Block[] => [
  say(line(bold(`${title} works again:`), ` ${periodName(period)} is done for ${scope}.`)),
]
