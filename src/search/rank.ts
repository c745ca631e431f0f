import type { Concept } from './concepts.ts'
import type { Stemmed, Stems } from './document.ts'
import { BELIEF, found, placesOf, type Ways } from './found.ts'
import type { Guess } from './guess.ts'
import { isStopWord } from './words.ts'

/**
 * A concept that is looked for, what may have been meant if it is mistyped, how much it tells (0 and more), and every
 * stem by which it may be found.
 */
export type Wanted = Concept & Ways & { guesses: Guess[]; weight: number; stems: ReadonlySet<string> }

/**
 * A hit. `coverage` is the share of the question that one passage and its document's frame have, from 0 to 1, each
 * concept counted by its weight; `strength` is the score for each unit of that weight: about 1 where a sentence says it
 * all, more where a name does; `missing` is the weight of the one concept that it lacks most. `asked` is the number of concepts that tell something. `passages` are the ids of those that
 * fit best; none, if the whole document does.
 */
export type Hit = {
  id: string
  kind: string
  score: number
  asked: number
  coverage: number
  strength: number
  missing: number
  passages: string[]
}

/** What a word counts for by its place: a title is chosen with more care than the words of a sentence. */
const PLACES = { title: 2, name: 1.6, asked: 1.5, field: 1.25, text: 1 }
/** What a word counts for that the document has in another passage than the one that answers. */
const ELSEWHERE = 0.3
/** Words that follow each other in a question and stand further apart than this in a sentence mean something else. */
const NEAR = 6
const APART = 0.6
const LIGHT_SAID = 0.3
/** What is called just as the question says, its small words too. */
const WHOLE_NAME = 1.25
/** What is said of the persona that was named comes before what is said of everybody. */
const OWN = 1.15

/**
 * A question that names personas asks of them, too: how much that counts beside its other words, and how far it is met by
 * what is for several of them, has something for one of them, or is for anybody.
 */
const NAMED = { weight: 1, among: 0.9, partly: 0.6, forAll: 0.3 }
/** All personas have fears and goals: a word for such a field tells this share, where nobody is named. */
const OF_ANYBODY = 0.7

/** Strengths of the concepts by how sure they are, and by what they count for; and of which persona it is said. */
type Line = { sure: number[]; counted: number[]; about?: string | undefined }

