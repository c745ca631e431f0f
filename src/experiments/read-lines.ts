import type { Library } from '#src/knowledge/library.ts'
import { personaNamed } from '#src/personas/find-persona.ts'
import type { ExperimentBody } from './experiment.ts'
import { type Cell, cellOf, type TypedCell } from './result.ts'

/** "Carla · Risk reduction: 139 of 412", or n, mean and standard deviation behind the colon. */
const LINE = /^(.+?)\s*·\s*(.+?)\s*:([^:]*)$/

/**
 * Results as somebody types them, a line each; lines without a number are left out. The first that doesn't fit is given
 * back with what is wrong.
 */
export function readResultLines(
  text: string,
  body: ExperimentBody,
  library: Library,
): { cells: TypedCell[] } | { line: string; wrong: string } {
  const cells: TypedCell[] = []
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '' || /:\s*$/.test(line)) continue
    const typed = readLine(line, body, library)
    if ('wrong' in typed) return { line, ...typed }
    const read = cellOf(typed, body)
    if ('wrong' in read) return { line, ...read }
    if (cells.some(({ persona, variant }) => persona === typed.persona && variant === typed.variant))
      return { line, wrong: 'this persona and variant stand above already' }
    cells.push(typed)
  }
  return { cells }
}

function readLine(line: string, body: ExperimentBody, library: Library): TypedCell | { wrong: string } {
  const [, who = '', which = '', numbers = ''] = LINE.exec(line) ?? []
  const persona = personaNamed(library, who)?.slug
  if (persona === undefined) return { wrong: 'expected a persona, a dot (·), a variant, a colon and numbers' }
  const variant = variantNamed(which, body)
  if (variant === undefined)
    return { wrong: `expected one of the variants ${body.variants.map(({ title }) => title).join(', ')}` }
  return { persona, variant, numbers: numbersIn(numbers) }
}

export const variantNamed = (name: string, { variants }: Pick<ExperimentBody, 'variants'>) =>
  variants.find((each) =>
    [each.id, each.title].some((said) => said.toLowerCase() === name.trim().toLowerCase()),
  )?.id

/** Numbers in the order n first: "139 of 412" says it the other way round. */
function numbersIn(text: string): number[] {
  const [, hits, n] = /^\s*(\d+)\s*(?:of|\/)\s*(\d+)\s*$/.exec(text) ?? []
  if (hits !== undefined && n !== undefined) return [Number(n), Number(hits)]
  return text.split(/[,;]\s*|\s+/).flatMap((part) => (part === '' ? [] : [Number(part)]))
}

/** What there is so far, to be filled in or mended. */
export function linesOf(
  { expects, variants }: ExperimentBody,
  cells: Cell[],
  nameOf: (persona: string) => string,
): string {
  const lines = expects.flatMap(({ persona }) =>
    variants.map(({ id, title }) => {
      const cell = cells.find((each) => each.persona === persona && each.variant === id)
      return `${nameOf(persona)} · ${title}: ${cell ? numbersOf(cell) : ''}`
    }),
  )
  return lines.join('\n')
}

const numbersOf = (cell: Cell): string =>
  'hits' in cell ? `${cell.hits} of ${cell.n}` : `${cell.n}, ${cell.mean}, ${cell.deviation}`
