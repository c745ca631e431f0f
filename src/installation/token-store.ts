import type { Database } from '#src/db/connect.ts'
import { digestOf } from '#src/knowledge/digest.ts'

/** The token that is used now, and for how long it still holds by the database's clock. */
export type KeptToken = { token: string | undefined; leftMs: number }

/** Keeps the refresh token that the operator set, unless it is the one that all later ones came from. */
export async function keepGiven(db: Database, refreshToken: string): Promise<void> {
  await db.$executeRaw`
    INSERT INTO workspace_token AS kept (id, given, refresh_token) VALUES (1, ${digestOf(refreshToken)}, ${refreshToken})
    ON CONFLICT (id) DO UPDATE SET given = EXCLUDED.given, refresh_token = EXCLUDED.refresh_token,
      token = NULL, expires_at = NULL, refreshing_until = NULL WHERE kept.given <> EXCLUDED.given`
}

export async function readToken(db: Database): Promise<KeptToken> {
  const [row] = await db.$queryRaw<{ token: string | null; left: number | null }[]>`
    SELECT token, (extract(epoch FROM expires_at - clock_timestamp()) * 1000)::float8 AS left FROM workspace_token`
  return { token: row?.token ?? undefined, leftMs: row?.left ?? 0 }
}

/** The refresh token, for one alone to spend in place of this token; undefined while somebody else is at it, or has done it. */
export async function claimRefresh(
  db: Database,
  { token }: KeptToken,
  forMs: number,
): Promise<string | undefined> {
  const [row] = await db.$queryRaw<{ spend: string }[]>`
    UPDATE workspace_token SET refreshing_until = clock_timestamp() + ${forMs} * interval '1 millisecond'
    WHERE (refreshing_until IS NULL OR refreshing_until < clock_timestamp())
      AND token IS NOT DISTINCT FROM ${token ?? null}::text
    RETURNING refresh_token AS spend`
  return row?.spend
}

type Refreshed = { token: string; refreshToken: string; lastsSeconds: number }

export async function keepRefreshed(db: Database, spent: string, refreshed: Refreshed): Promise<void> {
  const { token, refreshToken, lastsSeconds } = refreshed
  await db.$executeRaw`
    UPDATE workspace_token SET token = ${token}, refresh_token = ${refreshToken}, refreshing_until = NULL,
      expires_at = clock_timestamp() + ${lastsSeconds} * interval '1 second' WHERE refresh_token = ${spent}`
}

/** Lets another one try to spend it. */
export async function giveUpRefresh(db: Database, unspent: string): Promise<void> {
  await db.$executeRaw`UPDATE workspace_token SET refreshing_until = NULL WHERE refresh_token = ${unspent}`
}
