import { causeOf, UserError } from '#src/errors.ts'

/** What an operator can mend about DATABASE_URL, said in one sentence that never holds the password. */
export function explainConnection(error: unknown, url: string): UserError {
  const target = describeUrl(url)
  if (target === undefined) {
    return new UserError(
      "DATABASE_URL can't be read: it should look like postgresql://USER:PASSWORD@HOST:5432/DATABASE.",
    )
  }
  return new UserError(sentence(error, target), { cause: error })
}

interface Target {
  host: string
  user: string
  database: string
  password: string
}

function sentence(error: unknown, { host, user, database, password }: Target): string {
  switch (codeOf(error)) {
    case '28P01':
    case '28000':
    case 'SASL':
      return `The database server at ${host} refuses the user ${user}: mend the user or the password in DATABASE_URL.`
    case '3D000':
      return `The database server at ${host} has no database ${database}: create it (createdb ${database}), or mend DATABASE_URL.`
    case '42501':
      return `The user ${user} may not create tables in the database ${database} at ${host}: make it the database's owner.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host ${host} of DATABASE_URL is not known: mend its name, or the network.`
    case 'UNREACHABLE':
      return `The database server at ${host} can't be reached: start it, or mend DATABASE_URL.`
    default:
      return `The database ${database} at ${host} can't be used: ${withoutPassword(causeOf(error), password)}.`
  }
}

const UNREACHABLE = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EACCES',
]

function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  if (!(error instanceof Error)) return ''
  if (error.message.startsWith('SASL')) return 'SASL'
  if (/timeout|terminated/i.test(error.message)) return 'UNREACHABLE'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return UNREACHABLE.includes(code) ? 'UNREACHABLE' : code
}

function describeUrl(text: string): Target | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  return {
    host: url.searchParams.get('host') ?? (url.host || 'localhost'),
    user: decodeURIComponent(url.username) || url.searchParams.get('user') || 'of this process',
    database: decodeURIComponent(url.pathname.slice(1)) || decodeURIComponent(url.username) || 'postgres',
    password: decodeURIComponent(url.password),
  }
}

function withoutPassword(text: string, password: string): string {
  return password === '' ? text : text.replaceAll(password, '…')
}
