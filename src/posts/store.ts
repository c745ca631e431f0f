import type { Database } from '#src/db/connect.ts'

/** A keyed message as far as it got: claimed, or posted as `ts`. */
export type KnownPost = {
  channel: string
  ts: string | undefined
  digest: string
  claimedAt: Temporal.Instant
}

/** Claims a key before anything is posted under it. False if somebody has it already. */
export async function claimPost(
  db: Database,
  key: string,
  post: { channel: string; digest: string },
  now: Temporal.Instant,
): Promise<boolean> {
  const claimed = await db.post.createMany({
    data: [{ key, ...post, createdAt: new Date(now.epochMilliseconds) }],
    skipDuplicates: true,
  })
  return claimed.count === 1
}

export async function findPost(db: Database, key: string): Promise<KnownPost | undefined> {
  const row = await db.post.findUnique({ where: { key } })
  if (!row) return undefined
  const claimedAt = Temporal.Instant.fromEpochMilliseconds(row.createdAt.getTime())
  return { channel: row.channel, ts: row.ts ?? undefined, digest: row.digest, claimedAt }
}

/** The keyed message whose key ends like this, with its key. */
export async function findPostEnding(
  db: Database,
  end: string,
): Promise<(KnownPost & { key: string }) | undefined> {
  const row = await db.post.findFirst({ where: { key: { endsWith: end } }, select: { key: true } })
  const post = row && (await findPost(db, row.key))
  return row && post ? { ...post, key: row.key } : undefined
}

/**
 * Records where a keyed message is and what it says. False if another message is recorded under the key already:
 * then the one at `ts` is a duplicate.
 */
export async function recordPost(
  db: Database,
  key: string,
  post: { channel: string; ts: string; digest: string },
  now: Temporal.Instant,
): Promise<boolean> {
  const recorded = await db.post.updateMany({
    where: { key, OR: [{ ts: null }, { ts: post.ts, channel: post.channel }] },
    data: { ...post, postedAt: new Date(now.epochMilliseconds) },
  })
  return recorded.count === 1
}

/** What posted messages say now, by key; those that are claimed and not posted are left out. */
export async function digestsOf(db: Database, keys: string[]): Promise<Map<string, string>> {
  const rows = await db.post.findMany({ where: { key: { in: keys }, ts: { not: null } } })
  return new Map(rows.map(({ key, digest }) => [key, digest]))
}

/** Keys of posted messages that begin like this. */
export async function postedUnder(db: Database, prefix: string): Promise<string[]> {
  const rows = await db.post.findMany({
    where: { key: { startsWith: prefix }, ts: { not: null } },
    select: { key: true },
    orderBy: { key: 'asc' },
  })
  return rows.map(({ key }) => key)
}

/** For a workspace that begins anew at each start: the messages of the one before are gone. */
export async function forgetPosts(db: Database): Promise<void> {
  await db.post.deleteMany()
}

/** Forgets a message that is no longer where it was, so that it can be posted again. */
export async function forgetPost(db: Database, key: string, ts: string): Promise<void> {
  await db.post.deleteMany({ where: { key, ts } })
}
