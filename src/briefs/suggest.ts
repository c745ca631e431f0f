import { claimsOf, claimText } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import type { Brief } from './brief.ts'

const MOST_SOURCES = 5

/** What a brief for a persona begins with: the job that matters most to it, and what most of its claims rest on. */
export const suggestBrief = (title: string, persona: Entry<'persona'>, library: Library): Brief => ({
  title,
  persona: persona.slug,
  version: persona.version,
  job: mainJob(persona.slug, library),
  evidence: topSources(persona, library).slice(0, MOST_SOURCES),
  action: undefined,
})

/** The first story of the job that lists this persona earliest; the job's name where it tells none. */
function mainJob(persona: string, library: Library): string | undefined {
  const [job] = entriesOf(library, 'job')
    .filter(({ body }) => body.personas.includes(persona))
    .toSorted((a, b) => a.body.personas.indexOf(persona) - b.body.personas.indexOf(persona))
  if (!job) return undefined
  const own = job.body.stories.find((story) => story.persona === persona)
  const story = own ?? job.body.stories.find((each) => each.persona === undefined)
  return story ? `${job.title}: ${claimText(story)}` : job.title
}

/** The evidence of a persona, the most cited first. */
function topSources(persona: Entry<'persona'>, library: Library): string[] {
  const cites = claimsOf(persona.body).flatMap((claim) => claim.cites)
  const counted = Map.groupBy(cites, (slug) => slug)
  return [...counted]
    .filter(([slug]) => library.evidence.has(slug))
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([slug]) => slug)
}
