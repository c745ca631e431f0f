import { openHeard } from '#bot/modals/heard.ts'
import { LIMITS } from '#bot/slack/limits.ts'
import { openHeard as instead } from '#bot/views/heard-notes.ts'
import { whoAreYou } from '#bot/views/proposal-notes.ts'
import type { Command } from './command.ts'

/** `/persona heard …`: what a customer said, kept as evidence in ten seconds. */
export const heard: Command = {
  name: 'heard',
  does: 'keep what a customer said',
  examples: ['heard we only found out in the meeting', 'heard'],
  verbs: ['heard'],
  takesText: true,
  run({ words }, { asker }) {
    if (!asker.member) return { found: 'overview', blocks: whoAreYou(), next: [] }
    const carried = fittingOnButton(words)
    return {
      found: 'form',
      open: (ctx) => openHeard({ text: words || undefined }, ctx),
      instead: instead(carried, carried !== words),
      next: [],
    }
  },
}

/** As much of a text as a button carries. */
function fittingOnButton(text: string): string {
  let fitting = ''
  for (const point of text) {
    if (JSON.stringify({ text: fitting + point }).length > LIMITS.buttonValue) return fitting
    fitting += point
  }
  return fitting
}
