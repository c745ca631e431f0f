import { announceReaction } from '#bot/sandbox/events.ts'
import { messageChanged } from '#bot/sandbox/messages.ts'
import { Refusal } from '#bot/sandbox/refusals.ts'
import { type Call, knownChannel, type Method, needMembership, postedMessage, required } from './method.ts'

const add: Method = {
  name: 'reactions.add',
  token: 'bot',
  scopes: ['reactions:write'],
  run(call) {
    const { channel, message, name, person } = reactionOf(call)
    const users = message.reactions.get(name) ?? new Set()
    if (users.has(person)) throw new Refusal('already_reacted')
    message.reactions.set(name, users.add(person))
    messageChanged(call.workspace, channel, message)
    announceReaction(call.workspace, 'reaction_added', { person, channel, message, name })
    return {}
  },
}

const remove: Method = {
  name: 'reactions.remove',
  token: 'bot',
  scopes: ['reactions:write'],
  run(call) {
    const { channel, message, name, person } = reactionOf(call)
    const users = message.reactions.get(name)
    if (users?.delete(person) !== true) throw new Refusal('no_reaction')
    if (users.size === 0) message.reactions.delete(name)
    messageChanged(call.workspace, channel, message)
    announceReaction(call.workspace, 'reaction_removed', { person, channel, message, name })
    return {}
  },
}

export const reactionMethods: readonly Method[] = [add, remove]

function reactionOf(call: Call) {
  const name = required(call.args, 'name')
  if (!/^[\p{L}\p{N}_+'-]+(::skin-tone-[2-6])?$/u.test(name)) throw new Refusal('invalid_name')
  const channel = knownChannel(call)
  needMembership(call.workspace, channel)
  const message = postedMessage(channel, required(call.args, 'timestamp'))
  return { channel, message, name, person: call.workspace.appUser.id }
}
