import type { Block } from '#bot/slack/blocks.ts'
import { LIMITS } from '#bot/slack/limits.ts'
import { bold, bullets, joined, line, type Span } from '#bot/slack/text.ts'
import type { PlacedClaim } from '#src/knowledge/claim.ts'
import { oneScreen } from './one-screen.ts'
import { firstFew, lineSpans } from './reading.ts'

type Part = ReturnType<typeof line> | ReturnType<typeof bullets>

/**
 * Claims of one sort under what they are called; `spans` says one of them in so many characters. A group with a
 * larger `share` keeps more of its claims where room is short.
 */
export type Group = {
  heading: string
  style?: 'bullet' | 'ordered'
  share?: number
  claims: PlacedClaim[]
  spans?: (claim: PlacedClaim, most: number) => Span[]
}

/** How many claims of each group (times its share, whole ones), and how many characters of each. */
export type Size = { few: number; most: number }

/** From the most that is said of each group to the least: fewer claims before any of them is cut. */
const SIZES: [Size, ...Size[]] = [
  { few: 20, most: 400 },
  { few: 6, most: 400 },
  { few: 4, most: 400 },
  { few: 3, most: 400 },
  { few: 2, most: 400 },
  { few: 1.7, most: 400 },
  { few: 1.4, most: 400 },
  { few: 1, most: 400 },
  { few: 1, most: 160 },
  { few: 1, most: 110 },
  { few: 1, most: 70 },
  { few: 1, most: 50 },
]

/** The whole of an answer, as far as one message holds it, or as much of each of its groups as one screen of a phone. */
export function sized(whole: boolean, blocks: (size: Size) => Block[]): Block[] {
  if (!whole) return oneScreen(SIZES, blocks)
  const fits = (size: Size) => JSON.stringify(blocks(size)).length + BUTTONS <= LIMITS.charactersPerMessage
  return blocks(SIZES.find(fits) ?? SIZES[0])
}

/** What the buttons below an answer take. */
const BUTTONS = 1300

/** Groups as lists under headings. */
export const lists = (groups: Group[], size: Size): Part[] =>
  groups.filter(({ claims }) => claims.length > 0).flatMap((group) => list(group, size))

/** Groups as one line each, in one paragraph: shorter, where there are many groups of a few claims. */
export function labelled(groups: Group[], size: Size): Part[] {
  const spans = labelledSpans(groups, size)
  return spans.length === 0 ? [] : [line(...spans)]
}

/** The same in plain words: each span that is bold or italic takes room in a message beside its words. */
export function plainly(groups: Group[], size: Size): Part[] {
  const spans: Span[] = []
  for (const span of labelledSpans(groups, size)) {
    const plain = typeof span !== 'string' && span.type === 'text' ? span.text : span
    const last = spans.at(-1)
    if (typeof plain === 'string' && typeof last === 'string') spans.splice(-1, 1, last + plain)
    else spans.push(plain)
  }
  return spans.length === 0 ? [] : [line(...spans)]
}

const labelledSpans = (groups: Group[], size: Size): Span[] =>
  groups
    .filter(({ claims }) => claims.length > 0)
    .flatMap((group, index): Span[] => [
      bold(`${index > 0 ? '\n' : ''}${group.heading}: `),
      ...joined(itemsOf(group, size), '; '),
    ])

/** What is left out of an ordered list is said below it: it is no further step. */
function list(group: Group, size: Size): Part[] {
  const { heading, style, claims } = group
  const items = itemsOf(group, size)
  const more = style === 'ordered' && claims.length > manyOf(group, size) ? items.splice(-1) : []
  return [
    ...(heading === '' ? [] : [line(bold(heading))]),
    bullets(items, style),
    ...more.map((spans) => line(...spans)),
  ]
}

const itemsOf = (group: Group, size: Size): Span[][] => {
  const { claims, spans = lineSpans } = group
  return firstFew(claims, manyOf(group, size), (claim) => spans(claim, size.most))
}

const manyOf = ({ share = 1 }: Group, { few }: Size): number => Math.floor(few * share)
