import type { Database } from '#src/db/connect.ts'

/** What people may change while it runs. */
export type SettingKey =
  | 'board-channel'
  | 'board-meeting'
  | 'deep-refresh'
  | `digest/${string}`
  | `job/${string}`
  | `health/${string}`

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

const newest = (db: Database, key: SettingKey) =>
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

/** Sets a value from now on; what it was before stays in its history. Nothing happens where it is that already. */
export async function writeSetting(
  db: Database,
  key: SettingKey,
  value: string,
  change: { by: string; at: Temporal.Instant },
): Promise<void> {
  if ((await readSetting(db, key)) === value) return
  await db.setting.create({
    data: { key, value, by: change.by, since: new Date(change.at.epochMilliseconds) },
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
