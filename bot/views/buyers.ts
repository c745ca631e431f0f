import { type Block, buttons, listed, say, small } from '#bot/slack/blocks.ts'
import { bold, line, type Span } from '#bot/slack/text.ts'
import type { Attributed } from '#src/campaigns/attribution.ts'
import type { Bucket, Buyers } from '#src/campaigns/buyers.ts'
import type { Target } from '#src/campaigns/target-buyers.ts'
import type { Library } from '#src/knowledge/library.ts'
import { shortName } from './names.ts'
import { money, plainNumber, roughly } from './numbers.ts'
import { oneScreen } from './one-screen.ts'
import { counted, firstFew, inWords } from './reading.ts'
import { untaggedWords } from './tag-words.ts'

type Saying = { library: Library; currency: string; target: Target }

/** Who signs up, and who pays how much. */
export function buyersView({ by, buckets, total }: Buyers, saying: Saying): Block[] {
  const { currency } = saying
  if (total.accounts + total.signups === 0) return nothingKnown(saying.target)
  const each = total.accounts === 0 ? 0 : total.arr / total.accounts
  return oneScreen([10, 6, 4], (few) => [
    say(
      line(
        bold(
          `${counted(total.accounts, 'customer')}${ofTarget(saying.target)} pay ${money(total.arr, currency)} a year,`,
        ),
        ` ${money(each, currency)} each; ${counted(total.signups, 'person', 'people')} signed up.`,
      ),
      ...listed(
        `By ${by}`,
        firstFew(buckets, few, (bucket) => bucketSpans(bucket, by === 'persona', total.arr, saying)),
      ),
    ),
    small(
      [
        ...[by === 'persona' ? untaggedWords(untaggedIn(buckets)) : undefined].filter(Boolean),
        'ARR is MRR × 12 of the newest month. Each account counts once, by who of it signed up first.',
      ].join(' '),
    ),
    buttons(
      ['role', 'industry', 'size', 'persona'].map((way) => ({
        text: `By ${way}`,
        action: 'ask',
        value: { text: `buyers by ${way}${wordsOf(saying.target)}` },
      })),
    ),
  ])
}

const untaggedIn = (buckets: Bucket[]) => ({
  n: buckets.find(({ bucket }) => bucket === '')?.accounts ?? 0,
  of: buckets.reduce((sum, { accounts }) => sum + accounts, 0),
})

function bucketSpans(
  { bucket, signups, accounts, arr }: Bucket,
  isPersona: boolean,
  all: number,
  { library, currency }: Saying,
): Span[] {
  const unknown = isPersona ? 'untagged' : 'not known'
  const name = bucket === '' ? unknown : isPersona ? shortName(library, bucket) : bucket
  const each = accounts === 0 ? '' : `, ${money(arr / accounts, currency)} each`
  const share = all === 0 ? '' : ` (${roughly(arr / all)})`
  return [
    bold(name),
    `: ${money(arr, currency)}${share} from ${plainNumber(accounts)}${each}; ${plainNumber(signups)} signed up`,
  ]
}

/** What brought customers, and what converted them. */
export function campaignsView(
  { rows, arr }: { rows: Attributed[]; arr: number },
  pages: Attributed[],
  channels: Attributed[],
  saying: Saying,
): Block[] {
  if (rows.length === 0) return nothingKnown(saying.target)
  const named = rows.filter(({ name }) => name !== '')
  const [best] = named
  const page = bestOf(pages)
  const channel = bestOf(channels)
  const { currency } = saying
  return oneScreen([8, 5, 3], (few) => [
    say(
      line(
        bold(
          best
            ? `${best.name} brought the most: ${money(best.firstArr, currency)} a year`
            : 'No campaign is known.',
        ),
        best ? ` of ${money(arr, currency)}${ofTarget(saying.target)}.` : '',
      ),
      line(
        page ? `Best page: ${page.name} (${page.signups} of ${page.users} signed up). ` : '',
        channel ? `Best channel: ${channel.name}, ${money(channel.firstArr, currency)}.` : '',
      ),
      ...listed(
        'First touch, then last touch',
        firstFew(rows, few, (row) => campaignSpans(row, currency)),
      ),
    ),
    small(
      'First touch: an account’s first visit. Last touch: the one in which, or before which, somebody of it signed up last. Each account counts once, so that both add up to all ARR.',
    ),
  ])
}

function campaignSpans(
  { name, users, sessions, signups, firstArr, lastArr, spend }: Attributed,
  currency: string,
): Span[] {
  const cost = spend === null ? '' : `; cost ${money(spend, currency)}`
  return [
    bold(name === '' ? 'nobody’s link' : name),
    `: ${money(firstArr, currency)}, ${money(lastArr, currency)}; ${plainNumber(users)} people in ${plainNumber(sessions)} visits, ${plainNumber(signups)} signed up${cost}`,
  ]
}

/** Of too few people nothing is the best. */
const ENOUGH = 30

function bestOf(rows: Attributed[]): Attributed | undefined {
  return rows
    .filter(({ name, users }) => name !== '' && users >= ENOUGH)
    .toSorted((a, b) => b.firstArr - a.firstArr)[0]
}

const ofTarget = ({ industries, roles, least }: Target): string =>
  [
    industries.length > 0 ? ` in ${inWords(industries)}` : '',
    roles.length > 0 ? ` led by ${inWords(roles)}` : '',
    least === undefined ? '' : ` with ${plainNumber(least)} employees or more`,
  ].join('')

const wordsOf = ({ industries, roles, least }: Target): string =>
  [...industries, ...roles, ...(least === undefined ? [] : [`${least}+`])].map((word) => ` ${word}`).join('')

const nothingKnown = (target: Target): Block[] => [
  say(
    line(
      bold(`Nobody is known${ofTarget(target)} yet.`),
      ' It takes account-months, contacts with their role, and touches: the operator imports them or sets up a source.',
    ),
  ),
]
