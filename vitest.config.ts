import { defineConfig } from 'vitest/config'

const shared = { setupFiles: ['test/support/console-error-fails.ts'] }
const withDatabases = { ...shared, globalSetup: ['test/support/databases.ts'] }

/** unit: pure code. db: the database, on PGlite and again on a server. flow: whole requests. browser: the page. */
export default defineConfig({
  test: {
    reporters: ['default', './test/support/closing-line-reporter.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What is polled for comes at once on an idle machine; a second is too short on one that others use, too.
    expect: { poll: { timeout: 10_000 } },
    maxWorkers: 2,
    projects: [
      { extends: true, test: { ...shared, name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      { extends: true, test: { ...withDatabases, name: 'db', include: ['test/db/**/*.test.ts'] } },
      { extends: true, test: { ...withDatabases, name: 'flow', include: ['test/flow/**/*.test.ts'] } },
      {
        extends: true,
        // After the others and one at a time: what people press has to be answered within Slack's three seconds.
        test: {
          maxWorkers: 1,
          ...withDatabases,
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
