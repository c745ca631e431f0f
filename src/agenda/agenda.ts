import { z } from 'zod'
import { about, aboutOf } from '#src/board/about.ts'
import { listWaiting } from '#src/board/waiting.ts'
import type { Context } from '#src/context.ts'
import { undone, undoneAt } from '#src/decisions/undone.ts'
import { openDisputes } from '#src/disputes/store.ts'
import { type Finding, findingFacts } from '#src/findings/finding.ts'
import { openFindings } from '#src/findings/store.ts'
import { answerableFor } from '#src/freshness/answerable.ts'
import { dueEntries, dueEntry } from '#src/knowledge/due.ts'
import type { Library } from '#src/knowledge/library.ts'
import { answersFor, asksOf, noteOn } from '#src/kpis/ask.ts'
import { JUDGED_KPIS } from '#src/kpis/review.ts'
import { lastReview, readNotes } from '#src/kpis/store.ts'
import { memberFunction } from '#src/members/member.ts'
import { findPost } from '#src/posts/store.ts'

const number = z.object({
  persona: z.string(),
  kpi: z.enum(JUDGED_KPIS),
  run: z.number(),
  /** Three closed months in a row, or more. */
  escalated: z.boolean(),
  noted: z.boolean(),
  /** Handle of who answers for it. */
  speaks: z.string().optional(),
  /** The key of the review that says it; and its address, where Slack gives one. */
  review: z.string().optional(),
  link: z.string().optional(),
})

/** A persona of which the signal monitor found something: whether it is refreshed ahead of its time. */
const candidate = z.object({
  persona: z.string(),
  findings: z.array(findingFacts).min(1),
  speaks: z.string().optional(),
})

/** What a meeting of the board has before it, as published. */
export const agenda = z.object({
  /** When it begins, with its zone. */
  meeting: z.string(),
  proposals: z.array(
    about.extend({
      proposer: z.string(),
      deadline: z.string(),
      /** Its card, where Slack gives an address. */
      link: z.string().optional(),
      /** Functions that nobody has spoken for yet. */
      silent: z.array(memberFunction),
    }),
  ),
  /** KPIs that nobody has said anything to, or in their third month or longer outside their range. */
  numbers: z.array(number),
  candidates: z.array(candidate),
  /** Numbers and findings that somebody doesn't believe. */
  disputes: z
    .array(z.object({ persona: z.string(), said: z.string(), by: z.string(), text: z.string() }))
    .default([]),
  /** What the board decided and nobody has done yet, and what ends. */
  undone: z.array(undone).default([]),
  /** Entries that have been stale for over a month. */
  stale: z.array(dueEntry),
})
export type Agenda = z.output<typeof agenda>

/** From the third month on a number is the board's, whatever was said to it. */
const ESCALATED = 3
const STALE_FOR = { months: 1 }

type LinkTo = (post: { channelId: string; ts: string }) => Promise<string | undefined>

export async function agendaOf(
  meeting: Temporal.ZonedDateTime,
  now: Temporal.Instant,
  linkTo: LinkTo,
  ctx: Context,
): Promise<Agenda> {
  const library = await ctx.readLibrary()
  const today = now.toZonedDateTimeISO(ctx.zone).toPlainDate()
  return {
    meeting: meeting.toString(),
    proposals: await openProposals(linkTo, now, ctx),
    numbers: await openNumbers(linkTo, ctx),
    disputes: (await openDisputes(ctx.db)).map(({ persona, said, raisedBy, text }) => {
      return { persona, said, by: raisedBy, text }
    }),
    candidates: candidatesAmong(await openFindings(ctx.db), meeting.toInstant(), library),
    undone: undoneAt(library, today),
    stale: dueEntries(library.entries.values(), today.subtract(STALE_FOR), ctx.zone, 0).filter(
      ({ stale }) => stale,
    ),
  }
}

/** Those of whom most was found first; what its owner put off until after the meeting isn't brought up there. */
function candidatesAmong(
  findings: Finding[],
  meeting: Temporal.Instant,
  { entries, members }: Library,
): Agenda['candidates'] {
  const up = findings.filter(
    ({ snoozedUntil }) => !snoozedUntil || Temporal.Instant.compare(snoozedUntil, meeting) <= 0,
  )
  const found = [...Map.groupBy(up, ({ persona }) => persona)].map(([persona, some]) => {
    const entry = entries.get(`persona/${persona}`)
    const speaks = entry && answerableFor(entry, members).owner?.handle
    return { persona, findings: some.map(({ facts }) => facts), ...(speaks !== undefined && { speaks }) }
  })
  return found.toSorted((a, b) => b.findings.length - a.findings.length)
}

async function openProposals(
  linkTo: LinkTo,
  now: Temporal.Instant,
  { db }: Context,
): Promise<Agenda['proposals']> {
  const proposals: Agenda['proposals'] = []
  for (const { proposal, stand } of await listWaiting(db, now)) {
    const { id, proposer, deadline, votes, channelId } = proposal
    const heard = new Set(votes.map((vote) => vote.function))
    const silent = new Set(stand.silent.flatMap(({ seat }) => seat.function ?? []))
    const post = await findPost(db, `proposal/${id}`)
    const link = post?.ts === undefined ? undefined : await linkTo({ channelId, ts: post.ts })
    proposals.push({
      ...aboutOf(proposal),
      proposer: proposer.name,
      deadline: deadline.toString(),
      ...(link !== undefined && { link }),
      silent: [...silent].filter((each) => !heard.has(each)),
    })
  }
  return proposals
}

async function openNumbers(linkTo: LinkTo, { db, readLibrary }: Context): Promise<Agenda['numbers']> {
  const last = await lastReview(db)
  if (!last) return []
  const library = await readLibrary()
  const notes = await readNotes(db, last.key)
  const post = await findPost(db, last.key)
  const link = post?.ts === undefined ? undefined : await linkTo({ channelId: post.channel, ts: post.ts })
  return asksOf(last.facts)
    .map((ask) => {
      const speaks = answersFor(ask, library)?.handle
      const noted = noteOn(ask, notes) !== undefined
      const escalated = ask.run >= ESCALATED
      return {
        ...ask,
        escalated,
        noted,
        review: last.key,
        ...(link !== undefined && { link }),
        ...(speaks !== undefined && { speaks }),
      }
    })
    .filter(({ noted, escalated }) => !noted || escalated)
}
