import { type Entry, isKind } from '#src/knowledge/entry.ts'
import type { KindTold } from '#src/search/kind-told.ts'
import type { Found } from '#src/search/search-index.ts'
import type { Asked } from './asked.ts'
import { preferenceOfTerm } from './term-asked.ts'

/** A question as it is judged: what was read of it, the kinds it asks for, and whom a number in it tells of. */
export type Judged = { asked: Asked; told: KindTold; counted: ReadonlySet<string> }

/** What speaks for and against an entry as the answer to a question, each as a number. */
export type Signs = ReturnType<typeof besideOthers>
type OwnSigns = ReturnType<typeof signsOf>

/** The least of what is taken the logarithm of. */
const LEAST = 1e-3
const log = (number: number): number => Math.log(Math.max(number, LEAST))

export function signsOf(entry: Entry, hit: Found, { asked, told, counted }: Judged) {
  const { personas, team, stage } = asked
  const { signs, near } = hit
  const weight = Math.max(signs.weight, LEAST)
  const share = (told.get(entry.kind) ?? 0) / (1 - (told.get('none') ?? 0) + LEAST)
  const isPersona = entry.kind === 'persona' || entry.kind === 'journey'
  return {
    score: log(hit.score / weight),
    coverage: log(hit.coverage),
    second: signs.second,
    title: signs.title,
    asked: signs.asked,
    missing: hit.missing / weight,
    lines: Math.log(1 + signs.lines),
    kind: Math.log(share + 0.02),
    kindShare: share,
    nearLine: near.line,
    nearAsked: near.asked,
    nearWhole: near.whole,
    isNamed: entry.id === personas[0]?.id ? 1 : 0,
    fieldOfNamed: entry.id === personas[0]?.id ? signs.field : 0,
    ofNamed: signs.ofNamed,
    ofAnybody: isPersona && personas.length === 0 ? 1 : 0,
    ofTeam: isKind(entry, 'playbook') && team !== undefined ? (entry.body.function === team ? 1 : -1) : 0,
    atStage: isKind(entry, 'playbook') && stage !== undefined && entry.body.stage === stage ? 1 : 0,
    journeyAtStage: entry.kind === 'journey' && stage !== undefined ? 1 : 0,
    between: isKind(entry, 'committee') && saysHowOneMoves(entry, personas) ? 1 : 0,
    term: isKind(entry, 'vocabulary') ? Math.log(preferenceOfTerm(entry, hit, asked)) : 0,
    counted: counted.has(entry.slug) ? 1 : 0,
  }
}

/** A candidate's signs, and in which of those that tell most it is the first of all: by how far says less. */
export function besideOthers(own: OwnSigns, all: OwnSigns[]) {
  const isFirst = (sign: keyof OwnSigns): number =>
    own[sign] !== 0 && all.every((other) => other[sign] <= own[sign]) ? 1 : 0
  return {
    ...own,
    firstScore: isFirst('score'),
    firstCoverage: isFirst('coverage'),
    firstSecond: isFirst('second'),
    firstTitle: isFirst('title'),
    firstAsked: isFirst('asked'),
    firstNearLine: isFirst('nearLine'),
    firstNearAsked: isFirst('nearAsked'),
    firstNearWhole: isFirst('nearWhole'),
  }
}

/** "How does Ravi influence Carla?" */
const saysHowOneMoves = ({ body }: Entry<'committee'>, [from, to]: Entry<'persona'>[]): boolean =>
  body.influences.some((each) => each.from === from?.slug && each.to === to?.slug)
