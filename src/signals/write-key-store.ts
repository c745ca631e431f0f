import { recordChange } from '#src/audit/record-change.ts'
import type { Database } from '#src/db/connect.ts'
import { UserError } from '#src/errors.ts'
import { demandOf } from '#src/members/actor.ts'
import { digestOf, newWriteKey } from './write-key.ts'

/** The name of a write key that is in use; undefined of any other. */
export async function nameOfKey(db: Database, key: string): Promise<string | undefined> {
  const [row] = await db.$queryRaw<{ name: string }[]>`
    SELECT name FROM write_keys WHERE digest = ${digestOf(key)} AND revoked_at IS NULL`
  return row?.name
}

export type KnownKey = { name: string; by: string; createdAt: Date; revokedAt: Date | null }

export async function writeKeys(db: Database): Promise<KnownKey[]> {
  return await db.writeKey.findMany({ omit: { digest: true }, orderBy: { name: 'asc' } })
}

type Change = { by: string; at: Temporal.Instant }

/** Makes a write key and returns it: it is known at no other time. */
export async function addWriteKey(db: Database, name: string, { by, at }: Change): Promise<string> {
  const key = newWriteKey()
  const row = { digest: digestOf(key), by, createdAt: new Date(at.epochMilliseconds), revokedAt: null }
  const subject = `write-key/${name}`
  await recordChange(db, at, async (tx) => {
    await demandOf(tx, by, 'manage-keys', { subject })
    const before = await tx.writeKey.findUnique({ where: { name } })
    if (before && before.revokedAt === null)
      throw new UserError(`There is a write key ${name} already: revoke it first, or take another name.`)
    await tx.writeKey.upsert({ where: { name }, create: { name, ...row }, update: row })
    return { actor: by, action: 'write key added', subject, payload: { name } }
  })
  return key
}

/** Lets nobody in by this key any more; false where it was revoked before. */
export async function revokeWriteKey(db: Database, name: string, { by, at }: Change): Promise<boolean> {
  const subject = `write-key/${name}`
  return await recordChange(db, at, async (tx) => {
    await demandOf(tx, by, 'manage-keys', { subject })
    const known = await tx.writeKey.findUnique({ where: { name } })
    if (known === null) throw new UserError(await noSuchKey(db, name))
    if (known.revokedAt !== null) return undefined
    await tx.writeKey.update({ where: { name }, data: { revokedAt: new Date(at.epochMilliseconds) } })
    return { actor: by, action: 'write key revoked', subject, payload: { name } }
  })
}

async function noSuchKey(db: Database, name: string): Promise<string> {
  const names = (await writeKeys(db)).map((each) => each.name)
  const known = names.length > 0 ? `there are ${names.join(', ')}` : 'there is none yet'
  return `There is no write key ${JSON.stringify(name)}; ${known}.`
}
