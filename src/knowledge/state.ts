import { claimsOf } from './claim.ts'
import { dueOn, type Entry, isKind } from './entry.ts'

/** How the knowledge base as a whole stands, as of a day. */
export type KnowledgeState = {
  /** Entries in use: neither drafts nor retired. */
  entries: number
  /** Of these: confirmed within their interval, no longer, and never. */
  verified: number
  stale: number
  unverified: number
  claims: number
  /** Claims that cite no evidence. */
  assumptions: number
  /** Slugs of the personas that are not validated. */
  hypotheses: string[]
}

/** Counts what is in use; an entry is stale from the day on which its verification is due. */
export function knowledgeState(
  entries: Iterable<Entry>,
  today: Temporal.PlainDate,
  zone: string,
): KnowledgeState {
  const inUse = [...entries].filter(({ status }) => status === 'active' || status === 'hypothesis')
  const standings = inUse.map((entry) => standingOf(entry, today, zone))
  const count = (standing: Standing) => standings.filter((each) => each === standing).length
  const claims = inUse.flatMap(({ body }) => claimsOf(body))
  return {
    entries: inUse.length,
    verified: count('verified'),
    stale: count('stale'),
    unverified: count('unverified'),
    claims: claims.length,
    assumptions: claims.filter(({ cites }) => cites.length === 0).length,
    hypotheses: inUse
      .filter((entry) => isKind(entry, 'persona') && entry.status === 'hypothesis')
      .map(({ slug }) => slug)
      .toSorted(),
  }
}

type Standing = 'verified' | 'stale' | 'unverified'

function standingOf(entry: Entry, today: Temporal.PlainDate, zone: string): Standing {
  const due = dueOn(entry, zone)
  if (due === undefined) return 'unverified'
  return Temporal.PlainDate.compare(due, today) <= 0 ? 'stale' : 'verified'
}
