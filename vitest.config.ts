import { defineConfig } from 'vitest/config'

const shared = { setupFiles: ['test/support/console-error-fails.ts'], environment: 'node' }

/** unit: pure code. db: the database, on PGlite and again on a server. flow: whole requests. browser: the page. */
export default defineConfig({
  test: {
    reporters: ['default', './test/support/closing-line-reporter.ts'],
    globalSetup: ['test/support/databases.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      { test: { ...shared, name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      { test: { ...shared, name: 'db', include: ['test/db/**/*.test.ts'] } },
      { test: { ...shared, name: 'flow', include: ['test/flow/**/*.test.ts'] } },
      { test: { ...shared, name: 'browser', include: ['test/browser/**/*.test.ts'] } },
    ],
  },
})
