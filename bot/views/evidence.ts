import { z } from 'zod'
import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { bold, italic, line, type Span } from '#bot/slack/text.ts'
import { CONVERGENT, convergenceOf, type Supported } from '#src/evidence/convergence.ts'
import { groupsToAsk, intervieweesOf, whomToInterview } from '#src/evidence/interviewees.ts'
import { METHOD_NAMES } from '#src/evidence/methods.ts'
import {
  isShort,
  isValidated,
  LEAST_INTERVIEWS,
  type OwnSource,
  ownSources,
  researchOf,
} from '#src/evidence/research.ts'
import { smallSamples } from '#src/evidence/samples.ts'
import { voicesOf } from '#src/evidence/voices.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { shortened } from './concerning.ts'
import {
  groupNames,
  groupsWords,
  methodName,
  moreInterviews,
  researchWords,
  unheardWords,
} from './evidence-words.ts'
import { freshness } from './freshness.ts'
import { shortName } from './names.ts'
import { percent, plainNumber } from './numbers.ts'
import { oneScreen } from './one-screen.ts'
import { claimSpans, counted, firstFew, inWords, quoted, type Reading } from './reading.ts'
import { view } from './view.ts'

/** What a persona rests on: its research, how far it points the same way, and what is missing. */
export const evidenceView = view({
  name: 'evidence',
  about: z.object({ slug: z.string() }),
  material: ({ slug }, library) => findEntry(library, 'persona', slug),
  entries: (persona) => [persona],
  blocks: (persona, reading) =>
    oneScreen(
      [
        { methods: 12, claims: 2, voices: 2, most: 160 },
        { methods: 10, claims: 1, voices: 2, most: 120 },
        { methods: 8, claims: 1, voices: 1, most: 90 },
        { methods: 5, claims: 1, voices: 1, most: 60 },
      ],
      (room) => evidenceCard(persona, room, reading),
    ),
})

/** How many of each, and how long. */
type Room = { methods: number; claims: number; voices: number; most: number }

function evidenceCard(persona: Entry<'persona'>, room: Room, reading: Reading): Block[] {
  const { library } = reading
  const own = ownSources(persona, library.evidence)
  const voices = voicesOf(library, persona.slug)
  return [
    say(
      line(bold(headline(persona, own, reading))),
      sourcesLine(own, room),
      convergenceLine(persona, reading),
      ...claimParts(persona, room, reading),
      samplesLine(own),
      nextLine(persona, own, reading),
      ...listed(
        'Heard lately',
        firstFew(voices, room.voices, ({ quotes, title }) => [
          quoted(shortened({ text: quotes[0]?.text ?? '' }, room.most).text),
          italic(` ${shortened({ text: title }, 60).text}`),
        ]),
      ),
    ),
    freshness(persona, reading),
  ]
}

/** "Ravi is a hypothesis: 9 of 15 interviews, one quantitative source, 0 churned customers yet." */
function headline(persona: Entry<'persona'>, own: OwnSource[], { library }: Reading): string {
  const research = researchOf(persona, library.evidence)
  const standing = {
    hypothesis: 'a hypothesis',
    draft: 'a draft',
    retired: 'retired',
    active: isValidated(persona, library.evidence) ? 'validated' : 'no longer validated',
  }[persona.status]
  const unheard = unheardWords(intervieweesOf(own), groupsToAsk(persona.body.kind === 'negative'))
  const said = [researchWords(research), ...(unheard === '' ? [] : [unheard])]
  return `${shortName(library, persona.slug)} is ${standing}: ${said.join(', ')}.`
}

/** Every method with its n, interviews first; several pieces of one method side by side. */
function sourcesLine(own: OwnSource[], { methods }: Room) {
  if (own.length === 0) return line('Nothing it says rests on a source yet.')
  const said = METHOD_NAMES.flatMap((method) => {
    const pieces = own.filter(({ source }) => source.method === method)
    return pieces.length === 0 ? [] : [`${methodName(method)} ${sampleWords(pieces)}`]
  })
  const more = said.length - methods
  return line(
    bold('Sources: '),
    said.slice(0, methods).join(' · '),
    more > 0 ? italic(` … and ${counted(more, 'more method')}`) : '',
  )
}

