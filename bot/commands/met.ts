import type { Block } from '#bot/slack/blocks.ts'
import { noSuchAccount, whichAccount } from '#bot/views/accounts.ts'
import { howToSayWho, isKnownAlready, whoWasIt } from '#bot/views/guess.ts'
import { accountsMeant } from '#src/accounts/find-account.ts'
import type { Context } from '#src/context.ts'
import { isUnconfirmed } from '#src/validation/guess-store.ts'
import type { Answered, Command } from './command.ts'

const MOST_MEANT = 5

/** `/persona met northwind freight`: after a call, whom one takes them for, with one tap. */
export const met: Command = {
  name: 'met',
  does: 'after a call: who were they?',
  examples: ['met northwind freight'],
  verbs: ['met'],
  takesText: true,
  // "Met with resistance, what now?" asks something.
  fits: (words) => !words.includes('?'),
  run({ words }) {
    const typed = words.replace(/^with /i, '')
    if (typed === '') return { found: 'overview', blocks: howToSayWho(), next: [] }
    return { found: 'looked-up', next: [], look: (ctx) => find(typed, ctx) }
  },
}

async function find(typed: string, ctx: Context): Promise<Answered> {
  const meant = await accountsMeant(ctx.db, typed, MOST_MEANT)
  const [only, ...others] = meant
  if (!only) return { found: 'overview', blocks: noSuchAccount(typed), next: [] }
  if (others.length > 0) {
    const next = meant.map(({ id, name }) => ({ text: name, ask: `met ${id}` }))
    return { found: 'overview', blocks: whichAccount(typed), next }
  }
  return { found: 'overview', blocks: await askWho(only, ctx), next: [] }
}

async function askWho({ id, name }: { id: string; name: string }, ctx: Context): Promise<Block[]> {
  const known = await isUnconfirmed(ctx.db, id)
  return known?.unconfirmed ? whoWasIt({ id, name }, await ctx.readLibrary()) : isKnownAlready(name)
}
