import type { Context } from '#src/context.ts'
import { withSince } from '#src/tasks/derive.ts'
import type { ListKind } from '#src/tasks/list.ts'
import { openTasks } from '#src/tasks/standing.ts'
import { lastList, listOf, readProgress } from '#src/tasks/store.ts'
import type { Task } from '#src/tasks/task.ts'
import { businessDay, type Period } from './schedule.ts'
import { keyOf } from './tell.ts'

/**
 * A period's list out of what is to be done as it stands: what was open in the list before says since when, and what
 * was seen to since a list was published is shown as that.
 */
export async function listAgain(
  kind: ListKind,
  fresh: Task[],
  { period, planned }: { period: Period; planned: Temporal.PlainDate },
  ctx: Context,
) {
  const { db } = ctx
  const library = await ctx.readLibrary()
  const before = await lastList(db, kind, period.from)
  const left = before && {
    period: before.period,
    open: openTasks(before.facts.tasks, await readProgress(db, before.key, before.facts.tasks), library),
  }
  const published = await listOf(db, kind, period.id)
  const key = keyOf({ name: kind.job }, { period: period.id, scope: kind.scope })
  const said = published?.tasks ?? []
  const open = openTasks(said, await readProgress(db, key, said), library)
  const listed = new Set([...fresh, ...open].map(({ id }) => id))
  const tasks = [...withSince(fresh, left), ...said.filter(({ id }) => !listed.has(id))]
  return {
    tasks,
    dueOn: published?.dueOn ?? planned.toString(),
    progress: await readProgress(db, key, tasks),
  }
}

/** A planned day, or the first business day after so many days: there is that much time also where a list comes late. */
export function dueOn(
  planned: Temporal.PlainDate,
  leastDays: number,
  today: Temporal.PlainDate,
): Temporal.PlainDate {
  const soonest = businessDay(today.add({ days: leastDays }), 1)
  return Temporal.PlainDate.compare(planned, soonest) < 0 ? soonest : planned
}
