import { z } from 'zod'
import { isDirect } from '#bot/sandbox/channels.ts'
import { announceHome, announceReaction } from '#bot/sandbox/events.ts'
import { sendCommand } from '#bot/sandbox/interactions/command.ts'
import { useShortcut } from '#bot/sandbox/interactions/shortcut.ts'
import { deleteMessage, editMessage, messageChanged, postMessage } from '#bot/sandbox/messages.ts'
import { UserError } from '#src/errors.ts'
import { as, conversationOf, type Door, messageOf, personOf, type Route, route } from './route.ts'
import { asTyped } from './typing.ts'

const thread = z.string().optional()

const command = route(
  'POST',
  'command',
  'Types a slash command: { as, in, text: "/persona carla" }.',
  z.object({ as, in: z.string(), text: z.string().startsWith('/'), thread }),
  async (door, input) => {
    const person = personOf(door, input.as)
    const channel = conversationOf(door, person, input.in)
    const name = input.text.split(' ')[0]
    if (input.thread !== undefined)
      return { state: 'failed', shown: `${name} is not supported in threads. Sorry!` }
    return sendCommand(door.workspace, person, channel, input.text)
  },
)

const message = route(
  'POST',
  'message',
  'Says something; @names and #channels become mentions: { as, in, text, thread? }. Answers with its ts.',
  z.object({ as, in: z.string(), text: z.string().min(1), thread }),
  (door, input) => {
    const person = personOf(door, input.as)
    const channel = conversationOf(door, person, input.in)
    if (!isDirect(channel) && !channel.members.has(person.id))
      throw new UserError(`${person.name} is not in #${channel.name}.`)
    if (input.thread !== undefined) messageOf(channel, person, input.thread)
    const posted = postMessage(door.workspace, channel, person.id, {
      text: asTyped(door.workspace, input.text),
      blocks: [],
      attachments: [],
      threadTs: input.thread,
    })
    return { ts: posted.ts, channel: channel.id }
  },
)

const edit = route(
  'POST',
  'message/edit',
  'Changes what one said: { as, in, ts, text }.',
  z.object({ as, in: z.string(), ts: z.string(), text: z.string().min(1) }),
  (door, input) => {
    const { person, channel, message: own } = ownMessage(door, input)
    const said = { text: asTyped(door.workspace, input.text), blocks: [], attachments: [] }
    editMessage(door.workspace, channel, own, said)
    return { ts: own.ts, as: person.id }
  },
)

const remove = route(
  'POST',
  'message/delete',
  'Takes back what one said: { as, in, ts }.',
  z.object({ as, in: z.string(), ts: z.string() }),
  (door, input) => {
    const { channel, message: own } = ownMessage(door, input)
    deleteMessage(door.workspace, channel, own)
    return { ts: own.ts }
  },
)

/** Only one's own words can be changed. */
function ownMessage(door: Door, input: { as: string; in: string; ts: string }) {
  const person = personOf(door, input.as)
  const channel = conversationOf(door, person, input.in)
  const own = messageOf(channel, person, input.ts)
  if (own.user !== person.id) throw new UserError(`${person.name} did not say that.`)
  return { person, channel, message: own }
}

const shortcut = route(
  'POST',
  'shortcut',
  'Picks a shortcut: { as, callback } for a global one, with { in, ts } on a message.',
  z.object({ as, callback: z.string(), in: z.string().optional(), ts: z.string().optional() }),
  (door, input) => {
    const person = personOf(door, input.as)
    if (input.in === undefined || input.ts === undefined)
      return useShortcut(door.workspace, person, input.callback)
    const channel = conversationOf(door, person, input.in)
    const on = { channel, message: messageOf(channel, person, input.ts) }
    return useShortcut(door.workspace, person, input.callback, on)
  },
)

const openHome = route(
  'POST',
  'home',
  "Opens the app's Home or Messages tab: { as, tab: home | messages }.",
  z.object({ as, tab: z.enum(['home', 'messages']).default('home') }),
  (door, input) => {
    announceHome(door.workspace, personOf(door, input.as).id, input.tab)
    return {}
  },
)

const react = route(
  'POST',
  'react',
  'Adds a reaction, or takes it back if it is there: { as, in, ts, name: "thumbsup" }.',
  z.object({ as, in: z.string(), ts: z.string(), name: z.string() }),
  (door, input) => {
    const person = personOf(door, input.as)
    const channel = conversationOf(door, person, input.in)
    const on = messageOf(channel, person, input.ts)
    const users = on.reactions.get(input.name) ?? new Set<string>()
    const added = !users.delete(person.id)
    if (added) users.add(person.id)
    if (users.size > 0) on.reactions.set(input.name, users)
    else on.reactions.delete(input.name)
    messageChanged(door.workspace, channel, on)
    const change = added ? 'reaction_added' : 'reaction_removed'
    announceReaction(door.workspace, change, { person: person.id, channel, message: on, name: input.name })
    return { added }
  },
)

export const actRoutes: readonly Route[] = [command, message, edit, remove, shortcut, openHome, react]
