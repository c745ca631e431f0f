import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { type Stage, stageNamed } from '#src/lifecycle/stage.ts'
import { FUNCTIONS, memberFunction, type TeamFunction } from '#src/members/member.ts'
import { personasIn } from '#src/personas/find-persona.ts'
import { isStopWord } from '#src/search/words.ts'

/** What somebody typed after the verb, and what of it is understood, in whatever order it came. */
export type Asked = {
  /** The verb as it was typed: a command may go by several that ask for different things. */
  verb: string | undefined
  words: string
  personas: Entry<'persona'>[]
  stage: Stage | undefined
  team: TeamFunction | undefined
  /** The words without the personas that they name. */
  rest: string
  /** The same without stage and function: what is left to be a name. */
  name: string
}

/** Reads personas, a stage and a function out of words in any order. */
export function readAsked(words: string, library: Library, verb?: string): Asked {
  const { personas, rest } = personasIn(library, words)
  const { team, left } = takeTeam(rest)
  const list = left.split(/\s+/).filter(Boolean)
  const at = list.findIndex((word) => stageNamed(word) !== undefined)
  const others = list.toSpliced(at < 0 ? list.length : at, 1)
  const name = others.every((word) => isStopWord(word.toLowerCase())) ? '' : others.join(' ')
  return { verb, words: words.trim(), personas, stage: stageNamed(list[at] ?? ''), team, rest, name }
}

/** The first word, or two, that name a function, and the words without it. */
function takeTeam(words: string): { team: TeamFunction | undefined; left: string } {
  const lower = words.toLowerCase()
  const two = FUNCTIONS.find((team) => team.includes('-') && lower.includes(team.replace('-', ' ')))
  if (two) return { team: two, left: lower.replace(two.replace('-', ' '), ' ').trim() }
  const list = words.split(/\s+/).filter(Boolean)
  for (const [index, word] of list.entries()) {
    const read = memberFunction.safeParse(word)
    if (read.success) return { team: read.data, left: list.toSpliced(index, 1).join(' ') }
  }
  return { team: undefined, left: words.trim() }
}
