import type { Database } from '#src/db/connect.ts'
import { type Entry, entryKey } from '#src/knowledge/entry.ts'
import { type Learned, learnedAs, learnedLike } from '#src/questions/learned.ts'
import { ANSWER_HOLDS } from '#src/questions/question.ts'
import { readQuestion } from '#src/questions/store.ts'
import type { Answered, Asking } from './commands/command.ts'
import { opening } from './commands/question.ts'
import type { Block } from './slack/blocks.ts'
import { answeredAlike } from './views/question-notes.ts'

type Interpreted = Answered & { command: string }

/**
 * An entry that is found by the very question for which its owner pointed there gives way to what the owner said, until
 * it is changed and so may say that itself.
 */
export function wordFirst(found: Interpreted, text: string, { library, now }: Asking): Interpreted {
  if (found.found !== 'entry') return found
  const [entry] = found.entries
  const others = (found.considered ?? []).slice(0, 2)
  const learned = learnedAs(text, library.learned.get(entryKey(entry)))
  if (!learned || isSaidSince(learned, entry)) return found
  // The word of its owner comes with a button of its own that opens the entry.
  const holds = isHolding(learned, now)
  const next = (holds ? others : [entry, ...others]).map((each) => opening(each, library))
  return { found: 'nothing', question: text, nearest: [entry, ...others], next, command: found.command }
}

/** What the owner of an entry said to a question like this one, to stand above it under the same conditions. */
export async function wordOnAlike(
  db: Database,
  entry: Entry,
  text: string,
  { library, now, zone }: Asking,
): Promise<Block[]> {
  const learned = learnedLike(text, library.learned.get(entryKey(entry)))
  if (!learned || isSaidSince(learned, entry) || !isHolding(learned, now)) return []
  const question = await readQuestion(db, learned.id)
  return question ? answeredAlike({ question, library, zone }) : []
}

/** The entry has changed since, and so may say it itself. */
const isSaidSince = ({ at }: Learned, { since }: Entry): boolean => Temporal.Instant.compare(since, at) > 0

const isHolding = ({ at }: Learned, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(now, at.add(ANSWER_HOLDS)) < 0
