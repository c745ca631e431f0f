import { type Channel, isDirect } from '#bot/sandbox/channels.ts'
import { directChannel } from '#bot/sandbox/direct-channel.ts'
import { type Fields, textOf } from '#bot/sandbox/fields.ts'
import { Refusal, refusalWith } from '#bot/sandbox/refusals.ts'
import type { SocketMode } from '#bot/sandbox/socket-mode.ts'
import type { Message } from '#bot/sandbox/timeline.ts'
import type { Workspace } from '#bot/sandbox/workspace.ts'

/** One method of the Web API. `scopes` are alternatives: one of them is enough. */
export type Method = {
  name: string
  /** None where the arguments themselves say who asks. */
  token: 'bot' | 'app' | 'none'
  scopes: readonly string[]
  run(call: Call): Fields
}

export type Call = { workspace: Workspace; sockets: SocketMode; args: Fields }

export function required(args: Fields, name: string): string {
  const value = textOf(args[name])
  if (value === '') throw refusalWith('invalid_arguments', [`missing required field: ${name}`])
  return value
}

export const optional = (args: Fields, name: string): string | undefined => textOf(args[name]) || undefined

export const flag = (args: Fields, name: string): boolean =>
  args[name] === true || args[name] === 'true' || args[name] === '1' || args[name] === 1

/** How many to return: `standard` if the app doesn't say. */
export function limitOf(args: Fields, standard: number): number {
  if (args.limit === undefined || args.limit === '') return standard
  const limit = Number(args.limit)
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new Refusal('invalid_limit')
  return limit
}

export function needScope({ app }: Workspace, ...anyOf: string[]): void {
  if (anyOf.some((scope) => app.scopes.includes(scope))) return
  throw new Refusal('missing_scope', { needed: anyOf.join(','), provided: app.scopes.join(',') })
}

/** A conversation by its id; one that the app may not know of is as good as none. */
export function knownChannel({ workspace, args }: Call, name = 'channel'): Channel {
  const channel = workspace.channels.get(required(args, name))
  if (channel === undefined || isHidden(workspace, channel)) throw new Refusal('channel_not_found')
  return channel
}

/** Where to post: a conversation's id, a channel's name, or a person's id for a direct message. */
export function addressedChannel(call: Call): Channel {
  const { workspace, args } = call
  const address = required(args, 'channel')
  if (workspace.people.has(address)) return directChannel(workspace, [address, workspace.appUser.id])
  const name = address.replace(/^#/, '')
  const named = workspace.channels.values().find((each) => each.name === name && !isDirect(each))
  const channel = workspace.channels.get(address) ?? named
  if (channel === undefined || isHidden(workspace, channel)) throw new Refusal('channel_not_found')
  return channel
}

export function needMembership(workspace: Workspace, channel: Channel): void {
  if (!channel.members.has(workspace.appUser.id)) throw new Refusal('not_in_channel')
}

/** A message that is there for everybody. */
export function postedMessage(channel: Channel, ts: string): Message {
  const message = channel.timeline.byTs.get(ts)
  if (message === undefined || message.visibleTo !== undefined) throw new Refusal('message_not_found')
  return message
}

/** Lists are cut into pages by a cursor that says where to go on. */
export function page<T>(rows: readonly T[], { args }: Call, standard: number): { rows: T[]; next: string } {
  const limit = limitOf(args, standard)
  const start = startOf(args)
  const next = start + limit < rows.length ? cursorOf(String(start + limit)) : ''
  return { rows: rows.slice(start, start + limit), next }
}

export const cursorOf = (place: string): string => Buffer.from(`next:${place}`).toString('base64')

/** Where a cursor points, or undefined on the first page. */
export function placeOf(args: Fields): string | undefined {
  const cursor = optional(args, 'cursor')
  if (cursor === undefined) return undefined
  const [word, place] = Buffer.from(cursor, 'base64').toString().split(':')
  if (word !== 'next' || place === undefined) throw new Refusal('invalid_cursor')
  return place
}

function startOf(args: Fields): number {
  const start = Number(placeOf(args) ?? 0)
  if (!Number.isInteger(start)) throw new Refusal('invalid_cursor')
  return start
}

const isHidden = (workspace: Workspace, channel: Channel): boolean =>
  channel.kind !== 'public' && !channel.members.has(workspace.appUser.id)
