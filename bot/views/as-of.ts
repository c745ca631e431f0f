import { type Block, say } from '#bot/slack/blocks.ts'
import { bold, line } from '#bot/slack/text.ts'
import { dayName } from '#src/runs/period.ts'

const sentence = (...spans: Parameters<typeof line>): Block[] => [say(line(...spans))]

/** Stands above everything that is told of another day. */
export const asOfDay = (day: Temporal.PlainDate): Block[] =>
  sentence(
    bold(`As of ${dayName(day)}`),
    '. Today it may say something else. What people are called, and what sources say, is as of today.',
  )

/** Nothing was there yet. */
export const beforeAnything = (day: Temporal.PlainDate, first: Temporal.PlainDate | undefined): Block[] =>
  sentence(
    bold(`Nothing was known yet on ${dayName(day)}.`),
    first ? ` The first version of anything is of ${dayName(first)}.` : '',
  )

export const notThen = (day: Temporal.PlainDate): Block[] =>
  sentence(
    bold(`I find nothing of that as of ${dayName(day)}.`),
    ' It may have come later, or under another name.',
  )

/** Facts have no versions. */
export const onlyKnowledge = (): Block[] =>
  sentence('Only what personas, playbooks and other entries said can be looked up as of a day; this can’t.')

export const stillToCome = (day: Temporal.PlainDate): Block[] =>
  sentence(`${dayName(day)} is still to come. Ask without a day, and I answer as of now.`)

export const unreadDay = (said: string): Block[] =>
  sentence(
    `I can't read ${said === '' ? 'that' : `“${said}”`} as a day. Write it as 2026-06-30 or 30 June 2026.`,
  )
