import { z } from 'zod'
import { type Channel, isDirect } from '#bot/sandbox/channels.ts'
import { directChannel } from '#bot/sandbox/direct-channel.ts'
import type { Fields } from '#bot/sandbox/fields.ts'
import { findPerson, type Person } from '#bot/sandbox/people.ts'
import type { SocketMode } from '#bot/sandbox/socket-mode.ts'
import type { Message } from '#bot/sandbox/timeline.ts'
import type { Workspace } from '#bot/sandbox/workspace.ts'
import { UserError } from '#src/errors.ts'

/** What the door reaches: the workspace, its sockets, and the jobs that the main program lends it. */
export type Door = { workspace: Workspace; sockets: SocketMode; jobs: JobsControl | undefined }

/** The jobs that somebody may run by hand from the page. */
export type JobsControl = { list(): readonly JobHint[]; run(name: string): Promise<string> }
type JobHint = { name: string; title: string }

/** One endpoint. Answers with JSON, or with plain text where it returns a string. */
export type Route = {
  verb: 'GET' | 'POST'
  path: string
  says: string
  answer(door: Door, input: Fields): Promise<Fields | string>
}

export function route<T>(
  verb: Route['verb'],
  path: string,
  says: string,
  schema: z.ZodType<T>,
  run: (door: Door, input: T) => Fields | string | Promise<Fields | string>,
): Route {
  return { verb, path, says, answer: async (door, input) => run(door, read(schema, input, path)) }
}

function read<T>(schema: z.ZodType<T>, input: Fields, path: string): T {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`)
  throw new UserError(`${path} needs other input: ${faults.join('; ')}.`)
}

/** Who acts: an id, a handle, an email, a name or a first name. */
export const as = z.string()

export function personOf({ workspace }: Door, who: string): Person {
  const people = [...workspace.people.values()].filter((person) => !person.isBot && !person.left)
  const person = findPerson(people, who)
  if (person === undefined) {
    const names = people.map(({ handle }) => handle).join(', ')
    throw new UserError(`Nobody here is called “${who}”; there are ${names}.`)
  }
  return person
}

/** A conversation as this person would call it: #general, its id, @somebody or @app for direct messages. */
export function conversationOf({ workspace }: Door, person: Person, where: string): Channel {
  const channel = workspace.channels.get(where) ?? named(workspace, person, where)
  if (channel === undefined || !mayRead(channel, person))
    throw new UserError(`${person.name} has no conversation “${where}”.`)
  return channel
}

function named(workspace: Workspace, person: Person, where: string): Channel | undefined {
  const name = where.replace(/^#/, '')
  const channel = workspace.channels.values().find((each) => each.name === name && !isDirect(each))
  if (channel !== undefined) return channel
  const other = where === '@app' ? workspace.appUser : findPerson(workspace.people.values(), where)
  return other === undefined ? undefined : directChannel(workspace, [person.id, other.id])
}

/** Members read; insiders read public channels too, guests and people of other organisations don't. */
export function mayRead(channel: Channel, person: Person): boolean {
  if (channel.members.has(person.id)) return true
  return channel.kind === 'public' && !person.guest && person.organisation === undefined
}

/** A message that this person sees. */
export function messageOf(channel: Channel, person: Person, ts: string): Message {
  const message = channel.timeline.byTs.get(ts)
  if (message === undefined || (message.visibleTo !== undefined && message.visibleTo !== person.id))
    throw new UserError(`There is no message ${ts} for ${person.name} in ${channel.name}.`)
  return message
}
