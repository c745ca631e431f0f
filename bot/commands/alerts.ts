import type { Block } from '#bot/slack/blocks.ts'
import * as words from '#bot/views/alert-list.ts'
import { accountsLike } from '#src/accounts/find-account.ts'
import type { Context } from '#src/context.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { isThere, type KnownMember } from '#src/members/member.ts'
import { closest } from '#src/search/closest.ts'
import { precisions } from '#src/triggers/precision.ts'
import { makeRule } from '#src/triggers/rules.ts'
import { alertsOf, countAlerts } from '#src/triggers/store.ts'
import { trigger as kind, typedTrigger } from '#src/triggers/trigger.ts'
import { tryRule } from '#src/triggers/try-rule.ts'
import type { Asked } from './asked.ts'
import type { Asking, Command } from './command.ts'

const MOST = 10

/**
 * `/persona alerts`: mine; `alerts triggers`: how all triggers do; `alerts NAME`: those of an account, a person, a persona or a trigger; `alerts try NAME`:
 * what a trigger would have fired in 90 days, or what a condition would that is typed in its place.
 */
export const alerts: Command = {
  name: 'alerts',
  does: 'what happens at accounts',
  examples: ['alerts', 'alerts try escalations pile up'],
  verbs: ['alerts', 'alert'],
  takesText: true,
  run: (asked, asking) => ({
    found: 'records',
    next: [],
    read: async (ctx) => {
      const me = asking.asker.member
      if (!me || asking.audience === 'customer') return words.onlyMembersSeeAlerts()
      const [, condition] = /^(?:try|test|dry(?: run)?)\s+(.+)$/is.exec(asked.words.trim()) ?? []
      if (condition !== undefined) return await tried(condition, asking, ctx)
      if (/^triggers$/i.test(asked.words.trim())) return await all(asking, ctx)
      return asked.words.trim() === '' ? await mine(me.handle, asking, ctx) : await named(asked, asking, ctx)
    },
  }),
}

async function mine(handle: string, { library }: Asking, ctx: Context): Promise<Block[]> {
  const of = { reader: handle, standing: true }
  return words.myAlerts(await alertsOf(ctx.db, of, MOST), await countAlerts(ctx.db, of), { ...ctx, library })
}

async function all({ library }: Asking, ctx: Context): Promise<Block[]> {
  const triggers = entriesOf(library, 'trigger')
  return words.howTheyDo(triggers, await precisions(ctx.db, triggers))
}

async function named({ words: typed, personas }: Asked, { library }: Asking, ctx: Context): Promise<Block[]> {
  const shown = { ...ctx, library }
  const trigger = triggerNamed(typed, library)
  if (trigger) {
    const judged = (await precisions(ctx.db, [trigger])).get(trigger.slug)
    return words.ofTrigger(trigger, judged, await alertsOf(ctx.db, { trigger: trigger.slug }, MOST), shown)
  }
  const person = personNamed(typed, library)
  if (person)
    return words.alertsOfWhom(
      person.name,
      await alertsOf(ctx.db, { reader: person.handle, standing: true }, MOST),
      shown,
    )
  const [account] = await accountsLike(ctx.db, typed, 1)
  if (account)
    return words.alertsOfWhom(account.name, await alertsOf(ctx.db, { accountId: account.id }, MOST), shown)
  const [persona] = personas
  if (!persona) return words.noAlertsOf(typed)
  const its = await alertsOf(ctx.db, { persona: persona.slug, standing: true }, MOST)
  return words.alertsOfWhom(persona.title, its, shown)
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[\s-]+/g, ' ')
    .trim()

function triggerNamed(typed: string, library: Library): Entry<'trigger'> | undefined {
  const wanted = plain(typed)
  const all = entriesOf(library, 'trigger')
  const called = (entry: Entry) => [entry.slug, ...entry.names].map(plain)
  return all.find((entry) => called(entry).includes(wanted))
}

function personNamed(typed: string, { members }: Library): KnownMember | undefined {
  const wanted = plain(typed)
  return [...members.values()]
    .filter(isThere)
    .find(({ handle, name }) => [handle, plain(name), plain(name).split(' ')[0]].includes(wanted))
}

/** The dry run of a trigger, or of a condition that somebody thinks of. */
async function tried(typed: string, { library }: Asking, ctx: Context): Promise<Block[]> {
  const entry = triggerNamed(typed, library)
  const made = entry ? { body: entry.body } : typedTrigger(typed)
  if ('fault' in made) return words.notTriable(typed, made.fault)
  let fault: string | undefined
  kind.check(made.body, (_, expected) => {
    fault = expected
  })
  if (fault !== undefined) return words.notTriable(typed, fault)
  const unknown = kind
    .referencesOf(made.body)
    .find(({ kind: of, slug }) => !library.entries.has(`${of}/${slug}`))
  if (unknown) {
    const near = closest(
      unknown.slug,
      entriesOf(library, 'signal').map(({ slug }) => slug),
    )
    return words.notTriable(
      typed,
      `a signal that there is instead of ${unknown.slug}${near === undefined ? '' : `, such as ${near}`}`,
    )
  }
  const rule = makeRule(made.body, { slug: '', version: 0, title: entry?.title ?? typed })
  return words.dryRun(rule, await tryRule(ctx.db, rule, { to: ctx.now(), zone: ctx.zone }), {
    ...ctx,
    library,
  })
}
