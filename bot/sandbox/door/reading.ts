import { z } from 'zod'
import { type Channel, isDirect } from '#bot/sandbox/channels.ts'
import { compact, type Fields } from '#bot/sandbox/fields.ts'
import { fileObject } from '#bot/sandbox/files.ts'
import { stateValues } from '#bot/sandbox/inputs.ts'
import { seenBy } from '#bot/sandbox/messages.ts'
import type { Person } from '#bot/sandbox/people.ts'
import { messageText, viewText } from '#bot/sandbox/plain-text.ts'
import type { Message } from '#bot/sandbox/timeline.ts'
import { stackOf, type View, viewObject } from '#bot/sandbox/views.ts'
import type { Workspace } from '#bot/sandbox/workspace.ts'
import { as, conversationOf, type Door, mayRead, messageOf, personOf, type Route, route } from './route.ts'

const format = z.enum(['json', 'text']).default('json')

const overview = route(
  'GET',
  'workspace',
  'The team, the app with its commands and shortcuts, the people, the connections, the time and the revision.',
  z.object({}),
  ({ workspace, sockets, jobs }) => ({
    team: workspace.team,
    app: { ...workspace.app, user: workspace.appUser.id },
    people: [...workspace.people.values()].filter((person) => !person.isBot),
    connections: sockets.connections(),
    reachable: workspace.delivery.carrier?.ready() ?? false,
    now: workspace.clock.now(),
    clockMoves: workspace.clock.moveTo !== undefined,
    jobs: jobs?.list() ?? [],
    faults: workspace.faults.list,
    revision: workspace.revision,
  }),
)

const channels = route(
  'GET',
  'channels',
  'The conversations that somebody has, with who is in them: ?as=.',
  z.object({ as }),
  (door, input) => {
    const person = personOf(door, input.as)
    const seen = [...door.workspace.channels.values()].filter((channel) =>
      isDirect(channel) ? channel.members.has(person.id) : mayRead(channel, person),
    )
    return { channels: seen.map((channel) => seenChannel(door.workspace, person, channel)) }
  },
)

const messages = route(
  'GET',
  'messages',
  'A channel, direct messages or a thread as somebody sees it, oldest first: ?as=&in=&thread=&limit=&before=&format=text.',
  z.object({
    as,
    in: z.string(),
    thread: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(10_000).default(50),
    before: z.string().optional(),
    format,
  }),
  (door, input) => {
    const person = personOf(door, input.as)
    const channel = conversationOf(door, person, input.in)
    const range = input.before === undefined ? {} : { latest: input.before }
    const shown = [...seenBy(person.id, channel, input.thread, range).take(input.limit)].reverse()
    if (input.thread !== undefined) shown.unshift(messageOf(channel, person, input.thread))
    if (input.format === 'text')
      return shown.map((message) => messageText(door.workspace, channel, message, person)).join('\n\n')
    return { messages: shown.map((message) => seenMessage(door.workspace, channel, message, person)) }
  },
)

const modals = route(
  'GET',
  'modals',
  'The modals that somebody has open, bottom to top: ?as=&format=text.',
  z.object({ as, format }),
  (door, input) => {
    const stack = stackOf(door.workspace, personOf(door, input.as).id)
    return shownViews(door, stack, input.format)
  },
)

const home = route(
  'GET',
  'home',
  "Somebody's Home tab as the app last published it: ?as=&format=text.",
  z.object({ as, format }),
  (door, input) => {
    const view = door.workspace.views.homes.get(personOf(door, input.as).id)
    return shownViews(door, view === undefined ? [] : [view], input.format)
  },
)

export const readingRoutes: readonly Route[] = [overview, channels, messages, modals, home]

function shownViews({ workspace }: Door, views: readonly View[], as: 'json' | 'text'): Fields | string {
  if (as === 'text') return views.map((view) => viewText(workspace, view)).join('\n\n')
  return { views: views.map((view) => viewObject(workspace, view)) }
}

function seenChannel(workspace: Workspace, person: Person, channel: Channel): Fields {
  const others = [...channel.members].filter((member) => member !== person.id)
  const names = others.map((member) => workspace.people.get(member)?.name ?? member)
  return {
    id: channel.id,
    kind: channel.kind,
    name: isDirect(channel) ? names.join(', ') : channel.name,
    with: isDirect(channel) ? others : undefined,
    members: [...channel.members],
    isMember: channel.members.has(person.id),
    archived: channel.archived,
    topic: channel.topic,
    suggested: suggestedIn(workspace, channel),
    latest: seenBy(person.id, channel).next().value?.ts ?? null,
  }
}

/** What the app suggests to say in its direct messages, as its manifest does until it says something else. */
function suggestedIn({ app, appUser, prompts }: Workspace, channel: Channel) {
  if (channel.kind !== 'im' || !channel.members.has(appUser.id)) return undefined
  const fromManifest = { title: '', prompts: app.prompts ?? [] }
  const suggested = prompts.get(channel.id) ?? fromManifest
  return suggested.prompts.length > 0 ? suggested : undefined
}

/** A message as the page shows it to one person. */
export function seenMessage(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  person: Person,
): Fields {
  const author = workspace.people.get(message.user)
  const replies = channel.timeline.replies.get(message.ts) ?? []
  const visible = replies.filter((reply) => reply.visibleTo === undefined || reply.visibleTo === person.id)
  return compact({
    ts: message.ts,
    user: message.user,
    name: message.username ?? author?.name ?? message.user,
    fromApp: message.fromApp,
    text: message.text,
    blocks: message.blocks,
    attachments: message.attachments,
    files: message.files
      .map((id) => workspace.files.get(id))
      .filter((file) => file !== undefined)
      .map((file) => fileObject(workspace, file)),
    thread: message.threadTs,
    replies: visible.length,
    onlyVisibleToYou: message.visibleTo !== undefined,
    edited: message.editedTs !== undefined,
    reactions: [...message.reactions].map(([name, users]) => ({ name, users: [...users] })),
    values: stateValues(message.blocks, message.inputs.get(person.id)),
    metadata: message.metadata,
    plain: messageText(workspace, channel, message, person),
  })
}
