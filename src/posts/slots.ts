import type { Database } from '#src/db/connect.ts'

/**
 * Claims the next moment at which a message may go to a channel, `gapMs` after the one before, whichever instance
 * posts that. Returns how many milliseconds away it is by the database's clock.
 */
export async function claimSlot(db: Database, channel: string, gapMs: number): Promise<number> {
  const [slot] = await db.$queryRaw<{ away: number }[]>`
    INSERT INTO channel_slots AS slot (channel, free_at)
    VALUES (${channel}, clock_timestamp() + ${gapMs} * interval '1 millisecond')
    ON CONFLICT (channel) DO UPDATE
    SET free_at = GREATEST(slot.free_at, clock_timestamp()) + ${gapMs} * interval '1 millisecond'
    RETURNING (extract(epoch FROM free_at - clock_timestamp()) * 1000)::float8 AS away`
  // The column keeps whole milliseconds, so that a moment may lie up to half of one later than it was claimed for.
  return Math.max(0, Math.floor((slot?.away ?? 0) - gapMs))
}
