import type { Clock } from './sandbox/clock.ts'
import type { JobsControl } from './sandbox/door/route.ts'

/** The clock of the jobs, as far as the page of the stand-in workspace may use it. */
type Lent = JobsControl & { wake(): Promise<void> }

/**
 * What the page's clock control and its menu of jobs reach. The workspace is there before the jobs are, so they are
 * handed over once they have started; moving the time wakes them.
 */
export function lendJobs(time: Required<Clock>): {
  clock: Required<Clock>
  jobs: JobsControl
  handOver(started: Lent): void
} {
  let lent: Lent | undefined
  return {
    clock: {
      now: () => time.now(),
      moveTo(to) {
        time.moveTo(to)
        void lent?.wake()
      },
    },
    jobs: {
      list: () => lent?.list() ?? [],
      run: async (name) => (await lent?.run(name)) ?? 'The jobs have not started yet: try again in a second.',
    },
    handOver(started) {
      lent = started
    },
  }
}
