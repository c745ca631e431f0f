import type { Stemmed } from './document.ts'
import { fitting } from './fitting.ts'
import { BELIEF } from './found.ts'
import {
  askedLine,
  frameOf,
  isSaid,
  type Line,
  nameLine,
  OWN,
  type PassageLine,
  passagesOf,
  said,
  shareSaid,
} from './lines.ts'
import { most, sum, type Wanted } from './wanted.ts'

/**
 * A hit. `coverage` is the share of the question that one passage and its document's frame have, from 0 to 1, each
 * concept counted by its weight; `strength` is the score for each unit of that weight: about 1 where a sentence says it
 * all, more where a name does; `missing` is the weight of the one concept that it lacks most. `asked` is the number of
 * concepts that tell something. `passages` are the ids of those that fit best; none, if the whole document does.
 */
export type Hit = {
  id: string
  score: number
  asked: number
  coverage: number
  strength: number
  missing: number
  passages: string[]
  signs: Signs
}

/**
 * What else speaks for a hit: the weight of all that is asked; the share of it that its second best line covers, the
 * likest way to ask for it, its title, and the kind of one of its statements; how many lines it has; and how far it is
 * about the personas that are named.
 */
type Signs = {
  weight: number
  second: number
  asked: number
  title: number
  field: number
  lines: number
  ofNamed: number
}

/** What a word counts for that the document has in another passage than the one that answers. */
const ELSEWHERE = 0.3
/** What is called just as the question says, its small words too. */
const WHOLE_NAME = 1.25

/**
 * A question that names personas asks of them, too: how much that counts beside its other words, and how far it is met by
 * what is for several of them, has something for one of them, or is for anybody.
 */
const NAMED = { weight: 1, among: 0.9, partly: 0.6, forAll: 0.3 }

/** Judges how well a document answers: by its best passage, since words from all over it are no answer. */
export function rank(document: Stemmed, wanted: Wanted[], about: string[], asked: ReadonlySet<string>): Hit {
  const frame = frameOf(document, wanted)
  const passages = passagesOf(document, wanted, about)
  const judging = { about, asked, frame, passages }
  const judged = judge(document, wanted, judging)
  const isNamed = [document.title, ...document.names].some((name) => isSaid(name, asked))
  const own = document.about.length === 1 && about.includes(document.about[0] ?? '')
  const all = weightOf(wanted, about)
  const score = Math.max(...judged.map((each) => each.score)) * (own ? OWN : 1) * (isNamed ? WHOLE_NAME : 1)
  const fullest = judged.reduce((best, each) => (each.coverage > best.coverage ? each : best))
  return {
    id: document.id,
    score,
    strength: all === 0 ? 0 : score / all,
    asked: wanted.filter(({ light }) => !light).length,
    coverage: fullest.coverage,
    missing: fullest.missing,
    signs: signsOf(document, wanted, judging, judged),
    passages: fitting(passages, wanted, frame.sure),
  }
}

function signsOf(
  document: Stemmed,
  wanted: Wanted[],
  { about, passages }: Judging,
  judged: { coverage: number }[],
): Signs {
  const all = sum(wanted, () => 1)
  const share = (sure: number[]) => (all === 0 ? 0 : sum(wanted, (index) => sure[index] ?? 0) / all)
  const ofNamed = about.length > 0 ? shareOf(document, about) : 0
  const [, second] = judged.map(({ coverage }) => coverage).sort((a, b) => b - a)
  return {
    weight: weightOf(wanted, about),
    second: second ?? 0,
    asked: Math.max(
      0,
      ...document.asked.map(
        (line) => share(askedLine(line, wanted).sure) * (0.5 + 0.5 * shareSaid(line, wanted)),
      ),
    ),
    title: share(said(document.title, wanted, BELIEF.name)) * shareSaid(document.title, wanted),
    field: Math.max(0, ...passages.map(({ inField }) => share(inField))),
    lines: document.passages.length,
    ofNamed,
  }
}

type Judging = { about: string[]; asked: ReadonlySet<string>; frame: Line; passages: PassageLine[] }

/** What each line of a document says of the question, together with the document's frame. */
function judge(document: Stemmed, wanted: Wanted[], { about, asked, frame, passages }: Judging) {
  const elsewhere = most(
    wanted,
    passages.map(({ sure }) => sure.map((strength) => strength * ELSEWHERE)),
  )
  const lines: Line[] = [
    ...[document.title, ...document.names].map((name) => nameLine(name, wanted, asked)),
    ...document.asked.map((line) => askedLine(line, wanted)),
    ...passages,
    { sure: [], counted: [] },
  ]
  const all = weightOf(wanted, about)
  const named = all - sum(wanted, () => 1)
  const share = shareOf(document, about)
  return lines.map((line) => {
    const isOf = named * (line.about !== undefined && about.includes(line.about) ? 1 : share)
    const at = (index: number) =>
      Math.max(frame.counted[index] ?? 0, line.counted[index] ?? 0, elsewhere[index] ?? 0)
    const sureAt = (index: number) =>
      Math.max(frame.sure[index] ?? 0, line.sure[index] ?? 0, elsewhere[index] ?? 0)
    const said = sum(wanted, at)
    return {
      score: said === 0 ? 0 : said + isOf,
      coverage: all === 0 ? 0 : (sum(wanted, sureAt) + isOf) / all,
      missing: Math.max(0, ...wanted.map(({ weight }, index) => weight * (1 - sureAt(index)))),
    }
  })
}

/** The weight of all that a question is about, the personas that it names among it. */
const weightOf = (wanted: Wanted[], about: string[]): number =>
  sum(wanted, () => 1) + (about.length > 0 && wanted.length > 0 ? NAMED.weight : 0)

/** How far a document as a whole is about the personas that are named. */
function shareOf({ about: ofWhom, passages }: Stemmed, about: string[]): number {
  if (ofWhom.some((slug) => about.includes(slug))) return ofWhom.length === 1 ? 1 : NAMED.among
  return passages.some((passage) => passage.about && about.includes(passage.about))
    ? NAMED.partly
    : NAMED.forAll
}
