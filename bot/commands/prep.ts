import { noSuchAccount, whichAccount } from '#bot/views/accounts.ts'
import { label } from '#bot/views/labels.ts'
import { shortName } from '#bot/views/names.ts'
import { prepView } from '#bot/views/prep.ts'
import type { Reading } from '#bot/views/reading.ts'
import { show } from '#bot/views/shown.ts'
import type { AccountName } from '#src/accounts/account-name.ts'
import { accountsMeant } from '#src/accounts/find-account.ts'
import { accountsBegunIn, customersIn } from '#src/accounts/named-in.ts'
import { canOnlyBeName } from '#src/accounts/only-name.ts'
import type { Context } from '#src/context.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { findEntry, type Library } from '#src/knowledge/library.ts'
import { choose } from '#src/preparation/choose.ts'
import type { AccountFacts } from '#src/preparation/facts.ts'
import { lineIn } from '#src/preparation/line.ts'
import { inTheRoom, personasOf } from '#src/preparation/room.ts'
import { seenFacts } from '#src/preparation/seen.ts'
import { readAccountFacts } from '#src/preparation/store.ts'
import { isUnconfirmed } from '#src/validation/guess-store.ts'
import { readAsked } from './asked.ts'
import type { Answered, Asking, Command, Next } from './command.ts'
import { hiddenIn } from './hidden-from.ts'
import { question } from './question.ts'

/** So many of those that might be meant are a press away. */
const MOST_MEANT = 5

/** `/persona prep northwind freight`: before a call, all on one screen. */
export const prep: Command = {
  name: 'prep',
  does: 'all you need before a call',
  examples: ['prep northwind freight', 'prep'],
  verbs: ['prep', 'prepare'],
  takesText: true,
  run({ words }, asking) {
    const typed = words.replace(/^(?:(?:me )?for |(?:(?:the|a|my) )?(?:call|meeting) with )+/i, '')
    return { found: 'looked-up', next: [], look: (ctx) => prepare(typed, asking, ctx) }
  },
}

async function prepare(typed: string, asking: Asking, ctx: Context): Promise<Answered> {
  const meant = await accountsMeant(ctx.db, typed, MOST_MEANT)
  const [only, ...others] = meant
  if (!only) return await otherwise(typed, asking, ctx)
  if (others.length > 0) return { found: 'overview', blocks: whichAccount(typed), next: meant.map(toPrep) }
  const facts = await readAccountFacts(ctx.db, only.id, ctx.now(), ctx.zone)
  if (!facts) return { found: 'overview', blocks: noSuchAccount(typed), next: [] }
  const known = await isUnconfirmed(ctx.db, only.id)
  const seen = seenFacts(facts, hiddenIn(asking, asking.library))
  const answered = prepFrom({ ...seen, currency: ctx.currency }, asking)
  const after = { text: label.afterTheCall, ask: `met ${only.id}` }
  return known?.unconfirmed ? { ...answered, next: [after, ...answered.next] } : answered
}

/** "Prepare for the call with Northwind" names an account amid others; "for a renewal with Carla" can be answered without. */
async function otherwise(typed: string, asking: Asking, ctx: Context): Promise<Answered> {
  const isName = canOnlyBeName(typed, asking.library.index)
  const [named, ...others] = customersIn(typed, await accountsBegunIn(ctx.db, typed), isName)
  const meant = others.length === 0 ? (named?.accounts.slice(0, MOST_MEANT) ?? []) : []
  const [only, ...more] = meant
  if (only && more.length === 0) return await prepare(only.id, asking, ctx)
  if (only) return { found: 'overview', blocks: whichAccount(typed), next: meant.map(toPrep) }
  const asked = question.run(readAsked(typed, asking.library), asking)
  return asked.found === 'entry' ? asked : { found: 'overview', blocks: noSuchAccount(typed), next: [] }
}

const toPrep = ({ id, name }: AccountName): Next => ({ text: name, ask: `prep ${id}` })

/** The answer for one account, out of what is known of it and what the library says for those in the room. */
function prepFrom(account: NonNullable<Reading['account']>, asking: Asking): Answered {
  const { facts } = account
  const { library } = asking
  const { stage } = facts
  const personas = personasOf(inTheRoom(facts, library), facts.persona).filter((slug) =>
    isKnown(slug, library),
  )
  const chosen = choose({ personas, stage }, facts, library)
  const shown = prepView.of({ account: facts.id, stage, personas, ...chosen })
  const asked = chosen.questions.flatMap((each) => lineIn(library, each)?.entry ?? [])
  const about = personas.flatMap((slug) => findEntry(library, 'persona', slug) ?? [])
  const [main, ...more]: Entry[] = [...about, ...asked]
  const next = onward(facts, personas, library)
  if (!main) return { found: 'overview', blocks: show(shown, { ...asking, account }) ?? [], next }
  return { found: 'entry', shown, entries: [main, ...more], next }
}

const isKnown = (slug: string, library: Library): boolean => findEntry(library, 'persona', slug) !== undefined

function onward({ id }: AccountFacts, [first]: string[], library: Library): Next[] {
  const heard = { text: label.heard, ask: 'heard' }
  const who = { text: label.whoIsWho, ask: `who ${id}` }
  if (first === undefined) return [heard, who]
  return [heard, who, { text: label.objections, ask: `objection ${shortName(library, first)}` }]
}
