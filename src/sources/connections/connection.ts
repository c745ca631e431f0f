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
  /** Our column of the key, where records that the place has deleted are to be told, too. */
  key: string | undefined
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
  /** Keys of records that the place says it deleted. */
  gone?: string[]
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
  /** Only a CRM can be written to. */
  writes?: Writes
}

/** One field of an object of a CRM. */
export type Field = Pick<Wanted, 'title' | 'variable' | 'address' | 'signal'> & {
  object: string
  field: string
}

/** Writing to a CRM, at most `most` records at a time. Both throw a UserError as `open` does. */
export type Writes = {
  most: number
  /** What the field holds now, by the records' ids; those that are gone are left out. */
  read(field: Field, ids: string[]): Promise<Map<string, string | null>>
  /** Writes each record by itself; those that it refuses come back with its reason. */
  write(field: Field, records: { id: string; value: string }[]): Promise<{ id: string; reason: string }[]>
}

/** A place that can't be reached now, and perhaps later. */
export class Unreachable extends UserError {}
