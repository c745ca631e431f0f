import { type Block, say } from '#bot/slack/blocks.ts'
import { bold, line } from '#bot/slack/text.ts'
import type { Target } from '#src/campaigns/target-buyers.ts'
import { plainNumber } from './numbers.ts'
import { inWords } from './reading.ts'

/** " in Haulage led by Operations with 20 employees or more"; nothing of everybody. */
export const ofTarget = ({ industries, roles, least }: Target): string =>
  [
    industries.length > 0 ? ` in ${inWords(industries)}` : '',
    roles.length > 0 ? ` led by ${inWords(roles)}` : '',
    least === undefined ? '' : ` with ${plainNumber(least)} employees or more`,
  ].join('')

export const nothingKnown = (target: Target): Block[] => [
  say(
    line(
      bold(`Nobody is known${ofTarget(target)} yet.`),
      ' It takes account-months, contacts with their role, and touches: the operator imports them or sets up a source.',
    ),
  ),
]
