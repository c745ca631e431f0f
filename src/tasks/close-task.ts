import { appendAudit } from '#src/audit/store.ts'
import type { Database } from '#src/db/connect.ts'
import type { Library } from '#src/knowledge/library.ts'
import { IN_TURN } from '#src/knowledge/sequence.ts'
import { listNamed } from './lists.ts'
import { stateOf, type TaskState } from './standing.ts'
import { lastList, type PostedList, readProgress, writeClosing } from './store.ts'
import { mayClose, type Task } from './task.ts'

/** What somebody wants to say to a task of a list: done, or declined with a reason. */
export type Saying = { list: string; task: string; declined: string | undefined }

/** What a task is to somebody who presses its buttons. */
export type Found =
  | { found: 'open' | 'closed before'; task: Task; state: TaskState }
  | { found: 'no right'; task: Task }
  /** A newer list has taken its place. */
  | { found: 'superseded'; by: PostedList }
  | { found: 'gone' }

/** Looks a task up for somebody, by handle; nothing is changed. */
export async function findTask(
  db: Database,
  { list, task: id }: Pick<Saying, 'list' | 'task'>,
  by: string | undefined,
  library: Library,
): Promise<Found> {
  const kind = listNamed(list)
  if (!kind) return { found: 'gone' }
  const posted = await lastList(db, kind)
  if (posted && posted.key !== list) return { found: 'superseded', by: posted }
  const task = posted?.facts.tasks.find((each) => each.id === id)
  if (!posted || !task) return { found: 'gone' }
  if (!mayClose(by, task, library.members)) return { found: 'no right', task }
  const state = stateOf(task, await readProgress(db, posted.key, posted.facts.tasks), library)
  return { found: state.state === 'open' ? 'open' : 'closed before', task, state }
}

/** Closes a task once. The first word on it stays; the same person saying the same again is no news. */
export async function closeTask(
  db: Database,
  { list, task, declined }: Saying,
  by: string | undefined,
  library: Library,
  now: Temporal.Instant,
): Promise<Found | { found: 'closed'; task: Task }> {
  const before = await findTask(db, { list, task }, by, library)
  if (by === undefined || !('state' in before)) return before
  const { state } = before
  const said = 'closing' in state ? state.closing : undefined
  if (said?.by === by && said.declined === declined) return { found: 'closed', task: before.task }
  if (before.found !== 'open') return before
  const written = await db.$transaction(async (tx) => {
    const is = { task, by, ...(declined !== undefined && { declined }) }
    if (!(await writeClosing(tx, list, is, now))) return false
    const action = declined === undefined ? 'task done' : 'task declined'
    const payload = { task, ...(declined !== undefined && { reason: declined }) }
    const at = new Date(now.epochMilliseconds)
    await appendAudit(tx, { actor: by, action, subject: list, payload, at })
    return true
  }, IN_TURN)
  return written ? { found: 'closed', task: before.task } : await findTask(db, { list, task }, by, library)
}
