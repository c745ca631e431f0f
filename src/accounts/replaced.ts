import type { Place } from './named-in.ts'

/** A part of a text, and what stands for it. */
export type Replaced = Place & { by: string }

/** A text with parts of it replaced, and without the gaps that this leaves. */
export const replaceIn = (text: string, parts: Replaced[]): string =>
  together(parts)
    .reduceRight((left, { from, to, by }) => `${left.slice(0, from)}${by}${left.slice(to)}`, text)
    .replaceAll(/\s+/g, ' ')
    .trim()

/** Parts in their order; those that overlap are one: somebody's name may hold their company's. */
function together(parts: Replaced[]): Replaced[] {
  const all: Replaced[] = []
  for (const part of parts.toSorted((one, other) => one.from - other.from)) {
    const last = all.at(-1)
    if (!last || part.from >= last.to) all.push({ ...part })
    else Object.assign(last, { to: Math.max(last.to, part.to), by: last.by || part.by })
  }
  return all
}
