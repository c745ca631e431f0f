import { clip } from '#bot/slack/limits.ts'
import { italic, joined, line, type Span } from '#bot/slack/text.ts'
import type { AnyClaim, Change, ClaimChange } from '#src/board/change.ts'
import { textOf } from '#src/board/diff.ts'
import { type Library, wordsOfField } from '#src/knowledge/library.ts'
import { forWhom, traitSpans } from './claim-traits.ts'
import { fieldInWords } from './field-words.ts'
import { capital, claimSpans } from './reading.ts'

const SHOWN_SOURCES = 3
/** Up to so many characters both values of a field stand on one line. */
const ON_ONE_LINE = 80

type Lines = (ReturnType<typeof line> | undefined)[]

/** What it said and what it would say, cut to what one reads on a phone. */
export function changeLines(change: Change, library: Library, most = 400): Lines {
  if (change.type === 'set') return setLines(change, library, most)
  if (change.type === 'moved')
    return [line(italic(`${capital(wordsOfField(change.field))}: `), 'in another order')]
  return claimLines(change, library, most)
}

function claimLines(change: ClaimChange, library: Library, most: number): Lines {
  const before = change.type === 'added' ? undefined : change.before
  const after = change.type === 'removed' ? undefined : change.after
  const said = (sign: string, claim: AnyClaim, other: AnyClaim | undefined) =>
    line(
      sign,
      forWhom(claim, library),
      ...claimSpans({ text: textOf(claim), cites: claim.cites }, most),
      ...traitSpans(claim, other, library),
    )
  return [
    before && said('− ', before, after),
    after && said('+ ', after, before),
    evidenceLine(change, library),
  ]
}

/** "Title: Owner Ollie → Founder Ollie"; of a new entry what it would be. */
function setLines(
  { field, before, after }: Extract<Change, { type: 'set' }>,
  library: Library,
  most: number,
): Lines {
  const name = italic(`${capital(wordsOfField(field))}: `)
  const [was, is] = [before, after].map((value) => fieldInWords(field, value, library))
  if (was === undefined) return [line('+ ', name, clip(is ?? 'none', most))]
  if (is === undefined) return [line('− ', name, clip(was, most))]
  if (was.length + is.length <= ON_ONE_LINE) return [line(name, was, ' → ', is)]
  return [line('− ', name, clip(was, most)), line('+ ', name, clip(is, most))]
}

/** What it would rest on that it did not rest on before, and the other way round. */
function evidenceLine(change: ClaimChange, library: Library) {
  const before = change.type === 'added' ? [] : change.before.cites
  const after = change.type === 'removed' ? [] : change.after.cites
  const title = (slug: string) => clip(library.evidence.get(slug)?.title ?? slug, 80)
  const spans: Span[][] = [
    ...after.filter((slug) => !before.includes(slug)).map((slug) => [`+ ${title(slug)}`]),
    ...before.filter((slug) => !after.includes(slug)).map((slug) => [`− ${title(slug)}`]),
  ]
  if (spans.length === 0 || change.type === 'removed') return undefined
  const more = spans.length - SHOWN_SOURCES
  const rest = more > 0 ? [[italic(`… and ${more} more`)]] : []
  return line(italic('Evidence: '), ...joined([...spans.slice(0, SHOWN_SOURCES), ...rest], ', '))
}
