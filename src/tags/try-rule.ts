import type { Context } from '#src/context.ts'
import { countersFor } from '#src/triggers/counters.ts'
import { accountPages } from './account-page.ts'
import { type ContactFacts, contactPages } from './contact-page.ts'
import { evaluator, type Found, needsOf, readyRules, type Tagged, type WrittenRule } from './evaluate.ts'
import { precedenceIn } from './in-force.ts'
import { openTags } from './store.ts'
import { effectiveTag, type Method, type Tag } from './tag.ts'

/** What a rule would do to the accounts, or contacts, as they are today. */
export type Trial = {
  accounts: number
  /** Of how many the condition is true, and of how many it can't be told. */
  fits: number
  unknown: number
  /** Why it can't be told, of one of them. */
  because: string | undefined
  moves: { from: string | null; to: string; n: number }[]
  examples: { name: string; from: string | null; to: string }[]
}

const MOST_EXAMPLES = 10
/** Asks all accounts what a rule would change, and changes nothing. */
export async function tryRule(tried: WrittenRule, ctx: Context): Promise<Trial> {
  const library = await ctx.readLibrary()
  const now = ctx.now()
  const at = new Date(now.epochMilliseconds)
  const tags = tried.tags ?? 'accounts'
  const subject = tags === 'contacts' ? 'contact' : 'account'
  const rules = readyRules(library, tags, tried)
  const ask = evaluator(rules, library)
  const own = rules.find(({ slug }) => slug === tried.slug)
  const precedence = precedenceIn(library)
  const trial: Trial = { accounts: 0, fits: 0, unknown: 0, because: undefined, moves: [], examples: [] }
  for await (const page of pagesOf(tags, ctx)) {
    const ids = page.map(({ id }) => id)
    const counters = await countersFor(ctx.db, ids, needsOf(rules), now)
    const open = await openTags(ctx.db, subject, ids)
    for (const { id, name, persona, facts } of page) {
      const its = counters.get(id)
      const known = { ...facts, ...(its && { counters: its }), at }
      const held = own?.compiled?.test(known) ?? true
      trial.accounts += 1
      if (held === true) trial.fits += 1
      if (typeof held === 'object') {
        trial.unknown += 1
        trial.because ??= held.unknown
      }
      const to = personaAfter(
        open.get(id) ?? [],
        persona,
        ask(known).get(tried.method),
        tried.method,
        precedence,
      )
      if (to !== null && to !== persona) move(trial, name, persona, to)
    }
  }
  return trial
}

async function* pagesOf(tags: Tagged, { db, now, zone }: Context): AsyncGenerator<ContactFacts[]> {
  if (tags === 'contacts') yield* contactPages(db, now().toZonedDateTimeISO(zone).toPlainDate())
  else
    for await (const page of accountPages(db, now(), zone))
      yield page.map(({ facts, ...account }) => ({ ...account, facts: { account: facts } }))
}

/** Of what is in force, all but what this method's rules say stays. */
function personaAfter(
  open: Tag[],
  persona: string | null,
  found: Found | undefined,
  method: Method,
  precedence: readonly Method[],
): string | null {
  const others = open.filter((tag) => tag.method !== method)
  // What nobody wrote down is what the source says.
  const source = open.length === 0 && persona !== null ? [{ method: 'crm' as const, persona }] : []
  const said = [...others, ...source, ...(found ? [{ method, persona: found.persona }] : [])]
  return effectiveTag(said, precedence)?.persona ?? null
}

function move(trial: Trial, name: string, from: string | null, to: string): void {
  const same = trial.moves.find((each) => each.from === from && each.to === to)
  if (same) same.n += 1
  else trial.moves.push({ from, to, n: 1 })
  if (trial.examples.length < MOST_EXAMPLES) trial.examples.push({ name, from, to })
}