/** Judges how well a document answers: by its best passage, since words from all over it are no answer. */
export function rank(document: Stemmed, wanted: Wanted[], about: string[], asked: ReadonlySet<string>): Hit {
  const frame = frameOf(document, wanted)
  const passages = passagesOf(document, wanted, about)
  const judged = judge(document, wanted, { about, asked, frame, passages })
  const isNamed = [document.title, ...document.names].some((name) => isSaid(name, asked))
  const own = document.about.length === 1 && about.includes(document.about[0] ?? '')
  const all = weightOf(wanted, about)
  const score = Math.max(...judged.map((each) => each.score)) * (own ? OWN : 1) * (isNamed ? WHOLE_NAME : 1)
  const fullest = judged.reduce((best, each) => (each.coverage > best.coverage ? each : best))
  return {
    id: document.id,
    kind: document.kind,
    score,
    strength: all === 0 ? 0 : score / all,
    asked: wanted.filter(({ light }) => !light).length,
    coverage: fullest.coverage,
    missing: fullest.missing,
    passages: fitting(passages, wanted, frame.sure),
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

type Passage = Stemmed['passages'][number]
type PassageLine = ReturnType<typeof passageLine>

/** What a document says, without what it says of others than those that are named. */
function passagesOf({ kind, passages }: Stemmed, wanted: Wanted[], about: string[]): PassageLine[] {
  const telling = about.length === 0 && (kind === 'persona' || kind === 'journey') ? OF_ANYBODY : 1
  return passages
    .filter((passage) => about.length === 0 || !passage.about || about.includes(passage.about))
    .map((passage) => passageLine(passage, wanted, about, telling))
}

/** A passage has a concept in its text, or is of the kind that it asks for. */
function passageLine(
  { id, about, field, text }: Passage,
  wanted: Wanted[],
  named: string[],
  telling: number,
) {
  const inField = found(field, wanted, BELIEF.field).map((strength) => strength * telling)
  const inText = together(text, wanted, said(text, wanted, BELIEF.text))
  const own = about !== undefined && named.includes(about) ? OWN : 1
  return {
    id,
    about,
    sure: wanted.map((_, index) => Math.max(inField[index] ?? 0, inText[index] ?? 0)),
    counted: wanted.map(
      (_, index) => own * Math.max((inField[index] ?? 0) * PLACES.field, (inText[index] ?? 0) * PLACES.text),
    ),
    own: wanted.map((_, index) => (inText[index] ?? 0) + 2 * (inField[index] ?? 0)),
  }
}

/** What is in all kinds of questions is in all kinds of sentences, too, and says little there. */
const said = (stems: Stems, wanted: Wanted[], belief: (typeof BELIEF)['name']): number[] =>
  found(stems, wanted, belief).map((strength, index) =>
    wanted[index]?.light ? strength * LIGHT_SAID : strength,
  )

/** "A free plan" is not said by "the plan … a free evening". */
function together(text: Stems, wanted: Wanted[], strengths: number[]): number[] {
  const apart = wanted.map((concept, index) => {
    const before = wanted[index - 1]
    if (!concept.next || !before || !strengths[index] || !strengths[index - 1]) return false
    const others = placesOf(text, before)
    return !placesOf(text, concept).some((at) => others.some((other) => Math.abs(at - other) <= NEAR))
  })
  return strengths.map((strength, index) => (apart[index] || apart[index + 1] ? strength * APART : strength))
}

/** A name that is said as a whole counts more than a name of which one word is. */
function nameLine(name: Stems, wanted: Wanted[], asked: ReadonlySet<string>): Line {
  const sure = (isSaid(name, asked) ? found : said)(name, wanted, BELIEF.name)
  const place = 1 + (PLACES.name - 1) * shareSaid(name, wanted)
  return { sure, counted: sure.map((strength) => strength * place) }
}

/** What somebody asked in these words before: the more of it is asked again, the more it counts. */
function askedLine(line: Stems, wanted: Wanted[]): Line {
  const sure = together(line, wanted, said(line, wanted, BELIEF.text))
  const place = 1 + (PLACES.asked - 1) * shareSaid(line, wanted)
  return { sure, counted: sure.map((strength) => strength * place) }
}

/** Whether a question has all of a name of several words, the small ones too. */
const isSaid = ({ list }: Stems, asked: ReadonlySet<string>): boolean =>
  list.length > 1 && list.every((stem) => asked.has(stem))

/** The share of a name's words that carry a meaning which the question has. */
function shareSaid(name: Stems, wanted: Wanted[]): number {
  const content = name.list.filter((stem) => !isStopWord(stem))
  const said = new Set(wanted.flatMap((concept) => placesOf(name, concept)))
  return content.length === 0 ? 1 : Math.min(1, said.size / content.length)
}

/** How well a document as a whole has each concept: as far as it is called or described so. */
function frameOf({ title, names, context }: Stemmed, wanted: Wanted[]): Line {
  const inTitle = said(title, wanted, BELIEF.name)
  const inNames = most(
    wanted,
    names.map((name) => said(name, wanted, BELIEF.name)),
  )
  const inContext = said(context, wanted, BELIEF.text)
  const place = 1 + (PLACES.title - 1) * shareSaid(title, wanted)
  return {
    sure: most(wanted, [inTitle, inNames, inContext]),
    counted: most(wanted, [inTitle.map((strength) => strength * place), inNames, inContext]),
  }
}

const most = (wanted: Wanted[], of: number[][]): number[] =>
  wanted.map((_, index) => Math.max(0, ...of.map((strengths) => strengths[index] ?? 0)))

const sum = (wanted: Wanted[], of: (index: number) => number): number =>
  wanted.reduce((total, { weight }, index) => total + weight * of(index), 0)

/** Of so much of a question a passage has to say more than its document as a whole, to be the answer. */
const TELLS_MORE = 0.15
/** Passages that are nearly as good as the best are shown with it. */
const AS_GOOD = 0.92

/** The passages that say most of what the whole doesn't, the best first; none, if they say next to nothing more. */
function fitting(
  passages: { id: string; own: number[] }[],
  wanted: Wanted[],
  whole: number[],
  atMost = 4,
): string[] {
  const judged = passages.map(({ id, own }) => ({
    id,
    more: sum(wanted, (index) => Math.max(0, Math.min(1, own[index] ?? 0) - (whole[index] ?? 0))),
    fit: sum(wanted, (index) => own[index] ?? 0),
  }))
  const best = Math.max(0, ...judged.map(({ fit }) => fit))
  const enough = sum(wanted, () => TELLS_MORE)
  return judged
    .filter(({ fit, more }) => more > enough && fit >= best * AS_GOOD)
    .sort((a, b) => b.fit - a.fit)
    .slice(0, atMost)
    .map(({ id }) => id)
}
