/** Everything that is looked for. */
export const PITFALLS = [
  'orphaned',
  'no-governance',
  'static',
  'assumptions',
  'not-measurable',
  'channels',
  'decay',
  'complex',
  'many-primary',
  'no-negative',
  'generic',
  'negative-unused',
  'categories',
  'local-maximum',
  'no-adoption',
] as const
type PitfallName = (typeof PITFALLS)[number]

/** A trap that the company is in, with whom it concerns and the numbers that say so. */
export type Pitfall = { pitfall: PitfallName; personas: string[]; n: number; of: number }

/** A pitfall that nobody can tell yet: what would say so is not there. */
export type Unjudged = Extract<PitfallName, 'channels' | 'negative-unused' | 'local-maximum'>

/** The pitfall, where it concerns somebody. */
export const found = (pitfall: PitfallName, some: { slug: string }[], of = 0): Pitfall[] =>
  some.length === 0 ? [] : [{ pitfall, personas: some.map(({ slug }) => slug), n: some.length, of }]
