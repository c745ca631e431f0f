import { chooseClaim } from './choose-claim.ts'
import type { Modal } from './modal.ts'
import { reject } from './reject.ts'
import { reviewNote } from './review-note.ts'
import { verifyMany } from './verify-many.ts'
import { wording } from './wording.ts'

/** Every form that somebody can send. */
export const MODALS: Modal[] = [chooseClaim, wording, reject, verifyMany, reviewNote]
