import { atYourService, youAreWelcome } from '#bot/views/sentences.ts'
import { thingsToTry } from '#bot/views/welcome.ts'
import { personaNamed } from '#src/personas/find-persona.ts'
import type { Asking, Found } from './command.ts'

const GREETINGS = ['hi', 'hi there', 'hey', 'hello', 'hello there', 'hallo', 'hola', 'moin', 'good morning']
const THANKS = [
  'thanks',
  'thank you',
  'thanks a lot',
  'many thanks',
  'thx',
  'ok',
  'okay',
  'ok thanks',
  'danke',
]
const PRAISE = [
  'great',
  'great thanks',
  'perfect',
  'perfect thanks',
  'super',
  'cool',
  'nice',
  'got it',
  'merci',
]

/** What asks for nothing, a greeting, thanks or a sign alone, is no question that waits for anybody's answer. */
export function courtesy(text: string, { library }: Asking): Found | undefined {
  const said = text.trim()
  const words = (said.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')
  if (said === '' || said === '?' || personaNamed(library, said)) return undefined
  if (words === '' || GREETINGS.includes(words))
    return { found: 'overview', blocks: atYourService(), next: thingsToTry(library) }
  return [...THANKS, ...PRAISE].includes(words)
    ? { found: 'overview', blocks: youAreWelcome(), next: [] }
    : undefined
}
