import { recordChange } from '#src/audit/record-change.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import type { Env } from '#src/env.ts'
import { demandOf } from '#src/members/actor.ts'
import type { Deed } from '#src/members/deeds.ts'

/** What people may change while it runs. */
export type SettingKey =
  | 'board-channel'
  | 'board-meeting'
  | 'deep-refresh'
  | `digest/${string}`
  | `job/${string}`
  | `health/${string}`
  | `clv/${'gross-margin' | 'discount' | 'term'}`

export async function readSetting(db: Database, key: SettingKey): Promise<string | undefined> {
  return (await newest(db, key))?.value
}

/** The same with since when it holds. */
export async function readSettingSince(
  db: Database,
  key: SettingKey,
): Promise<{ value: string; since: Temporal.Instant } | undefined> {
  const row = await newest(db, key)
  return row
    ? { value: row.value, since: Temporal.Instant.fromEpochMilliseconds(row.since.getTime()) }
    : undefined
}

const newest = (db: Database | Transaction, key: SettingKey) =>
  db.setting.findFirst({ where: { key }, orderBy: { id: 'desc' } })

/** What a setting was, the newest first, and who set it. */
export async function settingHistory(
  db: Database,
  key: SettingKey,
  most: number,
): Promise<{ value: string; by: string; since: Temporal.Instant }[]> {
  const rows = await db.setting.findMany({ where: { key }, orderBy: { id: 'desc' }, take: most })
  return rows.map(({ value, by, since }) => ({
    value,
    by,
    since: Temporal.Instant.fromEpochMilliseconds(since.getTime()),
  }))
}

type Head<Key> = Key extends `${infer First}/${string}` ? First : Key

/** What setting a key is, by its beginning. */
const DEEDS_OF: Record<Head<SettingKey>, Deed> = {
  'board-channel': 'set-board-channel',
  'board-meeting': 'set-rhythm',
  'deep-refresh': 'set-rhythm',
  digest: 'set-own-time',
  job: 'run-jobs',
  health: 'tell-health',
  clv: 'set-rhythm',
}
const DEEDS_BY_HEAD: ReadonlyMap<string, Deed> = new Map(Object.entries(DEEDS_OF))

/**
 * Sets a value from now on; what it was before stays in its history. Nothing happens where it is that already.
 * Throws a NoRight where `by`, a handle or the operator, may not set it.
 */
export async function writeSetting(
  db: Database,
  key: SettingKey,
  value: string,
  change: { by: string; at: Temporal.Instant },
): Promise<void> {
  const { by, at } = change
  const subject = `setting/${key}`
  await recordChange(db, at, async (tx) => {
    const [head = '', whose] = key.split('/')
    await demandOf(tx, by, DEEDS_BY_HEAD.get(head) ?? 'migrate', { subject, related: { self: [whose] } })
    const before = (await newest(tx, key))?.value
    if (before === value) return undefined
    await tx.setting.create({ data: { key, value, by, since: new Date(at.epochMilliseconds) } })
    return { actor: by, action: 'setting changed', subject, payload: { value, before: before ?? null } }
  })
}

const ENVIRONMENT = 'environment'

/** A setting follows the environment until somebody chooses another value while it runs. */
export async function seedSetting(
  db: Database,
  key: SettingKey,
  value: string | undefined,
  at: Temporal.Instant,
): Promise<void> {
  const known = await newest(db, key)
  if (value !== undefined && (known === null || known.by === ENVIRONMENT))
    await writeSetting(db, key, value, { by: ENVIRONMENT, at })
}

/** Everything that the environment says and people may change while it runs. */
export async function seedSettings(
  db: Database,
  env: Pick<Env, 'BOARD_CHANNEL' | 'GROSS_MARGIN' | 'DISCOUNT_RATE' | 'RENEWAL_MONTHS'>,
  at: Temporal.Instant,
): Promise<void> {
  await seedSetting(db, 'board-channel', env.BOARD_CHANNEL, at)
  await seedSetting(db, 'clv/gross-margin', env.GROSS_MARGIN?.toString(), at)
  await seedSetting(db, 'clv/discount', env.DISCOUNT_RATE?.toString(), at)
  await seedSetting(db, 'clv/term', env.RENEWAL_MONTHS?.toString(), at)
}
