import { addEvidence } from './add-evidence.ts'
import { answerWithPersona } from './answer-with-persona.ts'
import { flagPersona } from './flag-persona.ts'
import type { Shortcut } from './shortcut.ts'

/** Everything that can be done with a message. The manifest lists the same under `features.shortcuts`. */
export const SHORTCUTS: Shortcut[] = [answerWithPersona, addEvidence, flagPersona]
