import type { z } from 'zod'
import type { Wire } from '#bot/slack/wire.ts'
import type { Post, Telling } from '#bot/views/telling.ts'
import type { Context } from '#src/context.ts'
import type { SettingKey } from '#src/settings/store.ts'
import type { Period, Schedule } from './schedule.ts'

/** One reader of a job's posts: a channel that a setting names, or a member by handle. Each has a run of its own. */
export type Scope = { id: string; reader: { setting: SettingKey } | MemberReader }

/** `standIns` get it, the first who is in Slack, where the member is not. */
type MemberReader = { member: string; standIns?: string[] }

/** What is to be computed. `by` is when: facts after it don't count. */
export type Asked = {
  period: Period
  scope: Scope
  now: Temporal.Instant
  /** The address of a message, where there is a workspace to ask. */
  linkTo: (post: { channelId: string; ts: string }) => Promise<string | undefined>
}

/** What a period gives a reader: facts to tell, and perhaps sources that are worth waiting for; or nothing. */
export type Computed<F> =
  | { found: 'facts'; facts: F; wait?: { for: string; until: Temporal.ZonedDateTime } | undefined }
  | { found: 'nothing'; because: string }

/** Where the posts go. */
export type Place = { to: 'channel'; channelId: string } | { to: 'person'; userId: string }

/** A reader's own time within a period, or why they get nothing in it as things stand. */
export type OwnTime = { at: Temporal.ZonedDateTime } | { not: string }

type Spec<F> = {
  name: string
  title: string
  does: string
  schedule: Schedule
  scopes(ctx: Context): Promise<Scope[]>
  /**
   * Where each reader has a time of their own. The schedule then says when a period opens: it is claimed once as any
   * other, and each run waits for its reader's time, which may change meanwhile, until the period is over.
   */
  ownTime?(asked: Asked, ctx: Context): Promise<OwnTime>
  /** What is to be seen to in Slack before anything is computed; not in a dry run. */
  lookUp?(asked: Asked, ctx: Context, wire: Wire): Promise<void>
  /** Facts are kept as JSON, as they were published. */
  facts: z.ZodType<F>
  compute(asked: Asked, ctx: Context): Promise<Computed<F>>
  /** Facts to words; pure. The first post is the one that people see, the others usually stand in its thread. */
  report(facts: F, telling: Telling): Post[]
  /** What is noted once the posts are there, or once it is known that there is nothing to post. */
  settle?(facts: F | undefined, asked: Asked, ctx: Context): Promise<void>
}

/** A job: one file, and one line in the list. */
export type Job = Spec<unknown>

/** Facts come back from the database, so they are read by the job's schema before they are told. */
export function job<F>(spec: Spec<F>): Job {
  const { facts } = spec
  return {
    ...spec,
    report: (kept, telling) => spec.report(facts.parse(kept), telling),
    ...(spec.settle && {
      settle: async (kept, asked, ctx) =>
        await spec.settle?.(kept === undefined ? undefined : facts.parse(kept), asked, ctx),
    }),
  }
}
