import type { AccountName } from '#src/accounts/account-name.ts'
import { withNamesRight } from '#src/accounts/mistyped.ts'
import { accountsBegunIn, customersIn, type Named, namingOf } from '#src/accounts/named-in.ts'
import { canOnlyBeName, perhapsMistyped } from '#src/accounts/only-name.ts'
import { personNamedIn } from '#src/accounts/people-named.ts'
import type { Context } from '#src/context.ts'
import type { Hidden } from '#src/dictionary/sight.ts'
import { findEntry, isInUse, type Library } from '#src/knowledge/library.ts'
import { personasIn } from '#src/personas/find-persona.ts'
import { whoIs } from '#src/preparation/room.ts'
import { precedenceIn } from '#src/tags/in-force.ts'
import { readTag } from '#src/tags/who.ts'
import type { Asking, Next } from './commands/command.ts'
import { hiddenIn } from './commands/hidden-from.ts'
import type { Block } from './slack/blocks.ts'
import { takenFor, takenForNobody, whichCustomer } from './views/customer-lines.ts'
import { label } from './views/labels.ts'
import { shortName } from './views/names.ts'

/** A question without its customers, what is said of them above the answer, and where else to go on. */
type AboutCustomers = { text: string; above: Block[]; onward: Next[] }

/** A part of the question, and what stands for it. */
type Replaced = { from: number; to: number; by: string }
type Told = { replaced: Replaced[]; above: Block[]; onward: Next[] }

/**
 * Takes a question about customers ("how do I answer Northwind on price?") for one about the personas that they are tagged
 * with. `accounts` are those that it may name; undefined where it is none about customers, or for somebody who is told
 * nothing of them.
 */
export async function aboutCustomers(
  typed: string,
  accounts: AccountName[] | undefined,
  asking: Asking,
  ctx: Context,
): Promise<AboutCustomers> {
  const { library } = asking
  const hidden = hiddenIn(asking, library)
  if (!accounts || hidden.has('accounts.name')) return { text: typed, above: [], onward: [] }
  const { text, named } = await namedIn(typed, accounts, asking, ctx)
  if (named.length === 0) return { text: typed, above: [], onward: [] }
  const told = await Promise.all(named.map((each) => tell(text, each, hidden, asking, ctx)))
  const replaced = told.flatMap((each) => each.replaced)
  const onward = told.flatMap((each) => each.onward)
  const others = replace(
    text,
    replaced.map((each) => ({ ...each, by: '' })),
  )
  // Whoever names a persona beside the customer asks about that persona.
  if (personasIn(library, others).personas.length > 0) return { text: others, above: [], onward }
  const asked = replace(text, replaced)
  if (asked === '' || WHO.test(others)) return { text: `who ${typedFor(text, named)}`, above: [], onward: [] }
  return { text: asked, above: told.flatMap((each) => each.above), onward }
}

/** The customers that a question names, mistyped or not, and the question with their names put right. */
async function namedIn(typed: string, accounts: AccountName[], { library }: Asking, { db }: Context) {
  const find = (text: string, among: AccountName[]): Named[] =>
    customersIn(text, among, canOnlyBeName(text, library.index)).filter(
      ({ from, to }) => !isEntry(text.slice(from, to), library),
    )
  const named = find(typed, accounts)
  if (named.length > 0 || personasIn(library, typed).personas.length > 0) return { text: typed, named }
  const text = await withNamesRight(db, typed, perhapsMistyped(library.index.spelt(typed), library.index))
  return { text, named: text === typed ? [] : find(text, await accountsBegunIn(db, text)) }
}

/** "Who is Northwind?" */
const WHO = /^who(?:['’]s| is| are)?[\s?]*$/i

/** What to type after a command to mean the first of the customers. */
function typedFor(text: string, [first]: Named[]): string {
  const [only, ...others] = first?.accounts ?? []
  return only && others.length === 0 ? namingOf(only) : text.slice(first?.from, first?.to)
}

/** What takes the place of one customer, and what is said of them. */
async function tell(text: string, named: Named, hidden: Hidden, asking: Asking, ctx: Context): Promise<Told> {
  const { accounts, from, to } = named
  const { library, zone } = asking
  const [account, ...others] = accounts
  if (!account) return { replaced: [], above: [], onward: [] }
  if (others.length > 0) {
    const meant = accounts.map((each) => ({
      text: each.name,
      ask: replace(text, [{ from, to, by: namingOf(each) }]),
    }))
    return {
      replaced: [{ from, to, by: '' }],
      above: whichCustomer(text.slice(from, to), meant),
      onward: [],
    }
  }
  const onward = [{ text: label.beforeACall, ask: `prep ${account.id}` }]
  const who = await personMeant(text, { ...account, from }, hidden, asking, ctx)
  const isShown = !hidden.has('accounts.persona')
  const known = findEntry(library, 'persona', (isShown && who.persona) || '')
  const by = known && isInUse(known) ? shortName(library, known.slug) : ''
  const replaced = [{ from, to, by }, ...who.replaced]
  if (!isShown) return { replaced, above: [], onward }
  if (!known || by === '') {
    const whoIsIt = { text: label.whoIsWho, ask: `who ${account.id}` }
    return { replaced, above: [takenForNobody(account.name)], onward: [whoIsIt, ...onward] }
  }
  const tag = who.isGuess ? undefined : await readTag(ctx.db, who, known.slug, precedenceIn(library))
  return { replaced, above: [takenFor(who.name, known.slug, tag, { library, zone })], onward }
}

/** Whom a question about an account is about: somebody there whose persona one knows or can guess, or the account. */
async function personMeant(
  text: string,
  account: AccountName & { from: number },
  hidden: Hidden,
  { library }: Asking,
  ctx: Context,
) {
  const { id, name, persona } = account
  const whole = { subject: 'account' as const, id, name, persona, isGuess: false }
  const found = seesPeople(hidden) ? await personNamedIn(ctx.db, text, account) : undefined
  if (!found) return { ...whole, replaced: [] }
  const replaced = [{ from: found.from, to: found.to, by: '' }]
  const title = hidden.has('contacts.title') ? undefined : found.title
  const own = whoIs({ persona: found.persona, title }, library)
  if (own.persona === undefined) return { ...whole, replaced }
  const person = { subject: 'contact' as const, id: found.id, name: `${found.name} at ${name}` }
  return { ...person, persona: own.persona, isGuess: own.basis === 'title', replaced }
}

const seesPeople = (hidden: Hidden): boolean =>
  ['contacts.name', 'contacts.persona'].every((column) => !hidden.has(column))

/** What goes by that name in the knowledge base is meant, such as a competitor. */
const isEntry = (words: string, { entries }: Library): boolean => {
  const called = words.toLowerCase()
  return entries.values().some(({ names }) => names.some((name) => name.toLowerCase() === called))
}

const replace = (text: string, parts: Replaced[]): string =>
  parts
    .toSorted((one, other) => other.from - one.from)
    .reduce((left, { from, to, by }) => `${left.slice(0, from)}${by}${left.slice(to)}`, text)
    .replaceAll(/\s+/g, ' ')
    .trim()
