import { z } from 'zod'
import type { Change, Workspace } from '#bot/sandbox/workspace.ts'
import { UserError } from '#src/errors.ts'
import { seenMessage } from './reading.ts'
import { as, conversationOf, mayRead, personOf, type Route, route } from './route.ts'

const timeout = z.number().int().positive().max(120_000).default(10_000)

const quiet = route(
  'POST',
  'quiet',
  'Waits until the app has answered everything and done nothing for a while: { forMs? = 250, timeoutMs? }.',
  z.object({ forMs: z.number().int().positive().default(250), timeoutMs: timeout }),
  async ({ workspace }, input) => {
    const started = performance.now()
    while (!(await stillFor(workspace, input.forMs)) || workspace.delivery.inFlight > 0) {
      if (performance.now() - started > input.timeoutMs)
        throw new UserError(`The app was still busy after ${input.timeoutMs} ms.`)
    }
    return { revision: workspace.revision }
  },
)

const next = route(
  'POST',
  'next',
  'Waits for the next message, new or changed, that somebody sees: { as, in?, after? (a revision), timeoutMs? }.',
  z.object({ as, in: z.string().optional(), after: z.number().int().optional(), timeoutMs: timeout }),
  async (door, input) => {
    const { workspace } = door
    const person = personOf(door, input.as)
    const only = input.in === undefined ? undefined : conversationOf(door, person, input.in).id
    const change = await changeWhere(workspace, input.timeoutMs, input.after, (each) => {
      const channel = workspace.channels.get(each.channel ?? '')
      const mine = each.person === undefined || each.person === person.id
      return (
        each.kind === 'message' &&
        mine &&
        channel !== undefined &&
        mayRead(channel, person) &&
        (only ?? channel.id) === channel.id
      )
    })
    const channel = workspace.channels.get(change.channel ?? '')
    const message = channel?.timeline.byTs.get(change.ts ?? '')
    if (channel === undefined || message === undefined) return { revision: change.revision }
    return {
      revision: change.revision,
      channel: channel.id,
      message: seenMessage(workspace, channel, message, person),
    }
  },
)

export const waitingRoutes: readonly Route[] = [quiet, next]

/** Whether nothing at all changed during that time. */
function stillFor(workspace: Workspace, forMs: number): Promise<boolean> {
  const before = workspace.revision
  return new Promise((resolve) => {
    setTimeout(() => resolve(workspace.revision === before), forMs)
  })
}

function changeWhere(
  workspace: Workspace,
  timeoutMs: number,
  after: number | undefined,
  wanted: (change: Change) => boolean,
): Promise<Change> {
  const past = workspace.changes.find(
    (change) => after !== undefined && change.revision > after && wanted(change),
  )
  if (past !== undefined) return Promise.resolve(past)
  const { promise, resolve, reject } = Promise.withResolvers<Change>()
  const listener = (change: Change) => {
    if (wanted(change)) resolve(change)
  }
  const timer = setTimeout(
    () => reject(new UserError(`No such message came within ${timeoutMs} ms.`)),
    timeoutMs,
  )
  workspace.listeners.add(listener)
  return promise.finally(() => {
    clearTimeout(timer)
    workspace.listeners.delete(listener)
  })
}
