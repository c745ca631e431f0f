import { appendAudit } from '#src/audit/store.ts'
import type { Database } from '#src/db/connect.ts'
import { speaksFor, whoHears } from '#src/freshness/answerable.ts'
import { isKindName } from '#src/knowledge/kinds.ts'
import { findEntry, type Library } from '#src/knowledge/library.ts'
import { IN_TURN } from '#src/knowledge/sequence.ts'
import { demandOf } from '#src/members/actor.ts'
import type { Flag, Settlement } from './flag.ts'
import { insertFlag, type NewFlag, openFlags, readFlag, writeSettlement } from './store.ts'

type By = { id: string; handle: string }

/** The entry that a flag is about, as it stands. */
export const flaggedEntry = (library: Library, { kind, slug }: Pick<Flag, 'kind' | 'slug'>) =>
  isKindName(kind) ? findEntry(library, kind, slug) : undefined

/** Notes that an entry doesn't fit any more; the same request raises one flag. */
export async function raiseFlag(
  db: Database,
  flag: Omit<NewFlag, 'raisedById'>,
  by: By,
  now: Temporal.Instant,
): Promise<Flag> {
  await db.$transaction(async (tx) => {
    const at = new Date(now.epochMilliseconds)
    const subject = `${flag.kind}/${flag.slug}`
    await demandOf(tx, by.handle, 'flag', { subject })
    if (await insertFlag(tx, { ...flag, raisedById: by.id }, now))
      await appendAudit(tx, {
        actor: by.handle,
        action: 'flag raised',
        subject,
        payload: { text: flag.text },
        at,
      })
  }, IN_TURN)
  const raised = await readFlag(db, { source: flag.source })
  if (!raised) throw new Error('A flag was written and is not there.')
  return raised
}

export type Settling = { outcome: 'settled' | 'settled before' | 'no right'; flag: Flag }

/** Whether somebody may settle a flag. */
export const maySettle = (handle: string | undefined, flag: Flag, library: Library): boolean =>
  speaksFor(handle, 'settle-flag', flaggedEntry(library, flag), library.members)

/** Settles a flag once; the same person saying the same again counts as having settled it. */
export async function settleFlag(
  db: Database,
  id: string,
  said: { as: Settlement; words: string },
  by: By | undefined,
  library: Library,
  now: Temporal.Instant,
): Promise<Settling | undefined> {
  const before = await readFlag(db, { id })
  if (!before) return undefined
  if (!by || !maySettle(by.handle, before, library)) return { outcome: 'no right', flag: before }
  await db.$transaction(async (tx) => {
    if (await writeSettlement(tx, id, { ...said, byId: by.id }, now)) {
      const subject = `${before.kind}/${before.slug}`
      const at = new Date(now.epochMilliseconds)
      await appendAudit(tx, {
        actor: by.handle,
        action: 'flag settled',
        subject,
        payload: { flag: id, ...said },
        at,
      })
    }
  }, IN_TURN)
  const flag = (await readFlag(db, { id })) ?? before
  const { settled } = flag
  const mine = settled?.by === by.handle && settled.as === said.as && settled.words === said.words
  return { outcome: mine ? 'settled' : 'settled before', flag }
}

/** Open flags by the handle of the one who is to settle them. */
export async function flagsToSettle(db: Database, library: Library): Promise<Map<string, Flag[]>> {
  const flags = await openFlags(db)
  const byOwner = Map.groupBy(flags, (flag) => whoHears(flaggedEntry(library, flag), library) ?? '')
  byOwner.delete('')
  return byOwner
}
