import { recordChange } from '#src/audit/record-change.ts'
import type { Context } from '#src/context.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { RuleFacts } from '#src/rules/facts.ts'
import { countersFor } from '#src/triggers/counters.ts'
import { accountPages } from './account-page.ts'
import { contactPages } from './contact-page.ts'
import { raiseDisagreements } from './doubt-store.ts'
import { evaluator, needsOf, type ReadyRule, readyRules, type Tagged } from './evaluate.ts'
import { precedenceIn } from './in-force.ts'
import { adoptKnown, applyTags, hasTagsBy, openTags, type Retagged, type Saying, writeTags } from './store.ts'
import type { SubjectKind, Tag } from './tag.ts'

/** What a round of tagging by rules came to. */
export type Round = { accounts: number; retagged: number; raised: number; over: number }

const RULED = ['rule', 'self-selection', 'support'] as const
type Ruled = (typeof RULED)[number]

/** So sure a way that counts less has to be before what it says puts a persona in doubt. */
const SURE_ENOUGH = 0.6

/** Asks every account's rules again, keeps what they say, and puts in doubt where tags disagree. */
export async function retagAll(ctx: Context, page?: number): Promise<Round> {
  const { db } = ctx
  const now = ctx.now()
  const library = await ctx.readLibrary()
  // Retired ones, too: what they said is over.
  const own = [...library.entries.values()].flatMap(({ kind, slug }) => (kind === 'tag-rule' ? [slug] : []))
  const meansFor = (subject: SubjectKind, tags: Tagged): Means => {
    const rules = readyRules(library, tags)
    return { rules, ask: evaluator(rules, library), library, own, now, ctx, subject }
  }
  const ofAccounts = meansFor('account', 'accounts')
  let [accounts, retagged] = [0, 0]
  for await (const known of accountPages(db, now, ctx.zone, page)) {
    accounts += known.length
    const asked = known.map(({ id, facts }) => ({ id, facts: { account: facts } }))
    retagged += await retagPage(asked, ofAccounts)
  }
  retagged += await retagContacts(meansFor('contact', 'contacts'), page)
  const doubts = await settleDoubts(ctx, now)
  return { accounts, retagged, ...doubts }
}

/** People are asked about only while a rule asks about them, or one once did. */
async function retagContacts(means: Means, page: number | undefined): Promise<number> {
  const { db, zone } = means.ctx
  const isRuled = means.rules.length > 0 || (await hasTagsBy(db, 'contact', means.own))
  if (!isRuled) return 0
  let retagged = 0
  for await (const known of contactPages(db, means.now.toZonedDateTimeISO(zone).toPlainDate(), page))
    retagged += await retagPage(known, means)
  return retagged
}

type Asked = { id: string; facts: Pick<RuleFacts, 'account' | 'contact'> }

type Means = {
  rules: ReadyRule[]
  ask: ReturnType<typeof evaluator>
  library: Library
  /** Slugs of all tag rules: what others said is theirs. */
  own: string[]
  now: Temporal.Instant
  ctx: Context
  subject: SubjectKind
}

async function retagPage(known: Asked[], means: Means): Promise<number> {
  const { library, own, now, ctx, subject } = means
  const changed = await changesOf(known, means)
  const ids = [...new Set([...changed.values()].flatMap((sayings) => sayings.map(({ id }) => id)))]
  if (ids.length === 0) return 0
  let moved: Retagged[] = []
  await recordChange(ctx.db, now, async (tx) => {
    await adoptKnown(tx, subject, ids, now)
    for (const [method, sayings] of changed) await writeTags(tx, subject, method, sayings, now, own)
    moved = await applyTags(tx, subject, ids, precedenceIn(library), now)
    if (moved.length === 0) return undefined
    return { actor: 'clock', action: 'tagged by rules', subject: `${subject}s`, payload: { moved } }
  })
  return moved.length
}

/** What the rules say of these that isn't written yet. */
async function changesOf(
  known: Asked[],
  { rules, ask, own, now, ctx, subject }: Means,
): Promise<Map<Ruled, Saying[]>> {
  const ids = known.map(({ id }) => id)
  const counters = await countersFor(ctx.db, ids, needsOf(rules), now)
  const open = await openTags(ctx.db, subject, ids)
  const at = new Date(now.epochMilliseconds)
  const changed = new Map<Ruled, Saying[]>(RULED.map((method) => [method, []]))
  for (const { id, facts } of known) {
    const its = counters.get(id)
    const found = ask({ ...facts, ...(its && { counters: its }), at })
    for (const method of RULED) {
      const saying = difference(id, found.get(method), openBy(open.get(id), method, own))
      if (saying) changed.get(method)?.push(saying)
    }
  }
  return changed
}

const openBy = (tags: Tag[] = [], method: Ruled, own: string[]): Tag | undefined =>
  tags.find((tag) => tag.method === method && own.includes(tag.by))

function difference(
  id: string,
  found: Omit<Saying, 'id'> | undefined,
  open: Tag | undefined,
): Saying | undefined {
  if (found?.persona === open?.persona) return undefined
  if (found) return { ...found, id }
  return { id, persona: null, confidence: 0, reason: '', by: '' }
}

async function settleDoubts(ctx: Context, now: Temporal.Instant): Promise<{ raised: number; over: number }> {
  return await ctx.db.$transaction(
    async (tx) => {
      const accounts = await raiseDisagreements(tx, 'account', SURE_ENOUGH, now)
      const contacts = await raiseDisagreements(tx, 'contact', SURE_ENOUGH, now)
      return { raised: accounts.raised + contacts.raised, over: accounts.over + contacts.over }
    },
    { timeout: 60_000, maxWait: 20_000 },
  )
}
