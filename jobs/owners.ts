import type { Library } from '#src/knowledge/library.ts'
import { digestHandles, owningHandles } from '#src/rhythm/readers.ts'
import type { Scope } from './job.ts'

const alone = (handle: string): Scope => ({ id: handle, reader: { member: handle } })

/** Everybody who is there and owns or verifies an entry, or stands in for who does; each a reader of their own. */
export const owners = (library: Library): Scope[] => owningHandles(library).map(alone)

/** The same with whoever votes. */
export const digestReaders = (library: Library): Scope[] => digestHandles(library).map(alone)
