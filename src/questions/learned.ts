import { phrase } from '#src/knowledge/claim.ts'
import { isStopWord, wordsOf } from '#src/search/words.ts'
import { ALIKE, likeness } from './alike.ts'
import { normalOf } from './question.ts'

/** A question as it stands: `entry` is the `kind/slug` that its owner pointed to, as long as that holds. */
export type Pointing = { id: string; text: string; at: Temporal.Instant; entry: string | undefined }

/** One of the ways in which people ask for an entry, since its owner answered it by pointing there at that time. */
export type Learned = Pointing & { entry: string }

/** So many of an entry's questions are ways to ask for it: the newest. */
const MOST = 30

/** Whether a question could be a way to ask for something: a line that says what it is about, as in an entry's file. */
export const isWayToAsk = (text: string): boolean =>
  phrase.safeParse(text).success && wordsOf(text).some((word) => !isStopWord(word))

/** What was learned, by the `kind/slug` of entries, which may not be there (yet, or any more); the newest first. */
export function createLearned() {
  const questions = new Map<string, Learned>()
  const byEntry = new Map<string, Learned[]>()
  /** Takes in questions as they stand now, and says for which entries that changes something. */
  const put = (changed: Pointing[]): string[] => {
    const before = changed.flatMap(({ id }) => questions.get(id)?.entry ?? [])
    for (const question of changed) {
      questions.delete(question.id)
      if (isLearned(question)) questions.set(question.id, question)
    }
    const touched = new Set([...before, ...changed.flatMap(({ id }) => questions.get(id)?.entry ?? [])])
    const theirs = [...questions.values()].filter(({ entry }) => touched.has(entry))
    for (const key of touched) byEntry.delete(key)
    for (const [key, all] of Map.groupBy(theirs, ({ entry }) => entry))
      byEntry.set(key, all.sort(newestFirst))
    return [...touched]
  }
  return { byEntry: byEntry as ReadonlyMap<string, readonly Learned[]>, put }
}

/** How people ask for an entry in the questions that were learned. */
export const waysToAsk = (learned: readonly Learned[] = []): string[] =>
  learned.slice(0, MOST).map(({ text }) => text)

/** Where the very same question was learned. */
export const learnedAs = (text: string, learned: readonly Learned[] = []): Learned | undefined =>
  learned.find((each) => normalOf(each.text) === normalOf(text))

/** The learned question that is most like this one, where one is; of equals the newest. */
export function learnedLike(text: string, learned: readonly Learned[] = []): Learned | undefined {
  const [most] = learned
    .map((each) => ({ each, likeness: likeness(text, each.text) }))
    .sort((one, other) => other.likeness - one.likeness)
  return most && most.likeness >= ALIKE ? most.each : undefined
}

const isLearned = (question: Pointing): question is Learned =>
  question.entry !== undefined && isWayToAsk(question.text)

const newestFirst = (one: Learned, other: Learned): number => Temporal.Instant.compare(other.at, one.at)
