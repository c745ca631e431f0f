import { type Hidden, hiddenFrom } from '#src/dictionary/sight.ts'
import { findEntry, type Library } from '#src/knowledge/library.ts'
import type { RuleFacts } from '#src/rules/facts.ts'
import { counterKey } from '#src/rules/needs.ts'
import type { KnownAccount } from './accounts.ts'
import type { AlertFacts } from './alert.ts'
import type { TriggerRule } from './rules.ts'
import { fillIn, type Place } from './said.ts'

type Happened = { happened: { signal: string; at: Temporal.Instant }[]; more: number }

/**
 * What an alert's card says, as of now: of its trigger, its playbook and what is known of the account. Whoever is in a
 * channel may read it, so that it tells what everybody may see.
 */
export function factsOf(
  rule: Pick<TriggerRule, 'body'>,
  account: KnownAccount,
  facts: RuleFacts,
  { happened, more }: Happened,
  library: Library,
): AlertFacts {
  const { body } = rule
  const hidden = hiddenFrom('everybody', library)
  const { attributes } = account.facts
  const mrr = hidden.has('account_months.mrr_end') ? undefined : account.facts.mrr
  const renews = hidden.has('accounts.renews_on')
    ? undefined
    : textIn(attributes, ['renews_on', 'renewsOn', 'renewal_date'])
  return {
    name: account.name,
    said: fillIn(body.says, (place) => (isHidden(place, hidden) ? KEPT : placed(place, facts))),
    happened: happened.map(({ signal, at }) => ({ at: at.toString(), what: doneIn(library, signal) })),
    more,
    ...whyOf(body.why, account.persona),
    ...playOf(body.play, account.persona, library),
    ...(renews !== undefined && { renewsOn: renews }),
    ...(typeof mrr === 'number' && mrr > 0 && { mrr }),
    unreached: [],
  }
}

/** In the place of what not everybody may see. */
const KEPT = '(not shown)'

/** The columns behind what an account is asked for by names of ours. */
const COLUMNS: Record<string, string> = {
  mrr: 'account_months.mrr_end',
  startedOn: 'accounts.started_on',
  endedOn: 'accounts.ended_on',
  ticketCategory: 'tickets.category',
}

function isHidden(place: Place, hidden: Hidden): boolean {
  if (!('path' in place) || place.path[0] !== 'account') return false
  const name = place.path.at(-1) ?? ''
  return hidden.has(COLUMNS[name] ?? `accounts.${name}`)
}

export function placed(place: Place, { account, event, counters }: RuleFacts): unknown {
  if (place.fault !== undefined) return undefined
  if (place.need) {
    const value = counters?.get(counterKey(place.need))
    // "5 days ago", not 5.8.
    if (place.need.of === 'last') return value === undefined ? undefined : Math.floor(value)
    return value ?? 0
  }
  return place.path.reduce<unknown>((of, key) => (isObject(of) ? of[key] : undefined), { account, event })
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

function textIn(attributes: unknown, keys: string[]): string | undefined {
  if (!isObject(attributes)) return undefined
  return keys.map((key) => attributes[key]).find((value) => typeof value === 'string')
}

/** What a customer did, as the signal's entry says it; else its slug in words. */
const doneIn = (library: Library, slug: string): string =>
  findEntry(library, 'signal', slug)?.body.does ?? slug.replaceAll('-', ' ')

/** What is said of this very persona counts before what is said of all. */
function whyOf(why: TriggerRule['body']['why'], persona: string | undefined): Pick<AlertFacts, 'why'> {
  const best =
    why.find((each) => each.persona !== undefined && each.persona === persona) ??
    why.find((each) => each.persona === undefined)
  return best ? { why: { text: best.text, cites: best.cites } } : {}
}

function playOf(
  play: TriggerRule['body']['play'],
  persona: string | undefined,
  library: Library,
): Pick<AlertFacts, 'play'> {
  const entry = play && findEntry(library, 'playbook', play.playbook)
  if (!entry || entry.status === 'retired') return {}
  const { steps } = entry.body
  const fitting = steps.filter((step) => step.persona === undefined || step.persona === persona)
  const step = steps.find(({ id }) => id === play.step) ?? fitting[0] ?? steps[0]
  const number = step ? steps.indexOf(step) + 1 : 0
  return {
    play: { slug: entry.slug, title: entry.title, ...(step && { step: { number, text: step.text } }) },
  }
}
