import type { HomeView } from '@slack/types'
import type { Context } from '#src/context.ts'
import type { Block } from './blocks.ts'
import { withinView } from './form.ts'
import type { Outgoing, Prompt } from './outgoing.ts'
import { refusalOf, type Wire } from './wire.ts'

const MOST_PROMPTS = 4

/** A Home tab of blocks, within Slack's limits. */
export const homeView = (blocks: Block[]): HomeView => ({ type: 'home', blocks: withinView(blocks) })

/** Shows somebody their Home tab. A workspace without Home tabs, or somebody who has left, has none: that hurts nobody. */
export async function publishHome(
  { userId, view }: Extract<Outgoing, { to: 'home' }>,
  { log }: Context,
  { client }: Wire,
): Promise<void> {
  const published = client.views.publish({ user_id: userId, view })
  await unlessRefused(published, 'A Home tab could not be published', log)
}

/** Suggests something to say in the messages tab; without it the tab is as good. */
export async function suggest(
  { channelId, title, prompts }: Extract<Outgoing, { to: 'prompts' }>,
  { log }: Context,
  { client }: Wire,
): Promise<void> {
  const said = prompts.slice(0, MOST_PROMPTS) as [Prompt, ...Prompt[]]
  const set = client.assistant.threads.setSuggestedPrompts({ channel_id: channelId, title, prompts: said })
  await unlessRefused(set, 'No prompts could be suggested', log)
}

/** Slack's refusal is a line in the log and no trouble; where it can't be reached, that is. */
async function unlessRefused(call: Promise<unknown>, words: string, log: Context['log']): Promise<void> {
  try {
    await call
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal === undefined) throw error
    log.warn({ refusal }, words)
  }
}
