import { z } from 'zod'
import { meeting as meetingModal } from '#bot/modals/meeting.ts'
import { message } from '#bot/slack/message.ts'
import { onlyTheBoardRecords } from '#bot/views/meeting-decision.ts'
import * as notes from '#bot/views/proposal-notes.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import { readProposal } from '#src/board/store.ts'
import { allows } from '#src/members/authority.ts'
import { isThere } from '#src/members/member.ts'
import { action } from './action.ts'

/** Opens the form in which a board member enters what was decided in the room. */
export const meeting = action({
  name: 'meeting',
  asks: 'record-decision',
  value: z.object({ proposal: z.number(), revision: z.number() }),
  async run(value, { asker }, ctx) {
    const proposal = await readProposal(ctx.db, value.proposal)
    if (!proposal) return [{ to: 'asker', message: message(notes.proposalGone()) }]
    const library = await ctx.readLibrary()
    const everybody = [...library.members.values()].filter(isThere)
    const member = everybody.find(({ id }) => id === asker.member?.id)
    if (asker.outsider || !allows(member, 'record-decision')) {
      const wanted = { action: 'record a meeting', subject: `proposal/${proposal.id}` }
      await recordRefusal(ctx.db, asker, wanted, ctx.now())
      return [{ to: 'asker', message: message(onlyTheBoardRecords()) }]
    }
    if (proposal.outcome.state !== 'open')
      return [{ to: 'asker', message: message(notes.alreadyClosed(proposal, library)) }]
    const members = everybody.toSorted((a, b) => a.name.localeCompare(b.name))
    const today = ctx.now().toZonedDateTimeISO(ctx.zone).toPlainDate()
    return [{ to: 'modal', view: meetingModal.open(value, { proposal, library, members, today }) }]
  },
})
