import { claimsOf } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'

/**
 * The jobs of a persona, the most important first: a job names the personas to which it matters most first, and says
 * more of those to which it matters. A job that names nobody is everybody's.
 */
export function jobsOf(library: Library, persona: string): Entry<'job'>[] {
  const place = ({ body }: Entry<'job'>) => {
    const at = body.personas.indexOf(persona)
    return at < 0 ? Number.POSITIVE_INFINITY : at
  }
  return entriesOf(library, 'job')
    .filter(
      (job) =>
        job.body.personas.length === 0 || place(job) < Number.POSITIVE_INFINITY || ownOf(job, persona) > 0,
    )
    .toSorted((a, b) => compare(place(a), place(b)) || ownOf(b, persona) - ownOf(a, persona))
}

const ownOf = ({ body }: Entry<'job'>, persona: string): number =>
  claimsOf(body).filter((claim) => claim.persona === persona).length

/** Infinity less infinity is no number. */
const compare = (a: number, b: number): number => (a === b ? 0 : a - b)
