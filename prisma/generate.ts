import { spawnSync } from 'node:child_process'

/**
 * `prisma generate` without a network: Prisma looks for a schema engine that it doesn't need here, so it is
 * shown an executable that exists. Only ever for `generate`: `migrate deploy` would exit 0 having done nothing.
 */
const generated = spawnSync(process.execPath, ['node_modules/prisma/build/index.js', 'generate'], {
  stdio: ['ignore', 'pipe', 'pipe'],
  encoding: 'utf8',
  env: {
    ...globalThis.process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    DATABASE_URL: 'postgresql://unused',
  },
})
if (generated.status !== 0) {
  process.stderr.write(`${generated.stdout}${generated.stderr}`)
  process.exit(1)
}
