import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { clip, LIMITS } from '#bot/slack/limits.ts'
import { bold, bullets, italic, line } from '#bot/slack/text.ts'
import type { AnyClaim, Change } from '#src/board/change.ts'
import { claimsById, textOf } from '#src/board/diff.ts'
import type { Part } from '#src/board/proposal.ts'
import { type Library, wordsOfField } from '#src/knowledge/library.ts'
import { forWhom, traitsOf } from './claim-traits.ts'
import { fieldInWords } from './field-words.ts'
import { capital, firstFew } from './reading.ts'

/** One change at full length: what it says now and what it would say, or its claims in their new order. */
export function changeInFull(change: Change, part: Part, library: Library): Block[] {
  const field = capital(wordsOfField(change.field))
  if (change.type === 'moved') return [orderInFull(field, change, part, library)]
  if (change.type === 'set') {
    const [was, is] = [change.before, change.after].map((value) => fieldInWords(change.field, value, library))
    if (part.baseVersion === 0) return is === undefined ? [] : inFull(field, is)
    return [
      ...inFull(`${field}, as it is`, was ?? 'none'),
      ...inFull(`${field}, as it would be`, is ?? 'none'),
    ]
  }
  if (part.baseVersion === 0 && change.type === 'added') return claimInFull(field, change.after, library)
  return [
    ...(change.type === 'added' ? [] : claimInFull(`${field}, as it is`, change.before, library)),
    ...(change.type === 'removed'
      ? [say(line(italic('It would be taken out.')))]
      : claimInFull(`${field}, as it would be`, change.after, library)),
  ]
}

/** Claims in their new order, by their first words. */
function orderInFull(
  field: string,
  { after }: Extract<Change, { type: 'moved' }>,
  { kind, slug, changes }: Part,
  library: Library,
): Block {
  const entry = library.entries.get(`${kind}/${slug}`)
  const texts = new Map(
    entry ? [...claimsById(entry.body)].map(([id, { claim }]) => [id, textOf(claim)] as const) : [],
  )
  for (const change of changes)
    if (change.type === 'added' || change.type === 'changed') texts.set(change.after.id, textOf(change.after))
  return say(
    line(bold(`${field}, in this order`)),
    bullets(
      firstFew(after, 20, (id) => [clip(texts.get(id) ?? id, 120)]),
      'ordered',
    ),
  )
}

export function claimInFull(heading: string, claim: AnyClaim, library: Library): Block[] {
  const text = forWhom(claim, library) + textOf(claim)
  const traits = traitsOf(claim, undefined, library)
  const sources = firstFew(claim.cites, 20, (slug) => [library.evidence.get(slug)?.title ?? slug])
  const rest = [
    traits.length > 0 ? line(italic(capital(traits.join(', ')))) : undefined,
    ...listed('Evidence', sources),
    sources.length === 0 ? line(italic('No evidence: an assumption.')) : undefined,
  ]
  return text.length <= LIMITS.charactersPerSection
    ? [say(line(bold(heading)), line(text), ...rest)]
    : [...inFull(heading, text), say(...rest)]
}

/** A text of any length, in as many parts as Slack needs. */
export function inFull(heading: string, text: string): Block[] {
  const points = [...text]
  const size = LIMITS.charactersPerSection
  const parts = Array.from({ length: Math.ceil(points.length / size) }, (_, index) =>
    points.slice(index * size, (index + 1) * size).join(''),
  )
  return parts.map((part, index) => say(index === 0 ? line(bold(heading)) : undefined, line(part)))
}
