import type { Subject } from './tag.ts'

/** An account or a contact whose persona is in doubt, until somebody settles it. */
export type Doubt = Subject & {
  /** Of the row; undefined of one that nobody has raised yet. */
  doubt: string
  name: string
  because: 'methods' | 'flagged'
  /** The persona that it is tagged with, and the one that speaks against it. */
  persona: string | undefined
  suggested: string | undefined
  said: string
  raisedBy: string
  raisedAt: Temporal.Instant
  unsureBy: string | undefined
}
