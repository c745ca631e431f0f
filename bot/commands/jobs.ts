import { jobList, jobsView, jobView } from '#bot/views/job.ts'
import { label } from '#bot/views/labels.ts'
import { shortName } from '#bot/views/names.ts'
import { nothingOfKind } from '#bot/views/sentences.ts'
import { jobsOf } from '#src/jobs-to-be-done/jobs-of.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import type { Asking, Command, Found, Next } from './command.ts'
import { entriesNamed } from './named.ts'

/** `/persona jobs carla`: what people hire us for, when, and what else they could hire. */
export const jobs: Command = {
  name: 'jobs',
  does: 'what they hire us for',
  examples: ['jobs carla', 'job get through peak', 'jobs'],
  verbs: ['jobs', 'job', 'jtbd'],
  run(asked, asking) {
    const {
      words,
      personas: [persona],
      name,
    } = asked
    const { library } = asking
    const all = entriesOf(library, 'job')
    if (all.length === 0) return { found: 'overview', blocks: nothingOfKind('jobs'), next: [] }
    if (name === '') return persona ? jobsFor(persona, asking) : listJobs(all, asking)
    const [best] = entriesNamed(library, 'job', asked)
    if (best) return answerJob(best, persona, library)
    return {
      found: 'nothing',
      question: `the job ${words}`,
      nearest: all.slice(0, 3),
      next: opening(all.slice(0, 3)),
    }
  },
}

/** One job; the other personas that have it, and its neighbours, are a button away. */
export function answerJob(job: Entry<'job'>, persona: Entry<'persona'> | undefined, library: Library): Found {
  const others = job.body.personas.filter((slug) => slug !== persona?.slug).slice(0, 3)
  const its = persona ? jobsOf(library, persona.slug).filter(({ slug }) => slug !== job.slug) : []
  const next = [
    ...its
      .slice(0, 1)
      .map(({ title }) => ({ text: label.nextJob(title), ask: `job ${nameOf(persona, library)}${title}` })),
    ...others.map((slug) => {
      const who = shortName(library, slug)
      return { text: label.jobsOf(who), ask: `jobs ${who}` }
    }),
  ]
  const shown = jobView.of({ slug: job.slug, persona: persona?.slug })
  return { found: 'entry', shown, entries: [job], next }
}

const nameOf = (persona: Entry<'persona'> | undefined, library: Library): string =>
  persona ? `${shortName(library, persona.slug)} ` : ''

function jobsFor(persona: Entry<'persona'>, asking: Asking): Found {
  const [first, ...others] = jobsOf(asking.library, persona.slug)
  const who = shortName(asking.library, persona.slug)
  if (!first)
    return {
      found: 'nothing',
      question: `the jobs of ${who}`,
      nearest: [persona],
      next: [{ text: who, ask: persona.slug }],
    }
  const next = [first, ...others]
    .slice(0, 2)
    .map(({ title }) => ({ text: title, ask: `job ${who} ${title}` }))
  return { found: 'entry', shown: jobsView.of({ persona: persona.slug }), entries: [first, ...others], next }
}

const listJobs = (all: Entry<'job'>[], asking: Asking): Found => ({
  found: 'overview',
  blocks: jobList(all, asking),
  next: opening(all.slice(0, 3)),
})

const opening = (all: Entry<'job'>[]): Next[] =>
  all.map(({ title }) => ({ text: title, ask: `job ${title}` }))
