/** What a definition may say instead of a date: the first day of a period and of the next, as days and as moments. */
export const PLACEHOLDERS = ['from', 'until', 'from_time', 'until_time'] as const
type Placeholder = (typeof PLACEHOLDERS)[number]

/** A closed period: its first day and that of the next one, in the team's zone. */
export type Span = { from: Temporal.PlainDate; until: Temporal.PlainDate; zone: string }

type Token = { kind: 'text' | 'string' | 'comment' | 'word' | 'placeholder' | 'open' | 'wrong'; text: string }

/** Strings, quoted names, comments, placeholders and words; a cast's two colons are no placeholder. */
const TOKEN =
  /('(?:[^']|'')*')|("(?:[^"]|"")*")|(--[^\n]*|\/\*(?:(?!\/\*)[\s\S])*?\*\/)|(::)|:([a-z_]+)|([\p{L}_][\p{L}\p{N}_]*)|(\$|'|"|\/\*|;|\\|\0)|([\s\S])/giu

function tokensOf(sql: string): Token[] {
  return [...sql.matchAll(TOKEN)].map(
    ([text, string, quoted, comment, , placeholder, word, wrong]): Token => {
      if (string !== undefined) return { kind: text.includes('\\') ? 'wrong' : 'string', text }
      if (comment !== undefined) return { kind: 'comment', text }
      if (placeholder !== undefined) return { kind: 'placeholder', text: placeholder.toLowerCase() }
      if (word !== undefined) return { kind: 'word', text }
      if (wrong !== undefined) return { kind: 'wrong', text }
      return { kind: quoted === undefined && /[()]/.test(text) ? 'open' : 'text', text }
    },
  )
}

/** Words that begin something else than reading, or that never end. */
const REFUSED = new Map([
  ...['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'TRUNCATE', 'INTO', 'COPY'].map(
    (word) => [word, 'a KPI only reads'] as const,
  ),
  ['RECURSIVE', 'a KPI has to come to an end'] as const,
])

/** What is wrong with a definition as far as its text tells, as what was expected instead. */
export function mistakeIn(sql: string): string | undefined {
  const tokens = tokensOf(sql).filter(({ kind }) => kind !== 'comment')
  const [first] = tokens.filter(({ text }) => text.trim() !== '')
  if (!first || !/^(select|with)$/i.test(first.text)) return 'one SELECT, which may begin with WITH'
  const wrong = tokens.find(({ kind }) => kind === 'wrong')
  if (wrong) return `one SELECT without ${wrong.text}, ended by nothing and with every quote closed`
  const refused = tokens.find(({ kind, text }) => kind === 'word' && REFUSED.has(text.toUpperCase()))
  if (refused) return `a SELECT without ${refused.text}: ${REFUSED.get(refused.text.toUpperCase())}`
  const unknown = tokens.find(({ kind, text }) => kind === 'placeholder' && !isPlaceholder(text))
  if (unknown)
    return `no :${unknown.text}; ${PLACEHOLDERS.map((name) => `:${name}`).join(', ')} stand for the period`
  if (!tokens.some(({ kind }) => kind === 'placeholder'))
    return `a SELECT that looks at one period, such as WHERE month = :from`
  return isBalanced(tokens) ? undefined : 'as many closing brackets as opening ones'
}

const isPlaceholder = (text: string): text is Placeholder =>
  (PLACEHOLDERS as readonly string[]).includes(text)

/** A bracket too many would end what the SELECT is put into. */
function isBalanced(tokens: Token[]): boolean {
  let depth = 0
  for (const { kind, text } of tokens) {
    if (kind !== 'open') continue
    depth += text === '(' ? 1 : -1
    if (depth < 0) return false
  }
  return depth === 0
}

/** The definition for one period, to be put into another statement. Comments are left out. */
export function sqlFor(sql: string, { from, until, zone }: Span): string {
  const moment = (day: Temporal.PlainDate) => day.toZonedDateTime(zone).toInstant().toString()
  const said: Record<Placeholder, string> = {
    from: `DATE '${from}'`,
    until: `DATE '${until}'`,
    from_time: `TIMESTAMPTZ '${moment(from)}'`,
    until_time: `TIMESTAMPTZ '${moment(until)}'`,
  }
  return tokensOf(sql)
    .map(({ kind, text }) => (kind === 'comment' ? ' ' : kind === 'placeholder' ? filled(text, said) : text))
    .join('')
}

function filled(text: string, said: Record<Placeholder, string>): string {
  if (!isPlaceholder(text)) throw new Error(`There is no :${text} in a KPI's SQL.`)
  return said[text]
}
