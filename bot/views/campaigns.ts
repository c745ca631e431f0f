import { type Block, listed, say, small } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, line, type Span } from '#bot/slack/text.ts'
import type { Attributed, CampaignsBy } from '#src/campaigns/attribution.ts'
import type { Target } from '#src/campaigns/target-buyers.ts'
import { choices } from './buyers.ts'
import { largeMoney, plainNumber, roughly } from './numbers.ts'
import { oneScreen } from './one-screen.ts'
import { counted, firstFew } from './reading.ts'
import { nothingKnown, ofTarget } from './target-words.ts'

type Saying = { currency: string; target: Target }
type Others = { pages: Attributed[]; channels: Attributed[] }

const brings = ({ firstArr, lastArr, spend }: Attributed): boolean => firstArr + lastArr + (spend ?? 0) > 0

/** What brought customers, and what converted them: by campaign, channel or landing page. */
export function campaignsView(
  by: CampaignsBy,
  { rows, arr }: { rows: Attributed[]; arr: number },
  { pages, channels }: Others,
  saying: Saying,
): Block[] {
  const { currency, target } = saying
  if (rows.length === 0) return nothingKnown(target)
  const [best] = rows.filter(({ name, firstArr }) => name !== '' && firstArr > 0)
  const idle = rows.filter((row) => !brings(row))
  return oneScreen([7, 5, 3], (few) => [
    say(
      line(
        bold(
          best
            ? `${clip(best.name, 60)} brought the most: ${largeMoney(best.firstArr, currency)} a year`
            : `No ${by} brought anybody who pays.`,
        ),
        best ? ` of ${largeMoney(arr, currency)}${ofTarget(target)}.` : '',
      ),
      ...(by === 'campaign' ? [line(...bestSpans(pages, channels, currency))] : []),
      ...listed('By first touch · by last touch', [
        ...firstFew(
          rows.filter((row) => brings(row) && row.name !== ''),
          few,
          (row) => rowSpans(row, by, currency),
        ),
        ...rows.filter((row) => brings(row) && row.name === '').map((row) => rowSpans(row, by, currency)),
      ]),
      ...(idle.length === 0
        ? []
        : [line(`${counted(idle.length, 'more', 'more')} brought nobody who pays.`)]),
    ),
    small(
      'First touch: an account’s first visit. Last touch: the one in which, or before which, somebody of it signed up. Each account counts once, so that both add up to all.',
    ),
    choices('campaigns', `campaigns by ${by}`, target),
  ])
}

function bestSpans(pages: Attributed[], channels: Attributed[], currency: string): Span[] {
  const [page, channel] = [bestOf(pages), bestOf(channels)]
  return [
    page ? `Best page: ${clip(page.name, 60)}, ${signedUp(page)}. ` : '',
    channel ? `Best channel: ${clip(channel.name, 60)}, ${largeMoney(channel.firstArr, currency)}.` : '',
  ]
}

/** Of too few people nothing is the best, and their share of sign-ups says nothing. */
const ENOUGH = 30

function bestOf(rows: Attributed[]): Attributed | undefined {
  return rows
    .filter(({ name, users, firstArr }) => name !== '' && users >= ENOUGH && firstArr > 0)
    .toSorted((a, b) => b.firstArr - a.firstArr)[0]
}

/** "41 of 310 signed up (13 %)" */
const signedUp = ({ signups, users }: Attributed): string =>
  `${plainNumber(signups)} of ${plainNumber(users)} signed up${users < ENOUGH ? '' : ` (${roughly(signups / users)})`}`

const NOBODYS = { campaign: 'no campaign', channel: 'no channel', page: 'no page known' }

function rowSpans(row: Attributed, by: CampaignsBy, currency: string): Span[] {
  const { name, sessions, firstArr, lastArr, spend } = row
  const people = row.users === 0 ? '' : `; ${signedUp(row)} in ${counted(sessions, 'visit')}`
  const cost = spend === null ? '' : `; cost ${largeMoney(spend, currency)}`
  return [
    bold(name === '' ? NOBODYS[by] : clip(name, 60)),
    `: ${largeMoney(firstArr, currency)} · ${largeMoney(lastArr, currency)}${people}${cost}`,
  ]
}
