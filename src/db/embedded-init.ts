import { mkdtemp, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { migrate } from './migrate.ts'
import { servePglite } from './wire-server.ts'

/** Creates and migrates a PGlite data directory, as a process of its own: the memory that it takes is given back. */
const [pgdata] = process.argv.slice(2)
const pglite = await PGlite.create(pgdata)
const folder = await mkdtemp(join(tmpdir(), 'dramatis-'))
const server = await servePglite(pglite, folder)
await migrate(server.url)
await server.close()
await pglite.close()
await rmdir(folder)
