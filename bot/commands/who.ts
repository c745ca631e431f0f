import type { Block } from '#bot/slack/blocks.ts'
import { dealCommittee } from '#bot/views/deal-committee.ts'
import { keptFrom } from '#bot/views/left-out.ts'
import { accountHealthLine } from '#bot/views/scorecard-card.ts'
import { howToTag, nobodyCalledSo, whichOne } from '#bot/views/tag-notes.ts'
import { whoCard } from '#bot/views/who.ts'
import { dealOf } from '#src/accounts/find-deal.ts'
import { type SubjectName, subjectsMeant } from '#src/accounts/find-subject.ts'
import type { Context } from '#src/context.ts'
import { allows } from '#src/members/authority.ts'
import { seenFacts } from '#src/preparation/seen.ts'
import { readAccountFacts } from '#src/preparation/store.ts'
import { isStopWord } from '#src/search/words.ts'
import { precedenceIn } from '#src/tags/in-force.ts'
import { seenWho } from '#src/tags/seen.ts'
import { readWho } from '#src/tags/who.ts'
import type { Asking, Command } from './command.ts'
import { hiddenIn } from './hidden-from.ts'

/** So many fit on the buttons below. */
export const MOST_MEANT = 5

/** `/persona who northwind freight`: which persona an account is, who says so, and who is there; of a deal, who decides. */
export const who: Command = {
  name: 'who',
  does: 'which persona an account is',
  examples: ['who northwind freight', 'who FB-00012'],
  verbs: ['who'],
  takesText: true,
  fits: (words) => !isQuestion(words),
  run({ words }, asking) {
    if (words === '') return { found: 'overview', blocks: howToTag(), next: [] }
    return { found: 'records', next: [], read: (ctx) => whoIs(words, asking, ctx) }
  },
}

/** "Who decides at renewal?" asks something; "who northwind freight" names somebody. */
const isQuestion = (words: string): boolean =>
  words.includes('?') ||
  words.split(/\s+/).some((word) => isStopWord(word.toLowerCase())) ||
  /^[a-z]+(?:s|ed)\s/.test(words)

async function whoIs(typed: string, asking: AskedBy, ctx: Context): Promise<Block[]> {
  const meant = await subjectsMeant(ctx.db, typed, MOST_MEANT)
  const [only, ...others] = meant
  if (!only) return (await dealBlocks(typed, asking, ctx)) ?? nobodyCalledSo(typed)
  if (others.length > 0) return whichOne(typed, meant.map(askingWho))
  const blocks = await whoBlocks(only, asking, ctx)
  return blocks ? [...blocks, ...(await healthLine(only, ctx))] : nobodyCalledSo(typed)
}

/** Who decides on the deal of this id; undefined where there is none. */
async function dealBlocks(typed: string, asking: AskedBy, ctx: Context): Promise<Block[] | undefined> {
  const deal = await dealOf(ctx.db, typed)
  if (!deal) return undefined
  const library = await ctx.readLibrary()
  const facts = await readAccountFacts(ctx.db, deal.accountId, ctx.now(), ctx.zone)
  return dealCommittee(deal, facts && seenFacts(facts, hiddenIn(asking, library)).facts, library)
}

async function healthLine({ subject, id }: SubjectName, ctx: Context): Promise<Block[]> {
  if (subject !== 'account') return []
  const library = await ctx.readLibrary()
  const { accountHealth } = await import('#src/scorecards/account-health.ts')
  const health = await accountHealth(id, library, ctx)
  return health ? [accountHealthLine(health, library)] : []
}

const askingWho = ({ id, name }: SubjectName) => ({
  name,
  specs: { text: name, action: 'ask', value: { text: `who ${id}` } },
})

/** The card of one account or contact; undefined where it isn't there. */
type AskedBy = Pick<Asking, 'asker' | 'inChannel'>

export async function whoBlocks(
  { subject, id }: Pick<SubjectName, 'subject' | 'id'>,
  asking: AskedBy,
  ctx: Context,
): Promise<Block[] | undefined> {
  const library = await ctx.readLibrary()
  const found = await readWho(ctx.db, { subject, id }, precedenceIn(library))
  const { member } = asking.asker
  const mayTag = allows(member && library.members.get(member.handle), 'tag')
  const hidden = hiddenIn(asking, library)
  const kept = keptFrom([subject === 'account' ? 'accounts.persona' : 'contacts.persona'], hidden)
  return found && (kept ?? whoCard(seenWho(found, hidden), { library, zone: ctx.zone, mayTag }))
}