const MOST_PIECES = 3

/** "n 24", "n 7 of 12", "n 640 + 1 + 1"; "(2 sources)" where none says how many. */
function sampleWords(pieces: OwnSource[]): string {
  const [only, ...more] = pieces
  if (only && more.length === 0 && only.n !== undefined && (only.source.n ?? 0) > only.n)
    return `n ${plainNumber(only.n)} of ${plainNumber(only.source.n ?? 0)}`
  const counts = pieces.flatMap(({ n }) => n ?? []).toSorted((a, b) => b - a)
  if (counts.length === 0) return `(${counted(pieces.length, 'source')})`
  const [first, ...others] = counts
  if (counts.length > 1 && first === 1) return `n ${counts.length}`
  const shown = counts.slice(0, MOST_PIECES).map(plainNumber).join(' + ')
  return `n ${shown}${others.length >= MOST_PIECES ? ' + …' : ''}`
}

function convergenceLine({ body }: Entry<'persona'>, { library }: Reading) {
  const { claims, convergent, assumptions } = convergenceOf(body, library.evidence)
  if (claims.length === 0) return line('It claims nothing yet.')
  return line(
    bold('Convergence: '),
    `${convergent} of ${counted(claims.length, 'claim')} (${percent(convergent / claims.length, 0)}) found by ${CONVERGENT} or more independent methods, ${counted(assumptions, 'assumption')}.`,
  )
}

/** The claims that most methods agree on, and those that fewest do; nothing where all stand alike. */
function claimParts({ body }: Entry<'persona'>, { claims: few, most }: Room, { library }: Reading) {
  const { claims } = convergenceOf(body, library.evidence)
  const counts = claims.map(({ methods }) => methods.length)
  const [highest, lowest] = [Math.max(...counts), Math.min(...counts)]
  const withCount = (count: number) => claims.filter(({ methods }) => methods.length === count).slice(0, few)
  const spans = (label: string, each: Supported): Span[] => [
    italic(`${label}: `),
    ...claimSpans(shortened({ ...each.claim, asset: undefined }, most)),
    each.methods.length === 0 ? '' : italic(` · ${inWords(each.methods.map(methodName), 5)}`),
  ]
  if (claims.length === 0 || highest === lowest) return []
  return listed('Strongest and weakest', [
    ...withCount(highest).map((each) => spans('Strong', each)),
    ...withCount(lowest).map((each) => spans('Weak', each)),
  ])
}

function samplesLine(own: OwnSource[]) {
  const small = smallSamples(own)
  if (small.length === 0) return undefined
  const said = small.map(({ method, n, least }) => `${methodName(method)} ${plainNumber(n)} of ${least}`)
  return line(bold('Too small to lean on: '), inWords(said), '.')
}

/** Whom to talk to, and how many of them; which other source is owed. */
function nextLine(persona: Entry<'persona'>, own: OwnSource[], { library }: Reading) {
  if (persona.status === 'retired') return undefined
  const research = researchOf(persona, library.evidence)
  const groups = groupsToAsk(persona.body.kind === 'negative')
  const whom = whomToInterview(intervieweesOf(own), research.interviews, groups)
  const missing = LEAST_INTERVIEWS - research.interviews
  const steps = [
    ...(missing > 0 ? [`${moreInterviews(missing)}: ${groupsWords(whom)}`] : []),
    ...(missing <= 0 && whom.size > 0 ? [`hear ${groupNames(whom)} customers too`] : []),
    ...(research.quantitative === 0 ? ['one quantitative source: survey, CRM, cohort or experiment'] : []),
    ...(persona.status === 'hypothesis' && !isShort(research)
      ? ['the research is there: propose to make it active']
      : []),
  ]
  const said = steps.length > 0 ? steps.join('; ') : 'find a second method for what is weakest'
  return line(bold('Next: '), `${said}.`)
}
