import { seeded } from '#src/statistics/random.ts'
import { stepper } from './descend.ts'
import { addTo, dot, outer, times } from './rows.ts'

/** A text as the places of its words. */
type Bag = number[]

/**
 * A company's questions and lines, words by their places in the lesson's `words`, which are rows of all words; `ownerOf` says
 * which entry each line belongs to, `answerOf` which entry answers each question.
 */
export type Lesson = {
  words: number[]
  questions: Bag[]
  lines: Bag[]
  ownerOf: number[]
  answerOf: number[]
}

/** Numbers of a word as they were, turned so that questions come near their answers, and how much each word tells. */
export type Learned = { turn: Float64Array; tells: Float64Array }

const EPOCHS = 10
const PACE = { turn: 1e-3, tells: 1e-2, sharpness: 0.2 }
/** A word is left out this often, so that an answer hangs on no single one. */
const LEFT_OUT = 0.2
/** How much the best line of an entry counts before its others. */
const BEST = 12
const SHARPNESS = 12
const LEAST = 1e-6

/**
 * Learns from questions and their answers how much each word tells and how its numbers are turned (a square matrix, row by row),
 * so that a question is likelier to come closest to a line of the entry that answers it than to one of the others of its company:
 * by steps down the slope of minus the logarithm of that chance, a company at a time.
 */
export function learnMatching(lessons: Lesson[], rows: Float64Array[], tells: Float64Array): Learned {
  const random = seeded(1)
  const size = rows[0]?.length ?? 0
  const turn = Float64Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? 1 : 0))
  const told = tells.map(Math.log)
  const sharpness = Float64Array.of(SHARPNESS)
  const steps = {
    turn: stepper(turn, PACE.turn),
    told: stepper(told, PACE.tells),
    sharp: stepper(sharpness, PACE.sharpness),
  }
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    const rate = 1 - epoch / EPOCHS
    for (const lesson of shuffled(lessons, random)) {
      const own = lesson.words.map((word) => rows[word] ?? new Float64Array(size))
      const turned = own.map((row) => times(row, turn))
      const weights = lesson.words.map((word) => Math.exp(told[word] ?? 0))
      const seen = {
        ...lesson,
        questions: lesson.questions.map(thinned(random)),
        lines: lesson.lines.map(thinned(random)),
      }
      const slope = slopeOf(seen, turned, weights, sharpness[0] ?? SHARPNESS)
      steps.turn(outer(own, slope.words, size), rate)
      const ofTold = new Float64Array(told.length)
      for (const [at, word] of lesson.words.entries())
        ofTold[word] = (slope.weights[at] ?? 0) * (weights[at] ?? 0)
      steps.told(ofTold, rate)
      steps.sharp(Float64Array.of(slope.sharpness), rate)
    }
  }
  return { turn, tells: told.map(Math.exp) }
}

const thinned =
  (random: () => number) =>
  (bag: Bag): Bag =>
    bag.filter(() => random() >= LEFT_OUT)

function shuffled<T>(all: T[], random: () => number): T[] {
  return all
    .map((each) => ({ each, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each)
}

type Slope = { words: Float64Array[]; weights: Float64Array; sharpness: number }

/** The slope of the loss at each word's numbers, at each word's weight, and at the sharpness. */
function slopeOf(lesson: Lesson, words: Float64Array[], weights: number[], sharpness: number): Slope {
  const size = words[0]?.length ?? 0
  const read = (bag: Bag): Text => ({
    bag,
    ...added(bag, words, weights, size),
    slope: new Float64Array(size),
  })
  const questions = lesson.questions.map(read)
  const lines = lesson.lines.map(read)
  const entries = Math.max(...lesson.ownerOf) + 1
  let ofSharpness = 0
  for (const [at, question] of questions.entries()) {
    const close = lines.map((line) => dot(question.unit, line.unit))
    const { scores, shares } = pool(close, lesson.ownerOf, entries)
    const chances = softmax(scores.map((score) => sharpness * score))
    const off = chances.map(
      (chance, entry) => (chance - (entry === lesson.answerOf[at] ? 1 : 0)) / questions.length,
    )
    for (const [entry, score] of scores.entries()) ofSharpness += (off[entry] ?? 0) * score
    for (const [index, line] of lines.entries()) {
      const entry = lesson.ownerOf[index] ?? 0
      const ofLine = (shares[index] ?? 0) * (1 + BEST * ((close[index] ?? 0) - (scores[entry] ?? 0)))
      addTo(question.slope, line.unit, sharpness * (off[entry] ?? 0) * ofLine)
      addTo(line.slope, question.unit, sharpness * (off[entry] ?? 0) * ofLine)
    }
  }
  return { ...slopesOfWords([...questions, ...lines], words, weights), sharpness: ofSharpness }
}

/** A text's words, the direction and the length of what they add up to, and the slope of the loss at that direction. */
type Text = { bag: Bag; unit: Float64Array; length: number; slope: Float64Array }

function slopesOfWords(texts: Text[], words: Float64Array[], weights: number[]): Omit<Slope, 'sharpness'> {
  const ofWords = words.map((row) => new Float64Array(row.length))
  const ofWeights = new Float64Array(words.length)
  for (const { bag, unit, length, slope } of texts) {
    // Only what turns a text's direction changes how close it comes to others.
    const along = dot(slope, unit)
    const sum = slope.map((value, at) => (value - along * (unit[at] ?? 0)) / length)
    for (const word of bag) {
      addTo(ofWords[word], sum, weights[word] ?? 0)
      ofWeights[word] = (ofWeights[word] ?? 0) + dot(sum, words[word] ?? sum)
    }
  }
  return { words: ofWords, weights: ofWeights }
}

/** What the lines of each entry come to together: their mean, those that are closest counted most. */
function pool(close: number[], ownerOf: number[], entries: number): { scores: number[]; shares: number[] } {
  const all = new Array<number>(entries).fill(0)
  const counts = close.map((each) => Math.exp(BEST * (each - 1)))
  for (const [line, count] of counts.entries())
    all[ownerOf[line] ?? 0] = (all[ownerOf[line] ?? 0] ?? 0) + count
  const shares = counts.map((count, line) => count / (all[ownerOf[line] ?? 0] ?? 1))
  const scores = new Array<number>(entries).fill(0)
  for (const [line, share] of shares.entries())
    scores[ownerOf[line] ?? 0] = (scores[ownerOf[line] ?? 0] ?? 0) + share * (close[line] ?? 0)
  return { scores, shares }
}

function softmax(sums: number[]): number[] {
  const most = Math.max(...sums)
  const shares = sums.map((sum) => Math.exp(sum - most))
  const all = shares.reduce((total, share) => total + share, 0)
  return shares.map((share) => share / all)
}

function added(
  bag: Bag,
  words: Float64Array[],
  weights: number[],
  size: number,
): { unit: Float64Array; length: number } {
  const unit = new Float64Array(size)
  for (const word of bag) addTo(unit, words[word], weights[word] ?? 0)
  const length = Math.sqrt(dot(unit, unit)) + LEAST
  for (let at = 0; at < size; at += 1) unit[at] = (unit[at] ?? 0) / length
  return { unit, length }
}
