import { type Block, say, small } from '#bot/slack/blocks.ts'
import { bold, bullets, line } from '#bot/slack/text.ts'
import type { FindingFacts } from '#src/findings/finding.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { Emerging, TraitName } from '#src/micro-personas/group.ts'
import type { EmergingReport } from '#src/micro-personas/read-emerging.ts'
import type { Difference } from '#src/micro-personas/traits.ts'
import { monthName } from '#src/runs/period.ts'
import { shortName } from './names.ts'
import { percent, plainNumber } from './numbers.ts'
import { inWords } from './reading.ts'

/** How more and less of each is called, and in what it is counted. */
const TRAITS: Record<TraitName, { more: string; less: string; unit: string }> = {
  usage: { more: 'use it # more', less: 'use it # less', unit: 'active days a month' },
  tickets: { more: 'ask # more', less: 'ask # less', unit: 'tickets a month' },
  escalations: { more: 'escalate # more', less: 'escalate # less', unit: 'escalations in three months' },
  mrr: { more: 'pay # more', less: 'pay # less', unit: 'MRR' },
  seats: { more: 'have # more seats', less: 'have # fewer seats', unit: 'seats' },
  behavioural: { more: 'do # more in it', less: 'do # less in it', unit: 'signs of use in three months' },
  communication: {
    more: 'talk with us # more',
    less: 'talk with us # less',
    unit: 'signs of contact in three months',
  },
  support: {
    more: 'have # more trouble',
    less: 'have # less trouble',
    unit: 'signs of trouble in three months',
  },
  monetary: {
    more: 'move money # more',
    less: 'move money # less',
    unit: 'signs about money in three months',
  },
  nps: { more: 'recommend us # more', less: 'recommend us # less', unit: 'NPS score' },
}

const count = (value: number): string => (Math.abs(value) < 10 ? value.toFixed(1) : plainNumber(value))

/** From so many standard deviations on two groups hardly overlap. */
const FAR = 2

/** "use it far less" */
const short = ({ trait, d }: Difference): string =>
  (d > 0 ? TRAITS[trait].more : TRAITS[trait].less).replace('#', Math.abs(d) >= FAR ? 'far' : 'much')

/** "4.9 active days a month (the others 17)" */
const inFull = ({ trait, mean, others }: Difference): string =>
  `${count(mean)} ${TRAITS[trait].unit} (the others ${count(others)})`

const shorts = ({ traits }: Pick<Emerging, 'traits'>): string => inWords(traits.slice(0, 3).map(short))

/** Who they are: part of one persona, or spread over several. */
export function emergingHeadline(its: Emerging, library: Library): string {
  const [n, of] = [plainNumber(its.n), plainNumber(its.of)]
  if (its.among === 'persona')
    return `${n} of ${of} customers like ${shortName(library, its.persona)} do something else: they ${shorts(its)}.`
  const names = its.tagged.map(
    ({ persona, n: some }) => `${shortName(library, persona)} ${plainNumber(some)}`,
  )
  return `${n} customers across personas (${inWords(names)}) are like each other: they ${shorts(its)}.`
}

/** The numbers, and how well the group holds. */
export const emergingDetail = (its: Emerging): string =>
  `On average ${inWords(its.traits.map(inFull))}. The group is found again in ${percent(its.jaccard, 0)} of resamples.`

/** What a draft of such a persona is called, and does. Empty of other findings, which need neither. */
export function groupWords(facts: FindingFacts, library: Library): { title: string; does: string } {
  if (facts.kind !== 'emerging') return { title: '', does: '' }
  const name = shortName(library, facts.persona)
  const does = emergingHeadline(facts, library)
  return {
    title: `Beside ${name}: they ${shorts(facts).replaceAll(', ', ' and ')}`,
    does: does.slice(0, 300),
  }
}

/** Groups that may become personas of their own, or that there are none. */
export function emergingList({ to, n, share, found }: EmergingReport, library: Library): Block[] {
  const where = small(
    `Looked for in what ${plainNumber(n)} customers did until the end of ${monthName(to)}${share < 1 ? `, ${percent(share, 0)} of all, drawn at random` : ''}, inside each persona and across them. A group has to be 5 % and 30 customers at least, stand apart better than the same customers would without groups, be found again in 75 % of resamples, and differ much in two things.`,
  )
  if (found.length === 0)
    return [
      say(
        line(
          bold('No group of customers stands apart from its persona.'),
          ' That proves no persona right: nothing here speaks for another one.',
        ),
      ),
      where,
    ]
  return [
    say(
      line(
        bold(
          `${found.length === 1 ? 'One group stands' : `${found.length} groups stand`} apart. Candidates, no personas yet:`,
        ),
      ),
      bullets(found.map((its) => [bold(emergingHeadline(its, library)), ` ${emergingDetail(its)}`])),
      line(
        'The owner of the persona hears of it once a month, with a draft to send to the board; interviews have to bear it out.',
      ),
    ),
    where,
  ]
}
