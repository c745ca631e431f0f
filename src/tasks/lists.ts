import { DEEP_REFRESH } from './deep-refresh.ts'
import { REMINDER } from './insight.ts'
import type { ListKind } from './list.ts'

/** Every job whose posts hold a list of tasks. */
export const LISTS: ListKind[] = [REMINDER, DEEP_REFRESH]

/** Which of them a list's key names; undefined for a test that was sent to one person. */
export const listNamed = (key: string): ListKind | undefined =>
  LISTS.find(({ job }) => key.startsWith(`${job}/`))
