import { knownChannel, type Method, required } from './method.ts'

/** Accepted and forgotten: the sandbox shows neither a status line nor suggested prompts. */
function accepted(name: string): Method {
  return {
    name,
    token: 'bot',
    scopes: ['assistant:write', 'chat:write'],
    run(call) {
      knownChannel(call, 'channel_id')
      if (name !== 'assistant.threads.setSuggestedPrompts') required(call.args, 'thread_ts')
      return {}
    },
  }
}

export const assistantMethods: readonly Method[] = [
  accepted('assistant.threads.setStatus'),
  accepted('assistant.threads.setTitle'),
  accepted('assistant.threads.setSuggestedPrompts'),
]
