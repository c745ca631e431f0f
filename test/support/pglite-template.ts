import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { migrate } from '#src/db/migrate.ts'
import { CACHE, digestOfEmpty } from '#src/db/template.ts'
import { servePglite } from '#src/db/wire-server.ts'

/** The path of a dump of a migrated data directory, made once per version of PGlite and of the migrations. */
export async function pgliteTemplate(): Promise<string> {
  const file = join(CACHE, `${await digestOfEmpty()}.tar`)
  if (!existsSync(file)) await write(file, await dumpMigrated())
  return file
}

async function dumpMigrated(): Promise<Blob> {
  const dir = await mkdtemp(join(tmpdir(), 'dramatis-template-'))
  const database = await PGlite.create()
  const server = await servePglite(database, dir)
  try {
    await migrate(server.url)
    return await database.dumpDataDir('none')
  } finally {
    await server.close()
    await database.close()
    await rm(dir, { recursive: true })
  }
}

/** Renamed into place, so that another run never reads half a file. */
async function write(file: string, dump: Blob) {
  await mkdir(CACHE, { recursive: true })
  const part = `${file}.${process.pid}`
  await writeFile(part, Buffer.from(await dump.arrayBuffer()))
  await rename(part, file)
}
