import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { MIGRATIONS, readMigrations } from '#src/db/migrations.ts'
import { servePglite } from '#src/db/wire-server.ts'
import { diffAgainstSchema } from './schema-diff.ts'

/**
 * npm run migration -- NAME: writes the migration from what the existing ones produce, in a database in memory, to
 * what schema.prisma says. The full name of one that exists (20261122000000_init) writes that one again, from those
 * before it: only for one that was never released.
 */
const [name] = process.argv.slice(2)
if (name === undefined || !/^\w+$/.test(name))
  fail('Usage: npm run migration -- NAME, of letters, digits and _.')
const folder = /^\d{14}_/.test(name) ? name : `${timestamp()}_${name.toLowerCase()}`
const sql = await diffAfterThoseBefore(folder)
if (sql === undefined) fail('The migrations already produce what prisma/schema.prisma says.')
await mkdir(join(MIGRATIONS, folder), { recursive: true })
await writeFile(join(MIGRATIONS, folder, 'migration.sql'), sql)
process.stdout.write(`prisma/migrations/${folder}/migration.sql\n`)

async function diffAfterThoseBefore(folder: string): Promise<string | undefined> {
  const dir = await mkdtemp(join(tmpdir(), 'dramatis-migration-'))
  const pglite = await PGlite.create()
  const server = await servePglite(pglite, dir)
  try {
    const earlier = (await readMigrations(MIGRATIONS)).filter((migration) => migration.name < folder)
    for (const migration of earlier) await pglite.exec(migration.sql)
    return await diffAgainstSchema(server.url)
  } finally {
    await server.close()
    await pglite.close()
    await rm(dir, { recursive: true })
  }
}

function timestamp(): string {
  return new Date().toISOString().slice(0, 19).replaceAll(/\D/g, '')
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
