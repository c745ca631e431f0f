import { UserError } from '#src/errors.ts'
import { pendingMigrations } from './migrate.ts'
import { withClient } from './plain-client.ts'
import { explainConnection } from './wrong-connection.ts'

const OLDEST = 15

interface Facts {
  version: number
  encoding: string
  pending: string[]
}

/** Throws a UserError unless the server can be used as it is: reachable, new enough, in UTF-8 and migrated. */
export async function checkServer(url: string, { migrated }: { migrated: boolean }): Promise<void> {
  const fault = faultOf(await look(url, migrated))
  if (fault !== undefined) throw new UserError(fault)
}

export function faultOf({ version, encoding, pending }: Facts): string | undefined {
  if (version < OLDEST) {
    return `The database server is PostgreSQL ${version}, and Dramatis needs ${OLDEST} or newer: upgrade it, or name another in DATABASE_URL.`
  }
  if (encoding !== 'UTF8') {
    return `The database is encoded in ${encoding}, and Dramatis needs UTF8: create one with createdb --encoding=UTF8 --template=template0.`
  }
  if (pending.length === 0) return undefined
  const lacking =
    pending.length === 1
      ? `the migration ${pending[0]}`
      : `${pending.length} migrations, from ${pending[0]} on`
  return `The database lacks ${lacking}: run npm run migrate, then start again.`
}

async function look(url: string, migrated: boolean): Promise<Facts> {
  try {
    const { version, encoding } = await readServer(url)
    return { version, encoding, pending: migrated ? await pendingMigrations(url) : [] }
  } catch (error) {
    throw explainConnection(error, url)
  }
}

function readServer(url: string): Promise<{ version: number; encoding: string }> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ version: number; encoding: string }>(
      `SELECT current_setting('server_version_num')::int / 10000 AS version, current_setting('server_encoding') AS encoding`,
    )
    return rows[0] ?? { version: 0, encoding: 'nothing' }
  })
}
