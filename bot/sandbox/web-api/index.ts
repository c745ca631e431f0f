import { assistantMethods } from './assistant.ts'
import { chatMethods } from './chat.ts'
import { conversationMethods } from './conversations.ts'
import { fileMethods } from './files.ts'
import { historyMethods } from './history.ts'
import { identityMethods } from './identity.ts'
import type { Method } from './method.ts'
import { reactionMethods } from './reactions.ts'
import { userMethods } from './users.ts'
import { viewMethods } from './views.ts'

/** Every method that the sandbox answers; anything else is an `unknown_method`. */
export const METHODS: readonly Method[] = [
  ...identityMethods,
  ...chatMethods,
  ...conversationMethods,
  ...historyMethods,
  ...userMethods,
  ...viewMethods,
  ...fileMethods,
  ...reactionMethods,
  ...assistantMethods,
]
