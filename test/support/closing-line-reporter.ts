import type { Reporter, SerializedError, TestModule, TestRunEndReason } from 'vitest/node'
import { findChromium } from './chromium.ts'
import { findServer } from './cluster.ts'

const NO_SERVER =
  'Tests on a PostgreSQL server were skipped: apt-get install postgresql, or set TEST_DATABASE_URL, to have them run.'
const NO_BROWSER =
  'Tests of the page were skipped: apt-get install chromium, or set CHROMIUM to a browser, to have them run.'

/** Ends every run with the one plain line `N passed, N failed, N skipped`. */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[], reason: TestRunEndReason) {
    const states = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    )
    const count = (state: string) => states.filter((each) => each === state).length
    const broken = count('failed') + brokenParts(modules) + errors.length
    const failed = reason === 'passed' ? broken : Math.max(broken, 1)
    const skipped = count('skipped') + count('pending')
    if (skipped > 0 && !hasServer()) process.stdout.write(`${NO_SERVER}\n`)
    if (skipped > 0 && findChromium() === undefined) process.stdout.write(`${NO_BROWSER}\n`)
    process.stdout.write(`${count('passed')} passed, ${failed} failed, ${skipped} skipped\n`)
  }
}

/** Files that could not be loaded and suites whose hooks failed: they may hold no failed test. */
function brokenParts(modules: readonly TestModule[]): number {
  const suites = modules.flatMap((module) => [...module.children.allSuites()])
  return [...modules, ...suites].filter((part) => part.errors().length > 0).length
}

function hasServer(): boolean {
  return process.env.TEST_DATABASE_URL !== undefined || findServer() !== undefined
}
