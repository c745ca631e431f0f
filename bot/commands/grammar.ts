import { closest } from '#src/search/closest.ts'
import type { Command } from './command.ts'

/** A command and the words that are left for it. */
export type Meant = { command: Command | undefined; verb?: string | undefined; words: string }

/** "Show me the …" asks for the thing itself. */
const POLITE = /^(?:please\s+)?(?:show|give|open|find|get)\s+(?:me\s+|us\s+)?(?:(?:the|a|an|all)\s+)?/i
/** A sentence that begins so is a question, whatever verb it may hold. */
const ASKING =
  /^(?:what|who|whom|whose|how|when|where|why|which|is|are|was|were|do|does|did|can|could|should|would|will|has|have|tell|explain|if|in|the|a|an|my|our|we|i|he|she|they|it)\b/i
/** Shorter words are too like each other to be taken for a verb that was mistyped. */
const SHORTEST_MISTYPED = 6
/** From this length on a verb may have two mistakes; with more it is another word. */
const LONG = 8
/** More words than these are a sentence, in which a verb is a word as any other. */
const MOST_KEYWORDS = 8

/**
 * What somebody wants: the command whose verb comes first, mistyped or not, or stands anywhere among keywords, so that
 * "support playbook carla renewal" and "playbook renewal carla support" are the same.
 */
export function meantBy(text: string, commands: Command[]): Meant {
  const plain = text.trim()
  const words = plain.split(/\s+/)
  const first = verbAt(words, 0, commands)
  const rest = words.slice(1).join(' ')
  if (first && (first.fits?.(rest) ?? true)) return { command: first, verb: wordAt(words, 0), words: rest }
  const wished = plain.replace(POLITE, '')
  const keywords = wished.split(/\s+/)
  if (wished !== plain && verbAt(keywords, 0, commands)) return meantBy(wished, commands)
  if (wished.includes('?') || ASKING.test(wished)) return { command: undefined, words: plain }
  return (
    amongKeywords(keywords, commands) ?? mistyped(keywords, commands) ?? { command: undefined, words: plain }
  )
}

function amongKeywords(words: string[], commands: Command[]): Meant | undefined {
  if (words.length > MOST_KEYWORDS) return undefined
  const anywhere = commands.filter(({ takesText }) => !takesText)
  const at = words.findIndex(
    (_, index) => !/^(to|of)$/i.test(words[index - 1] ?? '') && verbAt(words, index, anywhere) !== undefined,
  )
  return at < 0
    ? undefined
    : {
        command: verbAt(words, at, anywhere),
        verb: wordAt(words, at),
        words: words.toSpliced(at, 1).join(' '),
      }
}

function mistyped(words: string[], commands: Command[]): Meant | undefined {
  const [first = '', ...rest] = words
  if (rest.length === 0 || first.length < SHORTEST_MISTYPED) return undefined
  const near = closest(
    first,
    commands.flatMap(({ verbs }) => verbs.filter(({ length }) => length > 4)),
    first.length < LONG ? 1 : 2,
  )
  // One of several is no mistake: "Persona B" is a name.
  const meant = near === `${first.toLowerCase()}s` ? undefined : near
  const command = commands.find(({ verbs }) => meant !== undefined && verbs.includes(meant))
  return command && { command, verb: meant, words: rest.join(' ') }
}

const verbAt = (words: string[], at: number, commands: Command[]): Command | undefined => {
  const word = wordAt(words, at)
  return word === '' ? undefined : commands.find(({ verbs }) => verbs.includes(word))
}

const wordAt = (words: string[], at: number): string => (words[at] ?? '').toLowerCase().replace(/[:,.]$/, '')
