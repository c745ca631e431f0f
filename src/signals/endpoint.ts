import { Hono } from 'hono'
import { causeOf, UserError } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import { LARGEST_BATCH } from './limits.ts'
import { readBody, TooLarge } from './read-body.ts'
import type { Receive, Received } from './receive.ts'
import { keyIn } from './write-key.ts'

/** What the endpoint is made of, so that it knows neither a database nor a port. */
export type Parts = {
  receive: Receive
  /** The name of a write key that is in use. */
  nameOfKey: (key: string) => Promise<string | undefined>
  /** Resolves while everything that is needed answers. */
  isWell: () => Promise<unknown>
  log: Log
}

const CALLS = ['track', 'page', 'screen', 'identify', 'group', 'alias']
/** So many requests are worked on at once; who comes then is asked to come back. */
const AT_ONCE = 64
const AGAIN = { 'Retry-After': '1' }

type Answer = { status: 200 | 400 | 401 | 413 | 503; body: object; headers?: Record<string, string> }

/** Segment's HTTP tracking API. An event is acknowledged once it is stored, and never before. */
export function eventsEndpoint(parts: Parts): Hono {
  const app = new Hono()
  let underWay = 0
  const route = (path: string, eventsIn: EventsIn) =>
    app.post(path, async (c) => {
      if (underWay >= AT_ONCE) return c.json({ success: false, reason: 'Too much at once.' }, 503, AGAIN)
      underWay += 1
      try {
        const { status, body, headers = {} } = await answer(parts, c.req.raw, eventsIn)
        return c.json(body, status, headers)
      } finally {
        underWay -= 1
      }
    })
  for (const type of CALLS)
    route(`/v1/${type}`, (body) => ({ events: [{ ...body, type }], sentAt: undefined }))
  route('/v1/batch', batchIn)
  app.get('/health', async (c) => {
    const well = await parts.isWell().then(
      () => true,
      () => false,
    )
    return well ? c.json({ status: 'ok' }) : c.json({ status: 'the database does not answer' }, 503)
  })
  app.notFound((c) =>
    c.json({ success: false, reason: `There is POST /v1/batch, ${CALLS.join(', ')}, and GET /health.` }, 404),
  )
  return app
}

type EventsIn = (body: Record<string, unknown>) => { events: unknown[]; sentAt: unknown }

function batchIn({ batch, sentAt }: Record<string, unknown>): ReturnType<EventsIn> {
  if (!Array.isArray(batch))
    throw new UserError('batch is missing: a batch is {"batch": [ … ]}, a list of calls.')
  return { events: batch, sentAt }
}

/** What is wrong with a request is its sender's to mend; whatever else fails is ours, and sent again by them. */
async function answer(parts: Parts, request: Request, eventsIn: EventsIn): Promise<Answer> {
  try {
    const given = keyIn(request.headers.get('authorization') ?? undefined)
    const key = given && (await parts.nameOfKey(given))
    if (!key) return UNKNOWN_KEY
    const { json, bytes } = await readBody(request, LARGEST_BATCH)
    return told(await parts.receive({ ...eventsIn(json), key, bytes }))
  } catch (error) {
    if (error instanceof TooLarge) return { status: 413, body: { success: false, reason: error.message } }
    if (error instanceof UserError) return { status: 400, body: { success: false, reason: error.message } }
    parts.log.error(
      { cause: causeOf(error) },
      'Events could not be stored; their sender will send them again',
    )
    const reason = 'Nothing was stored just now: send it again.'
    return { status: 503, body: { success: false, reason }, headers: AGAIN }
  }
}

const UNKNOWN_KEY: Answer = {
  status: 401,
  body: {
    success: false,
    reason: 'The write key is missing, unknown or revoked: send it as the user of Basic authentication.',
  },
  headers: { 'WWW-Authenticate': 'Basic realm="events"' },
}

/** Where something was stored the request succeeded, or its sender would send all of it again. */
function told({ stored, known, rejected, erased }: Received): Answer {
  const nothing = stored + known + erased === 0 && rejected.length > 0
  return {
    status: nothing ? 400 : 200,
    body: { success: !nothing, stored, known, rejected, ...(erased > 0 && { erased }) },
  }
}
