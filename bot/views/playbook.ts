import { z } from 'zod'
import { type Block, say } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, italic, line, type Span } from '#bot/slack/text.ts'
import { claimsOf, type PlacedClaim } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { type Stage, stage } from '#src/lifecycle/stage.ts'
import { contentSteps } from './content-steps.ts'
import { freshness } from './freshness.ts'
import { type Group, lists, sized } from './groups.ts'
import { functionName, shortName } from './names.ts'
import { placeSpans } from './placed.ts'
import { inWords, lineSpans, type Reading, spokenSpans } from './reading.ts'
import { view } from './view.ts'

type Playbook = Entry<'playbook'>
type For = { persona?: string | undefined; stage?: Stage | undefined }

/** A playbook in short, its content along the steps of a decision, or the whole of it; for one persona, one stage. */
export const playbookView = view({
  name: 'playbook',
  about: z.object({
    slug: z.string(),
    persona: z.string().optional(),
    stage: stage.optional(),
    content: z.boolean().default(false),
    whole: z.boolean().default(false),
  }),
  material: ({ slug }, library) => findEntry(library, 'playbook', slug),
  entries: (playbook) => [playbook],
  claims: ({ body }, about) =>
    claimsFor(body, about).filter(({ field }) => !about.content || field === 'content'),
  blocks: (playbook, reading, about) =>
    about.content ? contentCard(playbook, about, reading) : playbookCard(playbook, about, reading),
})

/** What is for a persona or for everyone, at a stage or at any: the order stays, since steps are taken one by one. */
const claimsFor = (body: Playbook['body'], { persona, stage: at }: For): PlacedClaim[] =>
  claimsOf(body).filter(
    (claim) =>
      (!persona || !claim.persona || claim.persona === persona) &&
      (!at || !claim.stage || claim.stage === at || claim.field !== 'steps'),
  )

/** What to do in the moment, step by step, then what to ask, to say, to send and to leave. */
function playbookCard(playbook: Playbook, about: For & { whole: boolean }, reading: Reading): Block[] {
  const { body } = playbook
  const claims = claimsFor(body, about)
  return sized(about.whole, (size) => [
    say(
      heading(playbook, about, reading),
      line(italic(clip(body.when, about.whole ? 400 : 200))),
      about.whole && body.goal ? line(bold('Reached: '), clip(body.goal, 400)) : undefined,
      ...lists(groupsOf(playbook, claims, about, reading), size),
      ...measured(body.kpis, about.whole ? 6 : 2),
    ),
    ...(about.whole ? contentSteps(claims, size, reading) : []),
    freshness(playbook, reading, about.persona),
  ])
}

const contentCard = (playbook: Playbook, about: For, reading: Reading): Block[] =>
  sized(false, (size) => [
    say(heading(playbook, about, reading, ': content, step by step')),
    ...contentSteps(claimsFor(playbook.body, about), size, reading),
    freshness(playbook, reading, about.persona),
  ])

function heading({ title, body }: Playbook, { persona, stage: at }: For, { library }: Reading, more = '') {
  const whom = (persona ? [persona] : body.personas).map((slug) => shortName(library, slug))
  const type = body.type && body.type !== 'play' ? ` ${body.type.replace('-', ' ')}` : ''
  const where = at ?? body.stage
  return line(
    bold(title),
    ` — ${functionName(body.function)}${type}${whom.length > 0 ? `, for ${inWords(whom)}` : ''}${where ? ` · ${where}` : ''}${more}`,
  )
}

const measured = (kpis: string[], most: number) =>
  kpis.length === 0 ? [] : [line(italic(`It works when you see it in: ${inWords(kpis.slice(0, most))}.`))]

function groupsOf({ body }: Playbook, claims: PlacedClaim[], about: For, { library }: Reading): Group[] {
  const of = (field: string) =>
    ownFirst(
      claims.filter((claim) => claim.field === field),
      field,
      about,
    )
  const place = (claim: PlacedClaim): Span[] => placeSpans({ persona: claim.persona }, library)
  const said = (claim: PlacedClaim, most: number) => [...place(claim), ...lineSpans(claim, most)]
  const spoken = (claim: PlacedClaim, most: number) => [...place(claim), ...spokenSpans(claim, most)]
  const ticked = (claim: PlacedClaim, most: number) => ['☐ ', ...said(claim, most)]
  const isList = body.type === 'checklist' || body.type === 'scorecard'
  const steps: Group = isList
    ? { heading: '', share: 3, claims: of('steps'), spans: ticked }
    : { heading: '', style: 'ordered', share: 3, claims: of('steps'), spans: said }
  // A talk track may be its lines alone; where it has steps, they are its course.
  const linesFirst = body.type === 'talk-track' && body.steps.length === 0
  const say: Group = { heading: 'Say', share: linesFirst ? 3 : 1, claims: of('say'), spans: spoken }
  const rest: Group[] = [
    { heading: 'Ask', claims: of('ask'), spans: spoken },
    ...(linesFirst ? [] : [say]),
    { heading: "Don't", claims: of('never'), spans: said },
    { heading: 'Proof', claims: of('proof'), spans: said },
    { heading: 'Send', claims: of('assets'), spans: said },
  ]
  return [linesFirst ? say : steps, ...rest]
}

/** A persona's own lines before those for everyone; steps stay in their order. */
const ownFirst = (claims: PlacedClaim[], field: string, { persona }: For): PlacedClaim[] =>
  field === 'steps' || !persona
    ? claims
    : [...claims.filter((claim) => claim.persona), ...claims.filter((claim) => !claim.persona)]
