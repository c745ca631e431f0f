import type { Database } from '#src/db/connect.ts'

/** What people may change while it runs. */
export type SettingKey = 'board-channel'

export async function readSetting(db: Database, key: SettingKey): Promise<string | undefined> {
  const row = await db.setting.findFirst({ where: { key }, orderBy: { id: 'desc' } })
  return row?.value
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

/** The first value of a setting comes from the environment; what people chose since then stays. */
export async function seedSetting(
  db: Database,
  key: SettingKey,
  value: string | undefined,
  at: Temporal.Instant,
): Promise<void> {
  if (value !== undefined && (await readSetting(db, key)) === undefined)
    await writeSetting(db, key, value, { by: 'environment', at })
}
