import type { Asking } from '#bot/commands/command.ts'
import { interpret } from '#bot/commands/index.ts'
import { rankingOf } from '#bot/commands/ranking.ts'
import { entryKey } from '#src/knowledge/entry.ts'
import type { Asked } from './measure.ts'
import type { Question } from './question-set.ts'

/** Asks every question as `/persona` is asked. */
export const askAll = (questions: Question[], asking: Asking): Asked[] =>
  questions.map((question) => {
    const found = interpret(question.q, asking)
    const got = rankingOf(found, asking).map((entry) => entry && entryKey(entry))
    return { ...question, got, refused: found.found === 'nothing' }
  })
