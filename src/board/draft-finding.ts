import type { Decided, DecisionBody } from '#src/decisions/decision.ts'
import type { FindingFacts } from '#src/findings/finding.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { persona as personaKind } from '#src/personas/persona.ts'
import type { Change, PartChange } from './change.ts'
import { newEntry, partOf } from './parts.ts'

/** Words and names that a draft needs beside what was found. */
export type FindingWords = {
  /** Why, as its owner was told. */
  rationale: string
  titleOf: (body: DecisionBody) => string
  slugOf: (decided: Decided) => string
  /** What re-segmentation comes to. */
  resegmented: string
  /** What a group of its customers is called, and does. */
  group: { title: string; does: string }
}

/**
 * The change that follows from a finding, for its owner to send or to throw away; undefined where only somebody who
 * knows the persona can say what should change.
 */
export function partOfFinding(
  facts: FindingFacts,
  persona: Entry<'persona'>,
  words: FindingWords,
): PartChange | undefined {
  switch (facts.kind) {
    case 'unused':
      return status(persona, 'retired')
    case 'unreviewed':
      return hasDraft(facts, persona) ? status(persona, 'hypothesis') : undefined
    case 'cohorts':
    case 'wrong-fit':
      return decide({ decided: 'sunset', choice: 'turn-around' }, persona, words)
    case 'validation':
      if (!facts.fiction) return undefined
      return decide({ decided: 'resegment', outcome: words.resegmented }, persona, words)
    case 'drift':
    case 'metric':
    case 'stopped':
      return decide({ decided: 'resegment', outcome: words.resegmented }, persona, words)
    case 'emerging':
      return hypothesis(facts.month, persona, words.group)
    case 'misses':
    case 'conflict':
      return undefined
  }
}

/** Whether a change follows from it. */
export function hasDraft(facts: FindingFacts, { status: now }: Entry<'persona'>): boolean {
  if (facts.kind === 'validation') return facts.fiction
  if (facts.kind === 'misses' || facts.kind === 'conflict') return false
  return facts.kind !== 'unreviewed' || now === 'active'
}

function status(persona: Entry<'persona'>, after: string): PartChange {
  const change: Change = { type: 'set', field: 'status', before: persona.status, after }
  return partOf(persona, [change])
}

/** A persona that may be there: a guess from what customers do, which interviews have to bear out. */
function hypothesis(
  month: string,
  { slug, owner }: Entry<'persona'>,
  { title, does }: FindingWords['group'],
): PartChange {
  const body = personaKind.body.parse({ kind: 'secondary', identity: { company: does } })
  const people = { owner, deputies: [], verifyEvery: 'P180D' }
  return newEntry({
    kind: 'persona',
    slug: `${slug}-group-${month.slice(0, 7)}`,
    content: { title, status: 'hypothesis', ...people, body },
  })
}

function decide(
  said: Pick<DecisionBody, 'decided' | 'choice' | 'outcome'>,
  { slug, owner }: Entry<'persona'>,
  { rationale, titleOf, slugOf }: FindingWords,
): PartChange {
  const body: DecisionBody = {
    ...said,
    personas: [slug],
    rationale: [{ id: 'r1', text: rationale, cites: [], audience: 'internal' }],
    weights: [],
  }
  const title = titleOf(body)
  const people = { owner, deputies: [], verifyEvery: 'P365D' }
  return newEntry({
    kind: 'decision',
    slug: slugOf(said.decided),
    content: { title, status: 'active', ...people, body },
  })
}
