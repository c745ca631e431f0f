import { type AccountName, tokensOf } from '#src/accounts/account-name.ts'
import { withNamesRight } from '#src/accounts/mistyped.ts'
import { accountsBegunIn, customersIn, MOST_ALIKE, type Named } from '#src/accounts/named-in.ts'
import { canOnlyBeName, perhapsMistyped } from '#src/accounts/only-name.ts'
import { personNamedIn } from '#src/accounts/people-named.ts'
import { type Replaced, replaceIn } from '#src/accounts/replaced.ts'
import type { Context } from '#src/context.ts'
import type { Hidden } from '#src/dictionary/sight.ts'
import { findEntry, isInUse, type Library } from '#src/knowledge/library.ts'
import { personasIn } from '#src/personas/find-persona.ts'
import { whoIs } from '#src/preparation/room.ts'
import { isStopWord } from '#src/search/words.ts'
import { precedenceIn } from '#src/tags/in-force.ts'
import { readTag } from '#src/tags/who.ts'
import type { Asking, Next } from './commands/command.ts'
import { commandForFacts } from './commands/customer-facts.ts'
import { hiddenIn } from './commands/hidden-from.ts'
import type { Block } from './slack/blocks.ts'
import { LONGEST_ASK } from './views/answer-buttons.ts'
import { readAs, takenFor, takenForNobody, takenForUnknown, whichCustomer } from './views/customer-lines.ts'
import { label } from './views/labels.ts'
import { shortName } from './views/names.ts'

/**
 * A question without its customers, what is said of them above the answer, where else to go on, and how to ask the same of
 * nobody in particular.
 */
type AboutCustomers = { text: string; above: Block[]; onward: Next[]; otherwise: Next[] }

type Told = { replaced: Replaced[]; above: Block[]; onward: Next[] }

type Typed = { text: string; thread?: string | undefined; customer?: string | null | undefined }

/**
 * Takes a question about customers ("how do I answer Northwind on price?") for one about the personas that they are tagged
 * with. `accounts` are those that it may name; undefined where it is none about customers, or for somebody who is told
 * nothing of them.
 */
export async function aboutCustomers(
  typed: Typed,
  accounts: AccountName[] | undefined,
  asking: Asking,
  ctx: Context,
): Promise<AboutCustomers> {
  const { library } = asking
  const hidden = hiddenIn(asking, library)
  const plain = { text: typed.text, above: [], onward: [], otherwise: [] }
  if (!accounts || hidden.has('accounts.name')) return plain
  const { text, named, read } = await namedIn(typed, accounts, asking, ctx)
  const [first] = named
  if (!first) return plain
  const told = await Promise.all(named.map((each) => tell({ ...typed, text }, each, hidden, asking, ctx)))
  const replaced = told.flatMap((each) => each.replaced)
  const others = replaceIn(
    text,
    replaced.map((each) => ({ ...each, by: '' })),
  )
  const onward = told.flatMap((each) => each.onward)
  const otherwise = [{ text: label.notThem(nameOf(text, first)), ask: typed.text, customer: null }]
  // Whoever names a persona beside the customer asks about that persona.
  if (personasIn(library, others).personas.length > 0)
    return { text: others, above: readAs(read), onward, otherwise }
  const asked = replaceIn(text, replaced)
  const saysNothing = tokensOf(asked).every(({ word }) => isStopWord(word) || ASKING.has(word))
  const command = saysNothing ? 'who' : named.length === 1 ? commandForFacts(others) : undefined
  if (command)
    return { ...plain, text: `${command} ${typedFor(text, first)}`, above: readAs(read), otherwise }
  return { text: asked, above: [...readAs(read), ...told.flatMap((each) => each.above)], onward, otherwise }
}

/** The customers that a question names, mistyped or not, and the question with their names put right. */
async function namedIn(
  { text: typed, customer }: Typed,
  accounts: AccountName[],
  { library }: Asking,
  { db }: Context,
) {
  const find = (text: string, among: AccountName[]): Named[] =>
    customersIn(text, among, canOnlyBeName(text, library.index))
      .filter(({ places: [place] }) => !isEntry(text.slice(place?.from, place?.to), library))
      .map((named) => ({ ...named, accounts: meantOf(named.accounts, customer) }))
  const named = find(typed, accounts)
  if (named.length > 0 || personasIn(library, typed).personas.length > 0)
    return { text: typed, named, read: [] }
  const odd = perhapsMistyped(library.index.spelt(typed), library.index)
  const { text, read } = await withNamesRight(db, typed, odd)
  return { text, read, named: read.length === 0 ? [] : find(text, await accountsBegunIn(db, text)) }
}

/** The account that was chosen, where it is among them. */
function meantOf(accounts: AccountName[], customer: string | null | undefined): AccountName[] {
  const chosen = accounts.filter(({ id }) => id === customer)
  return chosen.length > 0 ? chosen : accounts
}

const ASKING = new Set('tell show give open know'.split(' '))

const nameOf = (text: string, { accounts: [only, ...others], places: [place] }: Named): string =>
  only && others.length === 0 ? only.name : text.slice(place?.from, place?.to)

/** What to type after a command to mean this customer. */
const typedFor = (text: string, named: Named): string => {
  const [only, ...others] = named.accounts
  return only && others.length === 0 ? only.id : nameOf(text, named)
}

/** What takes the place of one customer, and what is said of them. */
async function tell(typed: Typed, named: Named, hidden: Hidden, asking: Asking, ctx: Context): Promise<Told> {
  const { accounts, places } = named
  const { text, thread } = typed
  const [account, ...others] = accounts
  const [place = { from: 0, to: 0 }] = places
  if (!account) return { replaced: [], above: [], onward: [] }
  const gone = places.map((each) => ({ ...each, by: '' }))
  if (others.length > 0) {
    const meant = accounts.map(({ id, name }) => ({
      id,
      name,
      value: { text: text.slice(0, LONGEST_ASK), customer: id, thread },
    }))
    const above = whichCustomer(text.slice(place.from, place.to), meant, accounts.length < MOST_ALIKE)
    return { replaced: gone, above, onward: [] }
  }
  const { library, zone } = asking
  const onward = [{ text: label.beforeACall, ask: `prep ${account.id}` }]
  const who = await personMeant(text, { ...account, from: place.from }, hidden, asking, ctx)
  const replaced = (by: string): Replaced[] => [...places.map((each) => ({ ...each, by })), ...who.replaced]
  if (hidden.has('accounts.persona')) return { replaced: replaced(''), above: [], onward }
  if (who.persona === undefined) {
    const whoIsIt = { text: label.whoIsWho, ask: `who ${account.id}` }
    return { replaced: replaced(''), above: [takenForNobody(account.name)], onward: [whoIsIt, ...onward] }
  }
  const known = findEntry(library, 'persona', who.persona)
  if (!known || !isInUse(known))
    return { replaced: replaced(''), above: [takenForUnknown(who.name, who.persona)], onward }
  const tag = who.isGuess ? undefined : await readTag(ctx.db, who, known.slug, precedenceIn(library))
  const above = [takenFor(who.name, known.slug, tag, { library, zone })]
  return { replaced: replaced(shortName(library, known.slug)), above, onward }
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
