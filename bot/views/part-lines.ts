import { bold, bullets, italic, line, type Span } from '#bot/slack/text.ts'
import { type PartChange, whatOf } from '#src/board/change.ts'
import { textOf } from '#src/board/diff.ts'
import type { Part } from '#src/board/proposal.ts'
import { isKindName, KINDS } from '#src/knowledge/kinds.ts'
import type { Library } from '#src/knowledge/library.ts'
import { changeLines } from './change-lines.ts'
import { fieldInWords } from './field-words.ts'
import { entryName } from './proposal-text.ts'
import { counted, firstFew } from './reading.ts'

/** How many changes of one entry are shown, how many entries of several, how much of a text; and what is said below. */
export type Shown = { changes: number; entries: number; most: number; why?: string }

/** What a proposal does, in short: the changes of its one entry, or a list of its entries with their counts. */
export function partLines(parts: Part[], library: Library, { changes, entries, most, why }: Shown) {
  const [first, ...others] = parts
  if (!first) return []
  if (others.length > 0) return [bullets(firstFew(parts, entries, (part) => partSpans(part, library)))]
  const said = toShow(first, why)
  const more = said.length - changes
  return [
    newLine(first, library),
    ...said.slice(0, changes).flatMap((change) => changeLines(change, library, most)),
    more > 0 ? line(italic(`… and ${counted(more, 'more change')}`)) : undefined,
  ]
}

/** What of a new entry is said in the line that names it. */
const IN_HEAD = new Set(['title', 'status', 'owner', 'verifier'])
/** What a decision's title says already, and that it is looked at again every year like any other. */
const IN_DECISION = new Set(['decided', 'kpi', 'verifyEvery'])

function toShow(part: PartChange, why: string | undefined) {
  if (whatOf(part) !== 'new') return part.changes
  return part.changes.filter((each) => {
    if (each.type === 'set')
      return !(IN_HEAD.has(each.field) || (part.kind === 'decision' && IN_DECISION.has(each.field)))
    return each.type !== 'added' || textOf(each.after) !== why
  })
}

/** "A new playbook, active, owned by Mina Albrecht" */
export function newLine(part: Part, library: Library) {
  if (whatOf(part) !== 'new') return undefined
  const said = (field: string) => {
    const found = part.changes.find((each) => each.type === 'set' && each.field === field)
    return found?.type === 'set' ? fieldInWords(field, found.after, library) : undefined
  }
  const owner = said('owner')
  const words = [said('status'), owner === undefined ? 'owned by nobody' : `owned by ${owner}`]
  return line(italic(`A new ${calledOf(part)}, ${words.filter((each) => each !== undefined).join(', ')}`))
}

const calledOf = ({ kind }: Pick<Part, 'kind'>): string => (isKindName(kind) ? KINDS[kind].called : kind)

/** "Carla: 3 changes", "Rescue after escalation: a new playbook", "Finn: retired" */
export function partSpans(part: Part, library: Library): Span[] {
  const name = bold(entryName(library, part))
  switch (whatOf(part)) {
    case 'new':
      return [name, `: a new ${calledOf(part)}`]
    case 'retired':
      return [name, ': retired']
    case 'changed':
      return [name, `: ${counted(part.changes.length, 'change')}`]
  }
}
