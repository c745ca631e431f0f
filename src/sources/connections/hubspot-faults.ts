import { setTimeout as wait } from 'node:timers/promises'
import { causeOf, UserError } from '#src/errors.ts'
import { Unreachable, type Wanted } from './connection.ts'

/** How often a request that comes too soon, or that HubSpot stumbles over, is made again. */
const TRIES = 6

/** A request that comes too soon is made again when HubSpot says; one that it stumbles over, a little later. */
export async function patiently<T>(
  request: () => Promise<T>,
  { signal }: Pick<Wanted, 'signal'>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted()
    try {
      return await request()
    } catch (error) {
      const { code, policy, retryAfter } = faultOf(error)
      const again = (code === 429 && policy !== 'DAILY') || (code !== undefined && code >= 500)
      if (!again || attempt === TRIES) throw error
      await wait(retryAfter ?? 250 * 2 ** attempt, undefined, { signal })
    }
  }
}

type Fault = { code?: number; policy?: string; retryAfter?: number; said?: string }

/** What the client's error holds: HTTP's status, HubSpot's policy and message, and when to come back. */
function faultOf(error: unknown): Fault {
  if (typeof error !== 'object' || error === null || !('code' in error)) return {}
  const { code } = error
  const body = 'body' in error && typeof error.body === 'object' && error.body !== null ? error.body : {}
  const headers =
    'headers' in error && typeof error.headers === 'object' && error.headers !== null ? error.headers : {}
  const after = 'retry-after' in headers ? Number(headers['retry-after']) : Number.NaN
  return {
    ...(typeof code === 'number' && { code }),
    ...('policyName' in body && { policy: String(body.policyName) }),
    ...('message' in body && { said: String(body.message) }),
    ...(Number.isFinite(after) && { retryAfter: after * 1000 }),
  }
}

/** What HubSpot says, in words for whoever mends it. */
export function explain(error: unknown, { title, variable }: Pick<Wanted, 'title' | 'variable'>): UserError {
  if (error instanceof UserError) return error
  const { code, policy, said = causeOf(error) } = faultOf(error)
  const words = said.replace(/\s+/g, ' ').slice(0, 300)
  if (code === 429)
    return new Unreachable(
      policy === 'DAILY'
        ? `HubSpot takes no more requests today: its limit is reached. The source ${title} goes on with its next run.`
        : `HubSpot asks for fewer requests than the source ${title} needs; others use the same account. It goes on with its next run.`,
    )
  if (code === 401)
    return new UserError(`HubSpot refuses the token of ${variable}: make a new one in its private app.`)
  if (code === 403)
    return new UserError(
      `The private app of ${variable} lacks a scope that the source ${title} needs: ${words}.`,
    )
  if (code === 400 || code === 404)
    return new UserError(`The SELECT of the source ${title} doesn't fit HubSpot: ${words}.`)
  return new UserError(
    `Reading the source ${title} from HubSpot broke off: ${words}. Nothing was imported.`,
    {
      cause: error,
    },
  )
}
