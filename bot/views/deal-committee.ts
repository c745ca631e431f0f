import { type Block, say, small } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, line } from '#bot/slack/text.ts'
import type { KnownDeal } from '#src/accounts/find-deal.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { AccountFacts } from '#src/preparation/facts.ts'
import { dayName } from '#src/runs/period.ts'
import { meeting } from './prep-people.ts'

/** As many as one reads on a phone. */
const MOST_PEOPLE = 6

/** Who decides on a deal: the people of its account with their personas, and whom nobody is known to be. */
export function dealCommittee(deal: KnownDeal, facts: AccountFacts | undefined, library: Library): Block[] {
  if (!facts)
    return [
      say(
        line(
          bold(`Deal ${clip(deal.id, 60)}`),
          ` belongs to ${clip(deal.accountId, 60)}, an account that has not come in yet: who decides on it I can't say.`,
        ),
      ),
    ]
  return [
    say(
      line(bold(`Deal ${clip(deal.id, 60)} of ${clip(facts.name, 100)}`), ` is ${standingOf(deal)}.`),
      ...meeting({ facts, room: { people: MOST_PEOPLE } }, library),
    ),
    small('Its committee: the people known at the account, by their tags, else by their titles.'),
  ]
}

function standingOf({ outcome, stage, openedOn, closedOn }: KnownDeal): string {
  const day = outcome === 'open' ? openedOn : closedOn
  const since = day && `${outcome === 'open' ? 'since' : 'on'} ${dayName(day)}`
  const at = outcome === 'open' && stage ? `at “${clip(stage, 60)}”` : undefined
  return [outcome, at, since]
    .filter((each) => each !== undefined)
    .join(', ')
    .replace(/^(won|lost), on/, '$1 on')
}
