import { z } from 'zod'
import { type Block, say } from '#bot/slack/blocks.ts'
import { bold, bullets, italic, joined, line, type Span } from '#bot/slack/text.ts'
import { claimsOf } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, findEntry } from '#src/knowledge/library.ts'
import { type Stage, stage } from '#src/lifecycle/stage.ts'
import { freshnessTogether } from './freshness.ts'
import { shortName } from './names.ts'
import { oneScreen } from './one-screen.ts'
import { claimSpans, firstFew, inWords, quoted, type Reading } from './reading.ts'
import { view } from './view.ts'

/** What one persona after the other asks and fears at a stage, and over what they leave. */
export const stageView = view({
  name: 'stage',
  about: z.object({ stage, slugs: z.array(z.string()) }),
  material: ({ slugs }, library) => {
    const journeys = slugs.flatMap((slug) => findEntry(library, 'journey', slug) ?? [])
    return journeys.length > 0 ? journeys : undefined
  },
  entries: (journeys) => journeys,
  claims: (journeys, { stage: at }) => journeys.flatMap(({ body }) => saidAt(body, at)),
  blocks: (journeys, reading, { stage: at }) => stageCard(journeys, at, reading),
})

/** Whether anything that compares personas is known of a stage. */
export const isKnownAt = (body: Body, at: Stage): boolean => saidAt(body, at).length > 0

type Body = Entry<'journey'>['body']

const COMPARED = { questions: 'asks', fears: 'fears', abandonment: 'leaves over' } as const

const saidAt = (body: Body, at: Stage) =>
  claimsOf(body).filter((claim) => claim.stage === at && claim.field in COMPARED)

function stageCard(journeys: Entry<'journey'>[], at: Stage, reading: Reading): Block[] {
  const { library } = reading
  const unknown = entriesOf(library, 'journey').filter(({ body }) => !isKnownAt(body, at))
  const names = unknown.map(({ body }) => shortName(library, body.persona))
  return oneScreen([200, 140, 100, 70, 50], (most) => [
    say(
      line(bold(`At ${at}`), ', one persona after the other:'),
      bullets(firstFew(journeys, 12, (journey) => personaLine(journey, at, most, reading))),
      names.length > 0 ? line(italic(`Nothing known yet of ${inWords(names)} at ${at}.`)) : undefined,
    ),
    ...freshnessTogether(
      journeys,
      journeys.flatMap(({ body }) => saidAt(body, at)),
      reading,
    ),
  ])
}

function personaLine({ body }: Entry<'journey'>, at: Stage, most: number, { library }: Reading): Span[] {
  const said = Object.entries(COMPARED).map(([field, verb]): Span[] => {
    const claim = saidAt(body, at).find((each) => each.field === field)
    if (!claim) return []
    const text = field === 'questions' ? quoted(claim.text) : claim.text
    return [`${verb} `, ...claimSpans({ ...claim, text }, most)]
  })
  return [bold(shortName(library, body.persona)), ' ', ...joined(said, '; ')]
}
