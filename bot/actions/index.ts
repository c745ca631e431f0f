import type { Action } from './action.ts'
import { ask } from './ask.ts'
import { keep } from './keep.ts'
import { share } from './share.ts'
import { why } from './why.ts'

/** Everything that a button can do. */
export const ACTIONS: Action[] = [ask, why, keep, share]
