import { z } from 'zod'
import type { Pressed } from '#bot/actions/action.ts'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import * as words from '#bot/views/meeting-decision.ts'
import * as notes from '#bot/views/proposal-notes.ts'
import { checkMeeting, type MeetingEntry, recordMeeting } from '#src/board/record-meeting.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import { statement } from '#src/knowledge/claim.ts'
import { modal, type Verdict } from './modal.ts'
import { stillOpen } from './still-open.ts'

const about = z.object({ proposal: z.number(), revision: z.number() })

const values = z.object({
  decided: z.enum(['approved', 'rejected'], words.CHOOSE_DECISION),
  present: z.array(z.string(), words.SAY_WHO).min(1, words.SAY_WHO),
  reason: z.string(words.SAY_WHY_MEETING).trim().min(1, words.SAY_WHY_MEETING).pipe(statement),
  on: z.iso.date(words.SAY_WHEN),
})

/** What was decided in the room. */
export const meeting = modal({
  name: 'meeting',
  asks: 'record-decision',
  about,
  values,
  form: words.meetingDecisionForm,
  async check(filled, pressed, ctx): Promise<Verdict> {
    const open = await stillOpen(filled.about, 'decided', ctx)
    if (open.verdict !== 'take') return open
    const outcome = await checkMeeting(ctx.db, entryOf(filled, pressed))
    return outcome?.outcome === 'refused'
      ? { verdict: 'mend', errors: words.sayLack(outcome.lack) }
      : { verdict: 'take' }
  },
  async run(filled, pressed, ctx): Promise<Outgoing[]> {
    const outcome = await recordMeeting(ctx.db, entryOf(filled, pressed), ctx.now())
    const said = (blocks: ReturnType<typeof notes.proposalGone>): Outgoing => ({
      to: 'asker',
      message: message([...blocks, ...notes.youWrote([filled.values.reason])]),
    })
    if (!outcome) return [said(notes.proposalGone())]
    const { proposal } = outcome
    const card: Outgoing = { to: 'proposal', proposal: proposal.id }
    switch (outcome.outcome) {
      case 'recorded':
        return [card]
      case 'closed':
        return [card, said(notes.alreadyClosed(proposal, await ctx.readLibrary()))]
      case 'outdated':
        return [card, said(notes.textChanged(proposal))]
      case 'refused':
        return [card, said(words.meetingLacks(outcome.lack))]
      case 'no right': {
        const wanted = { action: 'record a meeting', subject: `proposal/${proposal.id}` }
        await recordRefusal(ctx.db, pressed.asker, wanted, ctx.now())
        return [said(words.onlyTheBoardRecords())]
      }
    }
  },
})

function entryOf(
  { about: { proposal, revision }, values: { decided, present, reason, on } }: Filled,
  { asker, at }: Pressed,
): MeetingEntry {
  return {
    ...{ proposal, revision, present, reason, at },
    by: asker.outsider ? undefined : asker.member?.id,
    approved: decided === 'approved',
    on: Temporal.PlainDate.from(on),
  }
}

type Filled = { about: z.output<typeof about>; values: z.output<typeof values> }
