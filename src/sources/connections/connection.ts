import { UserError } from '#src/errors.ts'
import type { MappedColumn } from '#src/ingest/mapping.ts'
import type { Reader } from '#src/ingest/reader.ts'
import type { SourceFile } from '#src/ingest/source-file.ts'

/** What a cursor's column holds, which says how it is compared. `local time` names no zone. */
export type CursorKind = 'time' | 'local time' | 'date' | 'number'

/** What is to be read, and how far back. */
export type Wanted = {
  /** As people call the source. */
  title: string
  /** As the environment calls the connection: SOURCE_HELP_DESK. */
  variable: string
  /** Holds secrets: nothing of it is ever said. */
  address: string
  select: string
  files: string | undefined
  /** Reads rows from `from` on, which is told once it is known what the column holds; all, where there is none. */
  cursor: { column: string; from: (kind: CursorKind) => string | undefined } | undefined
  zone: string
  /** Aborted when reading has taken too long. */
  signal: AbortSignal
  /** In milliseconds, for a server that stops by itself. */
  withinMs: number
}

/** A reader whose relation `mapping` is what the SELECT gives. Whoever gets it closes it. */
export type Opened = {
  reader: Reader
  columns: MappedColumn[]
  /** DuckDB's type of the cursor's column, if there is one. */
  cursorType: string | undefined
  format?: SourceFile['format']
}

/** A kind of place that sources are read from: one file, and one line in the list. */
export type Connector = {
  /** "a folder of files" */
  called: string
  /** An address as the operator sets it. */
  example: string
  speaks(address: string): boolean
  /** Throws a UserError, in words that say nothing of the address, where it can't be read. */
  open(wanted: Wanted): Promise<Opened>
}

/** A place that can't be reached now, and perhaps later. */
export class Unreachable extends UserError {}
