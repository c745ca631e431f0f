import { z } from 'zod'
import { findingFacts } from '#src/findings/finding.ts'

const count = z.number().int()
/** So many of so many customers at the end of a month. */
const share = z.object({ month: z.string(), n: count, of: count })
export type Share = z.output<typeof share>

/** What an item is about, and what the data say of it. What isn't known is absent. */
const evidence = z.discriminatedUnion('about', [
  z.object({
    about: z.literal('segment'),
    now: share.optional(),
    /** Half a year before. */
    earlier: share.optional(),
    /** Accounts that were tagged with it since, and that no longer are. */
    moved: z
      .object({
        in: count,
        out: count,
        /** The persona with which most of them were exchanged, in either direction. */
        mostWith: z.object({ persona: z.string(), accounts: count }).optional(),
      })
      .optional(),
    /** Names that another persona has, too. */
    shared: z.array(z.object({ name: z.string(), persona: z.string() })),
  }),
  z.object({
    about: z.literal('story'),
    verifiedAt: z.string().optional(),
    stale: z.boolean(),
    claims: count,
    assumptions: count,
    flags: count,
  }),
  z.object({ about: z.literal('channels'), claims: count, assumptions: count }),
  z.object({ about: z.literal('playbooks'), playbooks: count, worked: count, tried: count }),
  z.object({ about: z.literal('committee'), committees: z.array(z.string()) }),
  z.object({
    about: z.literal('negative'),
    accounts: count.optional(),
    /** Of all leads, whoever they are; absent where there are none. */
    leads: z.object({ all: count, disqualified: count }).optional(),
  }),
  z.object({ about: z.literal('untagged'), now: share.optional(), earlier: share.optional() }),
])
export type Evidence = z.output<typeof evidence>

/** A thing to check in a refresh. */
const checkItem = z.object({
  /** Names it in this list and in the next one: "carla-operations-lead/segment". */
  id: z.string(),
  persona: z.string().optional(),
  /** Handle of who checks it. */
  owner: z.string().optional(),
  /** Keys of the entries that a change would go to. */
  entries: z.array(z.string()),
  /** The half-year that had it first, where it was left open. */
  since: z.string().optional(),
  evidence,
  /** What has become unusual of it, as the signal monitor found, and still is. */
  findings: z.array(findingFacts).default([]),
  /** What the board decided about it that holds, with the day since when. */
  decided: z.array(z.object({ title: z.string(), since: z.string() })).default([]),
})
export type CheckItem = z.output<typeof checkItem>

/** What somebody said to an item: nothing changed; or something did, which counts once it is proposed. */
const ticked = z.object({
  item: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  said: z.enum(['same', 'changing', 'changed']),
  proposal: count.optional(),
})
export type Ticked = z.output<typeof ticked>

/** The facts of a refresh: its items, and how far they are. */
export const checklist = z.object({ items: z.array(checkItem), ticks: z.array(ticked) })
export type Checklist = z.output<typeof checklist>

/** The job whose posts hold the checklist, and its one reader. */
export const REFRESH = { job: 'persona-refresh', scope: 'board' } as const

export const tickOf = ({ id }: Pick<CheckItem, 'id'>, ticks: Ticked[]): Ticked | undefined =>
  ticks.find(({ item }) => item === id)

export const isDone = (item: Pick<CheckItem, 'id'>, ticks: Ticked[]): boolean =>
  ['same', 'changed'].includes(tickOf(item, ticks)?.said ?? '')

export const openItems = ({ items, ticks }: Checklist): CheckItem[] =>
  items.filter((item) => !isDone(item, ticks))
