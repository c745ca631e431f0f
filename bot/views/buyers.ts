import { type Block, type ButtonSpec, buttonsAndChoice, listed, say, small } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, bullets, line, type Span } from '#bot/slack/text.ts'
import type { Bucket, Buyers } from '#src/campaigns/buyers.ts'
import type { Distribution } from '#src/campaigns/distribution.ts'
import { BUYERS_BY, type Target } from '#src/campaigns/target-buyers.ts'
import { wordsOfTarget } from '#src/campaigns/target-in-words.ts'
import type { Library } from '#src/knowledge/library.ts'
import { shortName } from './names.ts'
import { largeMoney, plainNumber, roughly } from './numbers.ts'
import { oneScreen } from './one-screen.ts'
import { counted, firstFew, inWords } from './reading.ts'
import { untaggedWords } from './tag-words.ts'
import { nothingKnown, ofTarget } from './target-words.ts'

type Saying = { library: Library; currency: string; target: Target }

/** Who signs up, and who pays how much. */
export function buyersView({ by, buckets, total }: Buyers, saying: Saying): Block[] {
  const { currency, target } = saying
  if (total.accounts + total.signups === 0) return nothingKnown(target)
  const each = total.accounts === 0 ? '' : ` ${largeMoney(total.arr / total.accounts, currency)} each;`
  const paid = buckets.filter(({ accounts }) => accounts > 0)
  // Of whom nothing is known one learns nothing: they come last, and are never left out.
  const unknown = paid.filter(({ bucket }) => /^[\s·]*$/.test(bucket))
  const known = paid.filter((bucket) => !unknown.includes(bucket))
  return oneScreen([8, 5, 4], (few) => [
    say(
      line(
        bold(
          `${counted(total.accounts, 'customer')}${ofTarget(target)} pay ${largeMoney(total.arr, currency)} a year,`,
        ),
        `${each} ${counted(total.signups, 'person', 'people')} signed up.`,
      ),
      ...listed(`By ${by}`, [
        ...firstFew(known, few, (bucket) => bucketSpans(bucket, by, total.arr, saying)),
        ...unknown.map((bucket) => bucketSpans(bucket, by, total.arr, saying)),
      ]),
      ...payingNothing(buckets, by, saying),
    ),
    small(
      [
        ...[by === 'persona' ? untaggedWords(untaggedIn(buckets)) : undefined].filter(Boolean),
        'A year is MRR × 12 of the newest month. Each account counts once, by who of it signed up first.',
      ].join(' '),
    ),
    choices('buyers', `buyers by ${by}`, target),
  ])
}

const untaggedIn = (buckets: Bucket[]) => ({
  n: buckets.find(({ bucket }) => bucket === '')?.accounts ?? 0,
  of: buckets.reduce((sum, { accounts }) => sum + accounts, 0),
})

function nameOf({ bucket }: Bucket, by: Buyers['by'], { library }: Saying): string {
  if (by === 'persona') return bucket === '' ? 'untagged' : shortName(library, bucket)
  if (/^[\s·]*$/.test(bucket)) return 'not known'
  const parts = bucket.split(' · ').map((part) => (part.trim() === '' ? 'not known' : part))
  return clip(parts.join(' · '), 60)
}

function bucketSpans(each: Bucket, by: Buyers['by'], all: number, saying: Saying): Span[] {
  const { signups, accounts, arr } = each
  const { currency } = saying
  const share = all === 0 ? '' : ` (${roughly(arr / all)})`
  const mean = largeMoney(arr / accounts, currency)
  return [
    bold(nameOf(each, by, saying)),
    `: ${largeMoney(arr, currency)}${share} from ${plainNumber(accounts)}, ${mean} each; ${plainNumber(signups)} signed up`,
  ]
}

const MOST_UNPAID = 3

/** Of whom people sign up and nobody pays yet, in one line. */
function payingNothing(buckets: Bucket[], by: Buyers['by'], saying: Saying) {
  const none = buckets.filter(({ accounts }) => accounts === 0).toSorted((a, b) => b.signups - a.signups)
  if (none.length === 0) return []
  const more = none.length - MOST_UNPAID
  const named = none.slice(0, MOST_UNPAID).map((each) => `${nameOf(each, by, saying)} (${each.signups})`)
  const said = more > 0 ? `${named.join(', ')} and ${counted(more, 'other')}` : inWords(named)
  return [line('Signed up, and nobody pays yet: ', said, '.')]
}

/** The table as a file, the words that narrow it, and other ways to look at it. */
export function choices(what: 'buyers' | 'campaigns', asked: string, target: Target): Block {
  const words = wordsOfTarget(target)
  const ways = what === 'buyers' ? BUYERS_BY : (['campaign', 'channel', 'page'] as const)
  const also: ButtonSpec[] =
    what === 'buyers'
      ? [{ text: 'Values as they are', action: 'ask', value: { text: 'buyers values' } }]
      : [{ text: 'Spend by revenue', action: 'ask', value: { text: `campaigns spend${words}` } }]
  return buttonsAndChoice(
    [
      { text: 'Narrow down', action: 'buyers-filter', value: { asked, target } },
      { text: 'CSV', action: 'buyers-csv', value: { text: `${asked}${words}` } },
    ],
    'Look at it by …',
    [
      ...ways.map((way) => ({
        text: `By ${way}`,
        action: 'ask',
        value: { text: `${what} by ${way}${words}` },
      })),
      ...also,
    ],
  )
}

/** What there is to group by, as it stands in the data: the most frequent values of each column, and what is missing. */
export function valuesView(all: Distribution[]): Block[] {
  if (all.length === 0) return [say(line(bold('No contact or account is known yet.')))]
  return oneScreen([6, 4, 3], (few) => [
    say(
      line(bold('What contacts and accounts hold, before anybody groups by it')),
      bullets(all.map((each) => columnSpans(each, few))),
    ),
    small('/persona buyers by title (or role, industry, size, “role and size”) tells who pays.'),
  ])
}

function columnSpans({ column, of, unknown, distinct, values }: Distribution, few: number): Span[] {
  const said = values.slice(0, few).map(({ value, count }) => `${clip(value, 40)} ${plainNumber(count)}`)
  const more = distinct - said.length
  return [
    bold(column),
    values.length === 0 ? ': none' : `: ${said.join(', ')}${more > 0 ? ` … and ${more} more` : ''}`,
    unknown === 0 ? '' : `; of ${roughly(unknown / of)} not known`,
  ]
}
