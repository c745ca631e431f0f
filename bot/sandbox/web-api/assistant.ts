import { z } from 'zod'
import { changed } from '#bot/sandbox/changes.ts'
import { Refusal, refusalWith } from '#bot/sandbox/refusals.ts'
import { type Call, knownChannel, type Method, optional, required } from './method.ts'

/** Accepted and forgotten: the sandbox shows no status line and no titles of threads. */
function accepted(name: string): Method {
  return {
    name,
    token: 'bot',
    scopes: ['assistant:write', 'chat:write'],
    run(call) {
      knownChannel(call, 'channel_id')
      required(call.args, 'thread_ts')
      return {}
    },
  }
}

const prompt = z.object({ title: z.string().min(1), message: z.string().min(1) })
const prompts = z.array(prompt).min(1).max(4)

/**
 * What to suggest in the app's direct messages with somebody. With a thread_ts an app with an agent_view is answered
 * and nothing happens. Source: https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts
 */
const setSuggestedPrompts: Method = {
  name: 'assistant.threads.setSuggestedPrompts',
  token: 'bot',
  scopes: ['assistant:write'],
  run(call) {
    const { workspace, args } = call
    const channel = knownChannel(call, 'channel_id')
    if (channel.kind !== 'im') throw new Refusal('channel_not_found')
    const read = prompts.safeParse(given(call))
    if (!read.success) throw refusalWith('invalid_arguments', ['prompts: one to four of title and message'])
    if (optional(args, 'thread_ts') === undefined) {
      workspace.prompts.set(channel.id, { title: optional(args, 'title') ?? '', prompts: read.data })
      changed(workspace, { kind: 'channel', channel: channel.id })
    }
    return {}
  },
}

/** A list, or as JSON where the client sent a form. */
function given({ args }: Call): unknown {
  try {
    return typeof args.prompts === 'string' ? JSON.parse(args.prompts) : args.prompts
  } catch {
    return undefined
  }
}

export const assistantMethods: readonly Method[] = [
  accepted('assistant.threads.setStatus'),
  accepted('assistant.threads.setTitle'),
  setSuggestedPrompts,
]
