import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { type Stage, stageNamed } from '#src/lifecycle/stage.ts'
import { personasIn } from '#src/personas/find-persona.ts'
import type { PlaybookType } from '#src/playbooks/playbook.ts'
import { type Asked, readAsked } from './asked.ts'

/** What of a playbook is wanted. */
export type Part = 'short' | 'content' | 'whole'

/** What is understood of words that ask for a playbook. `exact`: the one whose whole title was typed. */
export type PlaybookAsked = Asked & {
  part: Part
  type: PlaybookType | undefined
  exact: Entry<'playbook'> | undefined
}

const TYPE_WORDS: Record<string, PlaybookType> = {
  talk: 'talk-track',
  talks: 'talk-track',
  track: 'talk-track',
  tracks: 'talk-track',
  'talk-track': 'talk-track',
  'talk-tracks': 'talk-track',
  checklist: 'checklist',
  checklists: 'checklist',
  template: 'template',
  templates: 'template',
  scorecard: 'scorecard',
  scorecards: 'scorecard',
}

/** The words that ask for a sort of playbook. */
export const TYPE_VERBS = Object.keys(TYPE_WORDS)

export function readPlaybookAsked(typed: Asked, library: Library): PlaybookAsked {
  const [prefix = '', part] = /^(all|content) of\s+/i.exec(typed.words) ?? []
  const asked = readAsked(typed.words.slice(prefix.length), library, typed.verb)
  const words = asked.words.toLowerCase()
  const type =
    TYPE_WORDS[asked.verb ?? ''] ??
    words
      .split(/\s+/)
      .map((word) => TYPE_WORDS[word])
      .find(Boolean)
  const name = asked.name
    .split(/\s+/)
    .filter((word) => !(word.toLowerCase() in TYPE_WORDS))
    .join(' ')
  const exact = entriesOf(library, 'playbook')
    .filter(
      ({ title, body }) =>
        words.includes(title.toLowerCase()) && [undefined, body.function].includes(asked.team),
    )
    .toSorted((a, b) => b.title.length - a.title.length)[0]
  return {
    ...asked,
    name,
    type,
    exact,
    part: part ? (part.toLowerCase() === 'all' ? 'whole' : 'content') : 'short',
  }
}

/** The persona and the stage that were asked for, beside those that the playbook's own title names. */
export function besideTitle(
  { title }: Entry<'playbook'>,
  { personas, stage }: Asked,
  library: Library,
): { persona: string | undefined; stage: Stage | undefined } {
  const named = personasIn(library, title).personas.map(({ slug }) => slug)
  const stages = title.split(/\s+/).map(stageNamed)
  return {
    persona: personas.map(({ slug }) => slug).find((slug) => !named.includes(slug)),
    stage: stages.includes(stage) ? undefined : stage,
  }
}
