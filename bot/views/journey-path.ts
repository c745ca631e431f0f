import { type Block, say } from '#bot/slack/blocks.ts'
import { bold, bullets, italic, joined, line, type Span } from '#bot/slack/text.ts'
import { claimsOf } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { STAGES, type Stage } from '#src/lifecycle/stage.ts'
import { freshness } from './freshness.ts'
import { shortName } from './names.ts'
import { oneScreen } from './one-screen.ts'
import { capital, claimSpans, counted, inWords, quoted, type Reading } from './reading.ts'

export type Journey = Entry<'journey'>

/** The stages of which something is known, and those of which nothing is. */
export function stagesOf({ body }: Journey): { known: Stage[]; unknown: Stage[] } {
  const said = new Set(claimsOf(body).map((claim) => claim.stage))
  return {
    known: STAGES.filter((each) => said.has(each)),
    unknown: STAGES.filter((each) => !said.has(each)),
  }
}

/** Its title, and whose it is where the title doesn't say so. */
export function journeyHeading({ title, body }: Journey, { library }: Reading) {
  const name = shortName(library, body.persona)
  return line(bold(title.includes(name) ? title : `${name}: ${title}`))
}

/** What of a path is said: the stages where something makes them leave, or all; so many steps to the first success. */
type Extent = { stages: 'all' | 'leaving' | 'none'; steps: number; times: number }

const EXTENTS: [Extent, ...Extent[]] = [
  { stages: 'all', steps: 5, times: 1 },
  { stages: 'all', steps: 2, times: 1 },
  { stages: 'all', steps: 0, times: 1 },
  { stages: 'all', steps: 0, times: 0 },
  { stages: 'leaving', steps: 0, times: 1 },
  { stages: 'leaving', steps: 0, times: 0 },
  { stages: 'none', steps: 0, times: 0 },
]

/** What each stage is about, in whole sentences, then how they come to the value, and when; fewer where room is short. */
export function journeyPath(journey: Journey, reading: Reading): Block[] {
  const { known, unknown } = stagesOf(journey)
  const leaving = known.filter((each) => at(journey.body.abandonment, each).length > 0)
  return oneScreen(EXTENTS, ({ stages, steps, times }) => {
    const said: Stage[] = { all: known, leaving, none: [] }[stages]
    const others = known.filter((each) => !said.includes(each))
    return [
      say(
        journeyHeading(journey, reading),
        said.length > 0 ? bullets(said.map((each) => stageLine(journey, each))) : undefined,
        others.length > 0 ? line(`Known, too: ${inWords(others, STAGES.length)}.`) : undefined,
        ...nothingKnown(known.length > 0 ? unknown : ['any of its stages']),
        leaving.length > 0 ? line(italic('⚠ something makes them leave here: open the stage.')) : undefined,
        ...ahaPath(journey, steps),
        ...timeToValue(journey, times, 400),
      ),
      freshness(journey, reading),
    ]
  })
}

function stageLine({ body }: Journey, stage: Stage): Span[] {
  const mark = at(body.abandonment, stage).length > 0 ? ' ⚠' : ''
  const said = strongest(at(body.fears, stage), at(body.questions, stage))
  const does = at(body.does, stage).slice(0, 1)
  const spans = said ? saidSpans(said) : does.flatMap((claim) => [' ', ...claimSpans(claim)])
  return [bold(`${capital(stage)}${mark}`), ...spans]
}

type Lines = Journey['body']['fears']

const at = (claims: Lines, stage: Stage): Lines => claims.filter((claim) => claim.stage === stage)

/** What rests on most evidence; a fear before a question that rests on as much. */
function strongest(fears: Lines, questions: Lines) {
  const all = [
    ...fears.map((claim) => ({ claim, asks: false })),
    ...questions.map((claim) => ({ claim, asks: true })),
  ]
  return all.toSorted((a, b) => b.claim.cites.length - a.claim.cites.length)[0]
}

function saidSpans(said: NonNullable<ReturnType<typeof strongest>>): Span[] {
  const spans = claimSpans(said.asks ? { ...said.claim, text: quoted(said.claim.text) } : said.claim)
  return [said.asks ? ' asks ' : ' fears: ', ...spans]
}

/** The steps to the first success; where not all have room, the one that it ends in. */
function ahaPath({ body }: Journey, most: number) {
  const last = body.aha.at(-1)
  if (!last || most === 0) return []
  const steps =
    body.aha.length <= most
      ? body.aha.map((step) => claimSpans(step))
      : [[italic(counted(body.aha.length - 1, 'step'))], claimSpans(last)]
  return [line(bold('To the first success: '), ...joined(steps, ' → '))]
}

export function timeToValue({ body }: Journey, few: number, most: number) {
  if (body.timeToValue.length === 0 || few === 0) return []
  const said = body.timeToValue.slice(0, few).map((claim) => claimSpans(claim, most))
  return [line(bold('Time to value: '), ...joined(said, '; '))]
}

/** "Nothing is known about advocacy and churn yet." */
export const nothingKnown = (unknown: string[]) =>
  unknown.length === 0 ? [] : [line(italic(`Nothing known about ${inWords(unknown, 9)} yet.`))]
