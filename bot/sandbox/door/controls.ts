import { z } from 'zod'
import { changed } from '#bot/sandbox/changes.ts'
import { deliverEvent, wakeWaiting } from '#bot/sandbox/delivery.ts'
import type { Fault } from '#bot/sandbox/faults.ts'
import { httpDelivery } from '#bot/sandbox/http-delivery.ts'
import { resetWorkspace } from '#bot/sandbox/workspace.ts'
import { UserError } from '#src/errors.ts'
import { type Route, route } from './route.ts'

const method = z.string().default('*')
const times = z.number().int().positive().default(1)

const faultSchema: z.ZodType<Fault> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ratelimited'), method, times, retryAfter: z.number().default(1) }),
  z.object({ kind: z.enum(['server_error', 'no_answer', 'done_no_answer']), method, times }),
  z.object({ kind: z.literal('error'), method, times, error: z.string() }),
  z.object({ kind: z.literal('duplicate'), envelope: z.string().default('*'), times }),
])

const faults = route(
  'POST',
  'faults',
  'Switches faults on, or all off with an empty list: { faults: [{ kind, method?, times?, … }], rateLimits? }. The kinds are in faults.ts.',
  z.object({ faults: z.array(faultSchema).default([]), rateLimits: z.boolean().optional() }),
  ({ workspace }, input) => {
    workspace.faults.list = input.faults.length === 0 ? [] : [...workspace.faults.list, ...input.faults]
    workspace.faults.rateLimits = input.rateLimits ?? workspace.faults.rateLimits
    changed(workspace, { kind: 'faults' })
    return { faults: workspace.faults.list, rateLimits: workspace.faults.rateLimits }
  },
)

const sockets = route(
  'POST',
  'sockets',
  'Treats the connections of Socket Mode: { do: drop | warning | refresh_requested }.',
  z.object({ do: z.enum(['drop', 'warning', 'refresh_requested']) }),
  (door, input) => {
    if (input.do === 'drop') door.sockets.drop()
    else door.sockets.refresh(input.do)
    return { connections: door.sockets.connections() }
  },
)

const delivery = route(
  'POST',
  'delivery',
  'Delivers by signed HTTP to a request URL, or by Socket Mode again: { url } or {}.',
  z.object({ url: z.url().optional() }),
  ({ workspace, sockets: socketMode }, input) => {
    workspace.delivery.carrier = input.url === undefined ? socketMode : httpDelivery(workspace, input.url)
    wakeWaiting(workspace)
    return { via: workspace.delivery.carrier.name }
  },
)

const event = route(
  'POST',
  'event',
  'Sends the app an event that no act here brings about, such as user_change: { event: { type, … } }.',
  z.object({ event: z.looseObject({ type: z.string() }) }),
  ({ workspace }, input) => {
    deliverEvent(workspace, input.event)
    return {}
  },
)

const reset = route('POST', 'reset', 'Back to the seed.', z.object({}), ({ workspace }) => {
  resetWorkspace(workspace)
  return { revision: workspace.revision }
})

const clock = route(
  'POST',
  'clock',
  'Moves the time, if the program lets it be moved: { to: "2026-11-02T09:00:00Z" }.',
  z.object({ to: z.iso.datetime({ offset: true }) }),
  ({ workspace }, input) => {
    if (workspace.clock.moveTo === undefined) throw new UserError("This sandbox's clock can't be moved.")
    workspace.clock.moveTo(Date.parse(input.to))
    changed(workspace, { kind: 'clock' })
    return { now: workspace.clock.now() }
  },
)

const job = route(
  'POST',
  'jobs',
  'Runs a job by hand: { name }. The names are in GET workspace.',
  z.object({ name: z.string() }),
  async ({ jobs }, input) => {
    if (jobs === undefined) throw new UserError('This sandbox has no jobs to run.')
    return { outcome: await jobs.run(input.name) }
  },
)

const journal = route(
  'GET',
  'journal',
  'What went over the wire lately: calls of the Web API, deliveries, and troubles such as late acks.',
  z.object({}),
  ({ workspace }) => ({ ...workspace.journal }),
)

export const controlRoutes: readonly Route[] = [faults, sockets, delivery, event, reset, clock, job, journal]
