import { z } from 'zod'
import type { Entry } from '#src/knowledge/entry.ts'
import type { KnownEvidence } from './evidence.ts'
import { GROUPS } from './guide.ts'
import { groupsToAsk, intervieweesOf, whomToInterview } from './interviewees.ts'
import { ownSources, researchOf } from './research.ts'

const count = z.int()

/** How many people were interviewed for a persona, how many of them since a day, and whom to ask next. */
export const shortOfFresh = z.object({
  persona: z.string(),
  interviews: count,
  fresh: count,
  ask: z.array(z.object({ group: z.enum(GROUPS), count })),
})
export type ShortOfFresh = z.output<typeof shortOfFresh>

/**
 * Whom to interview so that a persona rests on so many interviews since a day, of every group of customers; undefined
 * where it does.
 */
export function whoIsShort(
  persona: Entry<'persona'>,
  evidence: ReadonlyMap<string, KnownEvidence>,
  { since, least }: { since: string; least: number },
): ShortOfFresh | undefined {
  const lately = new Map([...evidence].filter(([, { date }]) => date >= since))
  const fresh = researchOf(persona, lately).interviews
  const heard = intervieweesOf(ownSources(persona, lately))
  const ask = whomToInterview(heard, fresh, groupsToAsk(persona.body.kind === 'negative'), least)
  if (ask.size === 0) return undefined
  return {
    persona: persona.slug,
    interviews: researchOf(persona, evidence).interviews,
    fresh,
    ask: [...ask].map(([group, each]) => ({ group, count: each })),
  }
}

/** How many interviews that are. */
export const toAsk = ({ ask }: ShortOfFresh): number => ask.reduce((sum, each) => sum + each.count, 0)
