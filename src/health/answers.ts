import type { Database } from '#src/db/connect.ts'
import { allows } from '#src/members/authority.ts'
import type { KnownMember } from '#src/members/member.ts'
import { settingHistory, writeSetting } from '#src/settings/store.ts'
import { BOARD_QUESTIONS, type BoardAnswer, type BoardAnswers, type BoardQuestion } from './check.ts'

/** What the board has said, the newest answer to each question. */
export async function readBoardAnswers(db: Database): Promise<BoardAnswers> {
  const answers = await Promise.all(
    BOARD_QUESTIONS.map(async (question): Promise<[BoardQuestion, BoardAnswer][]> => {
      const [newest] = await settingHistory(db, `health/${question}`, 1)
      return newest ? [[question, { yes: newest.value === YES, by: newest.by, since: newest.since }]] : []
    }),
  )
  return new Map(answers.flat())
}

const YES = 'yes'

/** Keeps an answer from now on; what was said before stays in its history. */
export async function keepBoardAnswer(
  db: Database,
  question: BoardQuestion,
  yes: boolean,
  change: { by: string; at: Temporal.Instant },
): Promise<void> {
  await writeSetting(db, `health/${question}`, yes ? YES : 'no', change)
}

/** Whoever decides on personas, or answers for them. */
export const mayTell = (member: KnownMember | undefined): boolean => allows(member, 'tell-health')
