import { z } from 'zod'
import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { bold, bullets, italic, line, type Span } from '#bot/slack/text.ts'
import { jobsOf } from '#src/jobs-to-be-done/jobs-of.ts'
import { claimsOf, type PlacedClaim } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { claimsIn, shortened, whomSpans } from './concerning.ts'
import { freshness, freshnessTogether } from './freshness.ts'
import { shortName } from './names.ts'
import { oneScreen } from './one-screen.ts'
import { capital, claimSpans, counted, firstFew, inWords, type Reading } from './reading.ts'
import { view } from './view.ts'

/** A job: its story, what it is about, and what else could be hired for it. */
export const jobView = view({
  name: 'job',
  about: z.object({ slug: z.string(), persona: z.string().optional() }),
  material: ({ slug }, library) => findEntry(library, 'job', slug),
  entries: (job) => [job],
  claims: (job, { persona }) => claimsFor(job, persona),
  blocks: (job, reading, { persona }) => oneScreen(ROOMS, (room) => jobCard(job, persona, room, reading)),
})

/** So many statements of each part, and so long. */
type Room = { few: number; most: number }
const LONG = 220
const ROOMS: [Room, ...Room[]] = [
  { few: 4, most: LONG },
  { few: 3, most: LONG },
  { few: 2, most: LONG },
  { few: 1, most: LONG },
  { few: 1, most: 110 },
]

/** The jobs of one persona, each with its story. */
export const jobsView = view({
  name: 'jobs',
  about: z.object({ persona: z.string() }),
  material: ({ persona }, library) => {
    const jobs = jobsOf(library, persona)
    return jobs.length === 0 ? undefined : jobs
  },
  entries: (jobs) => jobs,
  claims: (jobs, { persona }) => jobs.flatMap((job) => storyOf(job, persona)),
  blocks: (jobs, reading, { persona }) => jobsCard(jobs, persona, reading),
})

function jobCard(
  job: Entry<'job'>,
  persona: string | undefined,
  { few, most }: Room,
  reading: Reading,
): Block[] {
  const { library } = reading
  const spans = (claim: PlacedClaim): Span[] => [
    ...whomSpans(claim, persona, library),
    ...claimSpans(shortened(claim, most)),
  ]
  const chosen = partsOf(job, persona, few)
  const left = claimsFor(job, persona).length - chosen.reduce((sum, { claims }) => sum + claims.length, 0)
  return [
    say(
      line(bold(job.title), italic(whoseJob(job, reading))),
      ...chosen.flatMap(({ heading, claims, label }) =>
        heading === ''
          ? claims.map((claim) => line(...spans(claim)))
          : listed(
              heading,
              claims.map((claim) => [...(label ? [italic(`${label(claim)}: `)] : []), ...spans(claim)]),
            ),
      ),
      left > 0 ? line(italic(`… and ${counted(left, 'more statement')}`)) : undefined,
    ),
    freshness(job, reading),
  ]
}

type Part = { heading: string; claims: PlacedClaim[]; label?: (claim: PlacedClaim) => string }

/** The first few statements of each part; doing nothing is always among what else could be hired. */
function partsOf(job: Entry<'job'>, persona: string | undefined, few: number): Part[] {
  const kinds = new Map(job.body.competing.map(({ id, solution }) => [id, solution]))
  const sides = new Map(job.body.aspects.map(({ id, type }) => [id, type]))
  const some = (field: string) => claimsIn(job, field, persona).slice(0, few)
  const competing = claimsIn(job, 'competing', persona)
  const nothing = competing.find(({ id }) => kinds.get(id) === 'nothing')
  const shown = competing.filter((claim, index) => index <= few || claim === nothing)
  return [
    { heading: '', claims: storyOf(job, persona) },
    {
      heading: 'Because',
      claims: some('because').filter(({ id }) => !storyOf(job, persona).some((each) => each.id === id)),
    },
    { heading: 'When it comes up', claims: some('circumstances') },
    {
      heading: 'Its sides',
      claims: oneOfEach(claimsIn(job, 'aspects', persona), sides),
      label: ({ id }) => capital(sides.get(id) ?? ''),
    },
    {
      heading: 'What else they could hire',
      claims: shown,
      label: ({ id }) => SOLUTIONS[kinds.get(id) ?? 'product'],
    },
    { heading: 'It is done when', claims: some('metrics') },
  ]
}

function claimsFor({ body }: Entry<'job'>, about: string | undefined): PlacedClaim[] {
  return claimsOf(body).filter(({ persona }) => !persona || !about || persona === about)
}

const SOLUTIONS: Record<Entry<'job'>['body']['competing'][number]['solution'], string> = {
  product: 'Another product',
  service: 'A service',
  spreadsheet: 'A spreadsheet',
  'in-house': 'Built in-house',
  people: 'More people',
  nothing: 'Doing nothing',
}

const whoseJob = ({ body }: Entry<'job'>, { library }: Reading): string =>
  body.personas.length === 0
    ? ' · everybody has this job'
    : ` · a job of ${inWords(body.personas.map((slug) => shortName(library, slug)))}`

/** The first of each side, in the order in which people read them. */
function oneOfEach(claims: PlacedClaim[], sides: Map<string, string>): PlacedClaim[] {
  return ['functional', 'emotional', 'social'].flatMap(
    (side) => claims.find(({ id }) => sides.get(id) === side) ?? [],
  )
}

/** The story that fits a persona best: its own, or the first; in place of one the first "because". */
function storyOf(job: Entry<'job'>, persona: string | undefined): PlacedClaim[] {
  const [story] = [...claimsIn(job, 'stories', persona), ...claimsIn(job, 'because', persona)]
  return story ? [story] : []
}

function jobsCard(jobs: Entry<'job'>[], persona: string, reading: Reading): Block[] {
  const whom = shortName(reading.library, persona)
  const items = firstFew(jobs, 6, (job) => [
    bold(job.title),
    ...storyOf(job, persona).flatMap((claim) => [': ', ...claimSpans(shortened(claim, LONG))]),
  ])
  return [
    say(
      line(
        bold(`${whom} hires us for ${counted(jobs.length, 'job')}`),
        jobs.length > 1 ? ', the most important first.' : '.',
      ),
      bullets(items, 'ordered'),
    ),
    ...freshnessTogether(
      jobs,
      jobs.flatMap((job) => storyOf(job, persona)),
      reading,
    ),
  ]
}

/** All jobs, and whose they are. */
export const jobList = (jobs: Entry<'job'>[], { library }: Reading): Block[] => [
  say(
    line(bold(`${counted(jobs.length, 'job')} that people hire us for.`)),
    bullets(
      firstFew(jobs, 20, ({ title, body }) => [
        bold(title),
        body.personas.length > 0
          ? ` — ${inWords(body.personas.map((slug) => shortName(library, slug)))}`
          : ' — everybody',
      ]),
    ),
  ),
]
