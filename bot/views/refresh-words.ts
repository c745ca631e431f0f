import type { Library } from '#src/knowledge/library.ts'
import type { CheckItem, Evidence, Share } from '#src/refresh/checklist.ts'
import { dayName, shortMonth } from '#src/runs/period.ts'
import { shortName } from './names.ts'
import { plainNumber, points, roughly } from './numbers.ts'
import { counted, inWords, quoted } from './reading.ts'

const NAMES: Record<Evidence['about'], string> = {
  segment: 'Segment',
  story: 'Story',
  channels: 'Channels',
  playbooks: 'Playbooks',
  committee: 'Buying committee',
  negative: 'Whom we turn away',
  untagged: 'Customers without a persona',
}

/** What an item is called. */
export const itemName = ({ evidence }: Pick<CheckItem, 'evidence'>): string => NAMES[evidence.about]

/** What the data say of an item, and what is asked; what isn't known is left out. */
export function evidenceLine(evidence: Evidence, library: Library, zone: string): string {
  switch (evidence.about) {
    case 'segment':
      return said(
        [...sizeWords(evidence), ...movedWords(evidence, library), ...sharedWords(evidence, library)],
        {
          asks: 'Is it still one group that buys alike?',
        },
      )
    case 'story':
      return said(storyWords(evidence, zone), { asks: 'Does it still say what you hear?' })
    case 'channels':
      return said(
        evidence.claims === 0
          ? ['none are written down']
          : [`${counted(evidence.claims, 'statement')}${assumed(evidence.assumptions)}`],
        { asks: evidence.claims === 0 ? 'Where do they learn?' : 'Are they still there?' },
      )
    case 'playbooks':
      return said(
        [
          evidence.playbooks === 0 ? 'none yet' : counted(evidence.playbooks, 'playbook'),
          ...(evidence.tried > 0 ? [`worked ${evidence.worked} of ${evidence.tried} times`] : []),
        ],
        { asks: evidence.playbooks === 0 ? 'Is one missing?' : 'Does each still help, and is any missing?' },
      )
    case 'committee':
      return said(
        evidence.committees.length === 0 ? ['in none that we know'] : [inWords(evidence.committees, 3)],
        { asks: evidence.committees.length === 0 ? 'Who decides with them?' : 'Do the same people decide?' },
      )
    case 'negative':
      return said(negativeWords(evidence), { asks: 'Still the right ones, and do we turn them away?' })
    case 'untagged':
      return said(sizeWords(evidence), { asks: 'Who are they, and is a persona missing?' })
  }
}

const said = (facts: string[], { asks }: { asks: string }): string =>
  facts.length === 0 ? asks : `${facts.join('; ')}. ${asks}`

const monthOf = ({ month }: Share): string => shortMonth(Temporal.PlainDate.from(month))
export const partOf = ({ n, of }: Share): number => (of === 0 ? 0 : n / of)

/** "395 of 743 customers (53 %) at the end of December, ▲ 2.1 pt in half a year" */
function sizeWords({ now, earlier }: { now?: Share | undefined; earlier?: Share | undefined }): string[] {
  if (!now) return []
  const size = `${plainNumber(now.n)} of ${plainNumber(now.of)} customers (${roughly(partOf(now))}) at the end of ${monthOf(now)}`
  const drift = earlier ? `, ${points(partOf(now), partOf(earlier))} in half a year` : ''
  return [size + drift]
}

/** "21 retagged to it, 4 away from it, 4 of them across the border to Finn" */
function movedWords({ moved }: Extract<Evidence, { about: 'segment' }>, library: Library): string[] {
  if (!moved || moved.in + moved.out === 0) return []
  const { mostWith: most } = moved
  const border = most
    ? `, ${plainNumber(most.accounts)} of them across the border to ${shortName(library, most.persona)}`
    : ''
  return [`${plainNumber(moved.in)} retagged to it, ${plainNumber(moved.out)} away from it${border}`]
}

const MOST_SHARED = 3

function sharedWords({ shared }: Extract<Evidence, { about: 'segment' }>, library: Library): string[] {
  return shared
    .slice(0, MOST_SHARED)
    .map(({ name, persona }) => `${quoted(name)} is said of ${shortName(library, persona)}, too`)
}

function storyWords(story: Extract<Evidence, { about: 'story' }>, zone: string): string[] {
  const { verifiedAt, stale, claims, assumptions, flags } = story
  const day = verifiedAt && dayName(Temporal.Instant.from(verifiedAt).toZonedDateTimeISO(zone).toPlainDate())
  return [
    day === undefined || day === '' ? 'never verified' : `verified on ${day}${stale ? ', stale' : ''}`,
    `${counted(claims, 'statement')}${assumed(assumptions)}`,
    ...(flags > 0 ? [`${counted(flags, 'flag')} open`] : []),
  ]
}

const assumed = (assumptions: number): string => (assumptions === 0 ? '' : `, ${assumptions} of them assumed`)

/** Below that share of leads turned away, nobody is, or nobody notes it. */
const LEAST_DISQUALIFIED = 0.2

function negativeWords({ accounts, leads }: Extract<Evidence, { about: 'negative' }>): string[] {
  const share = leads && leads.disqualified / leads.all
  return [
    ...(accounts === undefined ? [] : [`${counted(accounts, 'customer is', 'customers are')} tagged so`]),
    ...(leads === undefined || share === undefined
      ? []
      : [
          `${roughly(share)} of ${plainNumber(leads.all)} leads were turned away${share < LEAST_DISQUALIFIED ? ', less than the 20 % that one expects' : ''}`,
        ]),
  ]
}
