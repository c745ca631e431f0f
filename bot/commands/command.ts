import type { ModalView } from '@slack/types'
import type { Block } from '#bot/slack/blocks.ts'
import type { Reading } from '#bot/views/reading.ts'
import type { Shown } from '#bot/views/view.ts'
import type { Context } from '#src/context.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Asker } from '#src/members/identity.ts'
import type { Asked } from './asked.ts'

/** Who asks, out of which knowledge, and whether others read the answer along. */
export type Asking = Reading & { asker: Pick<Asker, 'member'>; inChannel?: boolean }

/** A button that asks the next question; of its customers it means the account of this id, or null: it names none. */
export type Next = { text: string; ask: string; customer?: string | null }

/** What a command found, everything looked up. How it is said, kept and shared is decided elsewhere. */
export type Answered =
  /** An answer from entries, the one that it is about first: gets its small line, Why?, Keep and Share. */
  | {
      found: 'entry'
      shown: Shown
      entries: [Entry, ...Entry[]]
      next: Next[]
      /** What else might have been meant, best first. */
      considered?: Entry[]
    }
  /** A list, a help. */
  | { found: 'overview'; blocks: Block[]; next: Next[] }
  /** What is not in the library, and therefore read from the database: records, earlier versions. */
  | { found: 'records'; read(ctx: Context): Promise<Block[]>; next: Next[] }
  /** A form, where one can open; what to do instead, where none can. */
  | { found: 'form'; open(ctx: Context): Promise<ModalView>; instead: Block[]; next: Next[] }
  | { found: 'nothing'; question: string; nearest: Entry[]; next: Next[] }

/** The same, or how to look it up: only the database can tell which account somebody means. */
export type Found = Answered | { found: 'looked-up'; look(ctx: Context): Promise<Answered>; next: Next[] }

/** A subcommand of `/persona`. */
export type Command = {
  name: string
  /** What it does, in a few words after an example: a line of the help on a phone. */
  does: string
  /** Typed after `/persona `; each is tested. The first is shown in the help. */
  examples: string[]
  /** The words that ask for this command; without any it is reached by what the words name. */
  verbs: string[]
  /** What follows the verb is somebody's own words: the verb counts only where it comes first. */
  takesText?: boolean
  /** Whether these words behind the verb mean the command; any, if it isn't said. */
  fits?(words: string): boolean
  run(asked: Asked, asking: Asking): Found
}
