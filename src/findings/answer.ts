import type { Database } from '#src/db/connect.ts'
import { relatedTo } from '#src/freshness/answerable.ts'
import { findEntry, type Library } from '#src/knowledge/library.ts'
import { allows, demand } from '#src/members/authority.ts'
import type { Finding } from './finding.ts'
import { answerFinding } from './store.ts'

/** Whoever a finding was sent to may answer it, and who answers for its persona. */
const relatedToFinding = ({ reader, persona }: Finding, library: Library) => ({
  ...relatedTo(findEntry(library, 'persona', persona), library.members),
  reader: [reader],
})

export const mayAnswerFinding = (handle: string | undefined, finding: Finding, library: Library): boolean =>
  allows(library.members.get(handle ?? ''), 'answer-finding', relatedToFinding(finding, library))

/** Notes what somebody says to a finding. Throws a NoRight where it is not theirs. */
export async function answerAs(
  db: Database,
  finding: Finding,
  answer: { by: string; snoozedUntil?: Temporal.Instant },
  library: Library,
  now: Temporal.Instant,
): Promise<void> {
  const related = relatedToFinding(finding, library)
  const subject = `finding/${finding.id}`
  demand(library.members.get(answer.by), 'answer-finding', { subject, related, members: library.members })
  await answerFinding(db, finding.id, answer, now)
}
