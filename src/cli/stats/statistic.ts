/** What a statistic found: the table, the same as data, and what has to be said beside it. */
type Computed = { text: string; json: object; remarks: string[] }

/** One statistic of `stats`. */
export type Statistic = {
  name: string
  takes: string
  /** How many words follow its name. */
  words: number
  options: string[]
  /** Options without a value, beside --json. */
  flags?: string[]
  needs?: string[]
  /** Throws a UserError where what it is given can't be computed. */
  compute(
    words: string[],
    options: Record<string, string | undefined>,
    flags: ReadonlySet<string>,
  ): Promise<Computed>
}
