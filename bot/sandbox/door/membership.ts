import { z } from 'zod'
import { changed, newTs } from '#bot/sandbox/changes.ts'
import { type Channel, isDirect } from '#bot/sandbox/channels.ts'
import { deliverEvent } from '#bot/sandbox/delivery.ts'
import { joinChannel, leaveChannel } from '#bot/sandbox/membership.ts'
import { userObject } from '#bot/sandbox/people.ts'
import { addChannel, addPerson } from '#bot/sandbox/workspace.ts'
import { UserError } from '#src/errors.ts'
import { type Door, personOf, type Route, route } from './route.ts'

const people = route(
  'POST',
  'people',
  'Adds somebody: { name, title?, function?, guest?, organisation? }.',
  z.object({
    name: z.string().min(1),
    title: z.string().default(''),
    function: z.string().default(''),
    guest: z.boolean().default(false),
    organisation: z.string().default(''),
  }),
  ({ workspace }, { name, title, function: role, guest, organisation }) => ({
    person: addPerson(workspace, {
      name,
      guest,
      ...(title === '' ? {} : { title }),
      ...(role === '' ? {} : { function: role }),
      ...(organisation === '' ? {} : { organisation }),
    }),
  }),
)

const leave = route(
  'POST',
  'leave',
  'Somebody leaves the company: the account is deactivated and out of every channel: { who }.',
  z.object({ who: z.string() }),
  (door, input) => {
    const { workspace } = door
    const person = personOf(door, input.who)
    person.left = true
    for (const channel of workspace.channels.values())
      if (!isDirect(channel)) leaveChannel(workspace, channel, person.id)
    changed(workspace, { kind: 'person', person: person.id })
    const user = userObject(person, workspace.team.id, true)
    deliverEvent(workspace, { type: 'user_change', user, event_ts: newTs(workspace) })
    return { person }
  },
)

const channels = route(
  'POST',
  'channels',
  'Adds a channel: { name, private?, members?, app? }; app says whether the app is in it.',
  z.object({
    name: z.string().regex(/^[\p{Ll}\p{N}_-]{1,80}$/u, 'should be lower case, without spaces'),
    private: z.boolean().default(false),
    members: z.array(z.string()).optional(),
    app: z.boolean().default(true),
  }),
  ({ workspace }, { members, ...rest }) => ({
    id: addChannel(workspace, { ...rest, ...(members === undefined ? {} : { members }) }).id,
  }),
)

const who = z.array(z.string()).default([])

const members = route(
  'POST',
  'members',
  'Who comes into a channel and who goes: { in, add?, remove? }; @app is the app.',
  z.object({ in: z.string(), add: who, remove: who }),
  (door, input) => {
    const channel = channelOf(door, input.in)
    for (const name of input.add) joinChannel(door.workspace, channel, memberOf(door, name))
    for (const name of input.remove) leaveChannel(door.workspace, channel, memberOf(door, name))
    return { members: [...channel.members] }
  },
)

const archive = route(
  'POST',
  'archive',
  'Archives a channel, or brings it back: { in, archived? }.',
  z.object({ in: z.string(), archived: z.boolean().default(true) }),
  (door, input) => {
    const channel = channelOf(door, input.in)
    channel.archived = input.archived
    changed(door.workspace, { kind: 'channel', channel: channel.id })
    const type = input.archived ? 'channel_archive' : 'channel_unarchive'
    deliverEvent(door.workspace, { type, channel: channel.id, event_ts: newTs(door.workspace) })
    return {}
  },
)

export const membershipRoutes: readonly Route[] = [people, leave, channels, members, archive]

function channelOf({ workspace }: Door, where: string): Channel {
  const name = where.replace(/^#/, '')
  const channel =
    workspace.channels.get(where) ??
    workspace.channels.values().find((each) => each.name === name && !isDirect(each))
  if (channel === undefined) throw new UserError(`There is no channel “${where}”.`)
  return channel
}

const memberOf = (door: Door, name: string): string =>
  name === '@app' ? door.workspace.appUser.id : personOf(door, name).id
