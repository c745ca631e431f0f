import type { Hidden } from '#src/dictionary/sight.ts'
import type { AccountFacts, Happening, Person } from './facts.ts'

/** What is known of an account as somebody may see it, and what was left out, by the data dictionary's titles. */
export function seenFacts(facts: AccountFacts, hidden: Hidden): { facts: AccountFacts; leftOut: string[] } {
  const leftOut = new Set<string>()
  const see = <T>(field: string, value: T | undefined): T | undefined => {
    const kept = hidden.get(field)
    if (kept === undefined || value === undefined) return value
    leftOut.add(kept.title)
    return undefined
  }
  const person = ({ id, name, title, persona }: Person): Person => ({
    id,
    name: see('contacts.name', name),
    title: see('contacts.title', see('contacts.role', title)),
    persona: see('contacts.persona', persona),
  })
  const { openDeal } = facts
  const seen = {
    ...facts,
    persona: see('accounts.persona', facts.persona),
    renewsOn: see('accounts.renews_on', facts.renewsOn),
    arr: see('account_months.mrr_end', facts.arr),
    people: facts.people.map(person),
    openDeal: openDeal && { ...openDeal, competitor: see('deals.competitor', openDeal.competitor) },
    lossReason: see('deals.loss_reason', facts.lossReason),
    lately: facts.lately.map((each) => seenHappening(each, see)),
  }
  return { facts: seen, leftOut: [...leftOut] }
}

type See = <T>(field: string, value: T | undefined) => T | undefined

/** The columns that a happening's number and words come from. */
const FROM: Partial<Record<Happening['what'], { score?: string; said: string }>> = {
  tickets: { said: 'tickets.category' },
  escalations: { said: 'tickets.category' },
  survey: { score: 'surveys.score', said: 'surveys.comment' },
  deal: { score: 'deals.amount', said: 'deals.loss_reason' },
}

function seenHappening(happening: Happening, see: See): Happening {
  const from = FROM[happening.what]
  if (!from) return happening
  const { score, said } = happening
  return {
    ...happening,
    score: from.score === undefined ? score : see(from.score, score),
    said: see(from.said, said),
  }
}
