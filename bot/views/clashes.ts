import { type Block, type ButtonSpec, buttons } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { italic, line } from '#bot/slack/text.ts'
import { anyClaim, type Change } from '#src/board/change.ts'
import { textOf } from '#src/board/diff.ts'
import type { Clash, Proposal } from '#src/board/proposal.ts'
import type { Library } from '#src/knowledge/library.ts'
import { fieldInWords } from './field-words.ts'

const SHOWN_CLASHES = 3

/** Where a proposal no longer fits, both sides: what it says now, what the proposal was made of, what it wants. */
export function clashLines({ outcome }: Proposal, library: Library, most = 300) {
  if (outcome.state !== 'conflicting' && outcome.state !== 'superseded') return []
  const { clashes } = outcome.obstacle
  const more = clashes.length - SHOWN_CLASHES
  return [
    ...clashes.slice(0, SHOWN_CLASHES).flatMap((clash) => sides(clash, library, most)),
    ...(more > 0 ? [line(italic(`… and ${more} more that no longer fit`))] : []),
  ]
}

function sides({ change, now }: Clash, library: Library, most: number) {
  const said = (value: unknown) => clip(valueWords(change, value, library), most)
  const before = change.type === 'added' ? undefined : change.before
  const after = change.type === 'removed' ? undefined : change.after
  return [
    line(italic('It says now: '), said(now)),
    line(italic('It said then: '), said(before)),
    line(italic('Proposed: '), after === undefined ? 'to take it out' : said(after)),
  ]
}

function valueWords({ type, field }: Change, value: unknown, library: Library): string {
  if (type === 'moved') return 'another order'
  const claim = anyClaim.safeParse(value)
  if (claim.success) return textOf(claim.data)
  return fieldInWords(field, value, library) ?? 'nothing'
}

/** For anybody who wants it still. */
export function againButton({ id, outcome }: Proposal): ButtonSpec[] {
  return outcome.state === 'conflicting' || outcome.state === 'superseded'
    ? [{ text: "Propose on today's text", action: 'propose-again', value: { proposal: id } }]
    : []
}

export function againButtons(proposal: Proposal): Block[] {
  const again = againButton(proposal)
  return again.length === 0 ? [] : [buttons(again)]
}
