import type { Database } from '#src/db/connect.ts'
import type { RuleField } from '#src/rules/names.ts'

/** So many accounts tell which attributes there are. */
const LOOKED_AT = 1000

const PLAIN = /^[A-Za-z_]\w*$/

/** Attributes that the newest accounts have, as rules ask for them, the most frequent first. */
export async function knownAttributes(db: Database): Promise<RuleField[]> {
  const rows = await db.$queryRaw<{ name: string; type: string }[]>`
    SELECT each.key AS name, mode() WITHIN GROUP (ORDER BY jsonb_typeof(each.value)) AS type
    FROM (SELECT attributes FROM accounts ORDER BY created_at DESC LIMIT ${LOOKED_AT}) known,
      jsonb_each(known.attributes) each
    WHERE jsonb_typeof(each.value) IN ('number', 'string', 'boolean')
    GROUP BY each.key ORDER BY count(*) DESC, each.key LIMIT 60`
  return rows
    .filter(({ name }) => PLAIN.test(name))
    .map(({ name, type }) => ({
      path: `account.attributes.${name}`,
      title: name.replaceAll('_', ' '),
      type: type === 'number' ? 'number' : type === 'boolean' ? 'flag' : 'text',
    }))
}
