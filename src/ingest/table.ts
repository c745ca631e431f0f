/**
 * How a column's values are read. `id` is kept as given, `text` is trimmed, `persona` is a slug, title or alias,
 * `account` is the id of an account that is there already, `month` a first day, `time` a moment of something that has
 * happened, in the team's zone where it names none, `money` has four decimals and `score` two.
 */
export type ColumnType =
  | 'id'
  | 'account'
  | 'text'
  | 'persona'
  | 'date'
  | 'month'
  | 'time'
  | 'money'
  | 'score'
  | 'count'
  | 'boolean'

export type Column = {
  name: string
  type: ColumnType
  required?: true
  /** What an empty value means, in DuckDB's SQL, where the column can't be empty. */
  whenEmpty?: string
  /** The only texts that it may be, in small letters. */
  oneOf?: string[]
  /** In characters, where it may be longer than other texts. */
  longest?: number
}

/** What a row must fulfil beyond its single columns. */
export type Rule = {
  /** Completes "a row is rejected: …". */
  reason: string
  /** The columns without which it says nothing. */
  needs: string[]
  /** A condition in DuckDB's SQL over the table's columns, true where the row breaks the rule. */
  broken: string
}

/** A table that a mapping can fill. Further columns of the mapping go to `attributes`. */
export type Table = {
  name: string
  columns: Column[]
  /** The columns that make a row the same row in the next import. */
  key: string[]
  /** Values computed where the mapping gives none of these columns: DuckDB's SQL over the other columns. */
  derived?: Record<string, string>
  rules: Rule[]
  /** What a new row gets where the mapping gives nothing: DuckDB's SQL, which may look at `known_accounts`. */
  whenNew?: Record<string, string>
  /** What its rows are, where they name personas: other ways to tag them may count before. */
  tags?: 'account' | 'contact'
  /** Whether a row keeps the time of its last change in `updated_at`. */
  keepsTime: boolean
  /** Whether a row that its source no longer has is kept and marked in `gone_at`. */
  keepsGone?: true
}

/** The column by which rows of a table are told to be gone; undefined of one whose rows never are. */
export const keyIfGone = ({ key, keepsGone }: Table): string | undefined => (keepsGone ? key[0] : undefined)

/** The names of columns that PostgreSQL stores, each with its type there. */
export const STORED_AS: Record<ColumnType, string> = {
  id: 'text',
  account: 'text',
  text: 'text',
  persona: 'text',
  date: 'date',
  month: 'date',
  time: 'timestamptz',
  money: 'numeric',
  score: 'numeric',
  count: 'integer',
  boolean: 'boolean',
}

/** A rule for amounts that can't be below zero. */
export function notNegative(name: string): Rule {
  return { reason: `${name} is negative`, needs: [name], broken: `${name} < 0` }
}
