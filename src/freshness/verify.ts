import { appendAudit } from '#src/audit/store.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import { type Entry, entryKey } from '#src/knowledge/entry.ts'
import { advanceSequence, inSequence } from '#src/knowledge/sequence.ts'
import { findEntries, markVerified } from '#src/knowledge/store.ts'
import type { KnownMember } from '#src/members/member.ts'
import { membersSince } from '#src/members/store.ts'
import { answerableFor, mayVerify } from './answerable.ts'

/** An entry in the version that somebody saw when they said that it still holds. */
export type Seen = { kind: string; slug: string; version: number }

export type Verified = Seen &
  (
    | { outcome: 'verified'; entry: Entry }
    /** It says something else by now than what they saw. */
    | { outcome: 'changed'; entry: Entry }
    | { outcome: 'not yours'; entry: Entry; verifier: KnownMember | undefined }
    | { outcome: 'gone' }
  )

/**
 * Records that entries still hold, all in one transaction, each where whoever says so may and has seen what it says.
 * `at` is when they said it: the same saying twice is recorded once, and one that arrives late takes back nothing newer.
 */
export async function verifyEntries(
  db: Database,
  seen: Seen[],
  memberId: string | undefined,
  at: Temporal.Instant,
): Promise<Verified[]> {
  return await inSequence(db, async (tx, sequence) => {
    const members = new Map((await membersSince(tx, -1n)).map((member) => [member.handle, member]))
    const by = [...members.values()].find(({ id }) => id === memberId)
    const entries = await findEntries(tx, seen)
    const judged = seen.map((each) => judge(each, entries.get(entryKey(each)), by, members, at))
    const fresh = judged.flatMap((each) =>
      each.outcome === 'verified' && isNewer(at, each.entry) ? [each.entry] : [],
    )
    if (by && fresh.length > 0) {
      await record(tx, fresh, by, at, sequence)
      await advanceSequence(tx, sequence)
    }
    return judged.map((each) =>
      each.outcome === 'verified' && isNewer(at, each.entry)
        ? { ...each, entry: { ...each.entry, verifiedAt: at } }
        : each,
    )
  })
}

async function record(
  tx: Transaction,
  entries: Entry[],
  by: KnownMember,
  now: Temporal.Instant,
  sequence: bigint,
): Promise<void> {
  const at = new Date(now.epochMilliseconds)
  const verified = entries.map(({ id }) => ({ id, at }))
  await markVerified(tx, verified, sequence)
  for (const entry of entries) {
    const payload = { version: entry.version, before: entry.verifiedAt?.toString() ?? null }
    await appendAudit(tx, {
      actor: by.handle,
      action: 'entry verified',
      subject: entryKey(entry),
      payload,
      at,
    })
  }
}

function judge(
  seen: Seen,
  entry: Entry | undefined,
  by: KnownMember | undefined,
  members: ReadonlyMap<string, KnownMember>,
  at: Temporal.Instant,
): Verified {
  if (!entry) return { ...seen, outcome: 'gone' }
  if (!mayVerify(by, entry, members))
    return { ...seen, outcome: 'not yours', entry, verifier: answerableFor(entry, members).verifier }
  // What was recorded already stays said, even if the entry has changed since.
  if (entry.version !== seen.version && isNewer(at, entry)) return { ...seen, outcome: 'changed', entry }
  return { ...seen, outcome: 'verified', entry }
}

const isNewer = (at: Temporal.Instant, { verifiedAt }: Entry): boolean =>
  verifiedAt === undefined || Temporal.Instant.compare(at, verifiedAt) > 0
