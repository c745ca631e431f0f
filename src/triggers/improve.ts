import { partOf } from '#src/board/parts.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { ANSWERS, type AnsweredAlert, LEAST_USEFUL } from './precision.ts'

/** Of so few answers about a persona or a stage none says anything about it. */
const LEAST_ANSWERS = 3

/** What answers say should become of a trigger: only for some personas or stages, or not at all. */
export type Improvement =
  | { to: 'narrow'; field: 'personas' | 'stages'; keep: string[]; useful: number; of: number }
  | { to: 'retire' }

/**
 * Where some personas, or else some stages, find a trigger useful as often as it has to be, it is for those alone; the
 * dimension counts that leaves the larger useful share. Else it is to go.
 */
export function improvement(answers: AnsweredAlert[]): Improvement {
  const [best] = (['personas', 'stages'] as const)
    .flatMap((field) => narrowed(field, answers.slice(0, ANSWERS)))
    .toSorted((a, b) => b.useful / b.of - a.useful / a.of)
  return best ?? { to: 'retire' }
}

function narrowed(field: 'personas' | 'stages', answers: AnsweredAlert[]) {
  const groups = Map.groupBy(answers, ({ persona, stage }) => (field === 'personas' ? persona : stage))
  const kept = [...groups].flatMap(([name, its]) =>
    name !== undefined && its.length >= LEAST_ANSWERS && shareOf(its) >= LEAST_USEFUL ? [{ name, its }] : [],
  )
  const all = kept.flatMap(({ its }) => its)
  // What leaves nobody out changes nothing.
  if (all.length === 0 || all.length === answers.length) return []
  const useful = all.filter((each) => each.useful).length
  const keep = kept.map(({ name }) => name).toSorted()
  return [{ to: 'narrow' as const, field, keep, useful, of: all.length }]
}

const shareOf = (answers: AnsweredAlert[]): number =>
  answers.filter(({ useful }) => useful).length / answers.length

/** The change of its entry that an improvement is. */
export const partFor = (entry: Entry<'trigger'>, what: Improvement) =>
  partOf(entry, [
    what.to === 'retire'
      ? { type: 'set', field: 'status', before: entry.status, after: 'retired' }
      : { type: 'set', field: what.field, before: entry.body[what.field], after: what.keep },
  ])
