import { resolve } from 'node:path'
import { z } from 'zod'
import { UserError } from './errors.ts'
import { addressExpected, connectorFor } from './sources/connections/index.ts'

const token = (prefix: string, where: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}\\S+$`), `should start with ${prefix} (${where})`)
    .optional()

const zone = z.string().refine((name) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}, 'should be an IANA time zone such as Europe/Berlin')

const PORT_RANGE = 'should be a port from 0 to 65535'
const port = z.coerce.number(PORT_RANGE).int(PORT_RANGE).min(0, PORT_RANGE).max(65_535, PORT_RANGE)

/** Everything that the operator sets. The same names, with explanations, are in .env.example. */
const schema = z.object({
  DATABASE_URL: z
    .string()
    .regex(
      /^postgres(ql)?:\/\//,
      'should start with postgresql:// (or be left out for the embedded database)',
    )
    .optional(),
  DATA_DIR: z
    .string()
    .default('data')
    .transform((path) => resolve(path)),
  PORT: port.default(3000),
  EVENTS_PORT: port.optional(),
  SLACK_BOT_TOKEN: token(
    'xoxb-',
    'OAuth & Permissions, Bot User OAuth Token; in place of one that expires, xoxe.…, set SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_REFRESH_TOKEN',
  ),
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  SLACK_REFRESH_TOKEN: token('xoxe-', 'OAuth & Permissions, with token rotation on'),
  SLACK_APP_TOKEN: token('xapp-', 'Basic Information, App-Level Tokens, scope connections:write'),
  SLACK_SIGNING_SECRET: z.string().min(1).optional(),
  SLACK_API_URL: z
    .url('should be a URL such as https://slack.com/api/')
    .transform((url) => (url.endsWith('/') ? url : `${url}/`))
    .default('https://slack.com/api/'),
  BOARD_CHANNEL: z
    .string()
    .regex(
      /^[CG][A-Z0-9]{2,}$/,
      'should be a channel id such as C0123456789 (channel details, at the bottom)',
    )
    .optional(),
  TZ_TEAM: zone.default('UTC'),
  CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/, 'should be a currency code of three letters such as EUR')
    .default('EUR'),
  GROSS_MARGIN: z.coerce
    .number('should be a share of revenue such as 0.8')
    .gt(0, 'should be more than 0')
    .max(1, 'should be a share of revenue, at most 1')
    .optional(),
  DISCOUNT_RATE: z.coerce
    .number('should be a rate a year such as 0.1 for 10 %')
    .min(0, 'should be 0 or more')
    .max(1, 'should be a rate a year, at most 1')
    .optional(),
  RENEWAL_MONTHS: z.coerce
    .number('should be a whole number of months such as 12')
    .int('should be a whole number of months such as 12')
    .min(1, 'should be 1 month or more')
    .max(120, 'should be at most 120 months')
    .optional(),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'should be debug, info, warn, error or silent')
    .default('info'),
})

/** Connections that sources read from, by name: SOURCE_HELP_DESK is help-desk. */
const connections = z.record(
  z.string().regex(/^SOURCE_[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/, 'should be a name such as SOURCE_HELP_DESK'),
  z.string().refine((address) => connectorFor(address) !== undefined, `should be ${addressExpected()}`),
)

export type Env = z.output<typeof schema> & { connections: ReadonlyMap<string, string> }

const nameOf = (variable: string): string =>
  variable.replace('SOURCE_', '').toLowerCase().replaceAll('_', '-')

/** Reads the environment once; an empty value counts as unset. Throws one UserError naming every wrong field. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(set)
  const named = Object.entries(set).filter(([name]) => name.startsWith('SOURCE_'))
  const addresses = connections.safeParse(Object.fromEntries(named))
  if (parsed.success && addresses.success) {
    const byName = Object.entries(addresses.data).map(([name, address]) => [nameOf(name), address] as const)
    return { ...parsed.data, connections: new Map(byName) }
  }
  const issues = [...(parsed.error?.issues ?? []), ...(addresses.error?.issues ?? [])]
  const faults = issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
  throw new UserError(`The environment needs mending: ${faults.join('; ')}. See .env.example.`)
}
