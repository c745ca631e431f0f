import { z } from 'zod'
import { boardChannel as channelModal } from '#bot/modals/board-channel.ts'
import { endLeave as endModal, leave as leaveModal, leavesToEnd } from '#bot/modals/leave.ts'
import { addPerson as addModal, choosePerson } from '#bot/modals/people.ts'
import { message } from '#bot/slack/message.ts'
import { nothingToEnd } from '#bot/views/people-forms.ts'
import { peopleHistory } from '#bot/views/people-notes.ts'
import { whoAreYou } from '#bot/views/proposal-notes.ts'
import type { Context } from '#src/context.ts'
import { allows, demand } from '#src/members/authority.ts'
import type { Deed } from '#src/members/deeds.ts'
import type { Asker } from '#src/members/identity.ts'
import { isThere, type KnownMember } from '#src/members/member.ts'
import { peopleEvents } from '#src/members/people-history.ts'
import { readSetting } from '#src/settings/store.ts'
import { action } from './action.ts'

const nothing = z.object({})

/** Everybody who is there, by name, and whoever pressed. Throws a NoRight where this isn't theirs. */
async function facing(asker: Asker, ctx: Context, deed?: Deed) {
  const { members } = await ctx.readLibrary()
  const me = asker.outsider ? undefined : members.get(asker.member?.handle ?? '')
  if (deed) demand(me, deed, { members, subject: 'people' })
  const people = [...members.values()].filter(isThere).toSorted((a, b) => a.name.localeCompare(b.name))
  return { me, people }
}

export const personAdd = action({
  name: 'person-add',
  asks: 'manage-people',
  value: nothing,
  async run(_value, { asker }, ctx) {
    await facing(asker, ctx, 'manage-people')
    return [{ to: 'modal', view: addModal.open({}, {}) }]
  },
})

export const personChange = action({
  name: 'person-change',
  asks: 'manage-people',
  value: nothing,
  async run(_value, { asker }, ctx) {
    const { people } = await facing(asker, ctx, 'manage-people')
    return [{ to: 'modal', view: choosePerson.open({}, { people }) }]
  },
})

export const peopleChanges = action({
  name: 'people-history',
  asks: 'nothing',
  value: nothing,
  async run(_value, { asker }, ctx) {
    await facing(asker, ctx, 'manage-people')
    const events = await peopleEvents(ctx.db, 12)
    return [{ to: 'asker', message: message(peopleHistory(events, await ctx.readLibrary())) }]
  },
})

/** Those whose leave somebody may enter: an admin everybody's, others their own. */
const mineToEnter = (me: KnownMember, people: KnownMember[]): KnownMember[] =>
  people.filter(({ handle }) => allows(me, 'enter-leave', { self: [handle] }))

export const leave = action({
  name: 'leave',
  asks: 'enter-leave',
  value: nothing,
  async run(_value, { asker }, ctx) {
    const { me, people } = await facing(asker, ctx)
    if (!me) return [{ to: 'asker', message: message(whoAreYou()) }]
    return [
      { to: 'modal', view: leaveModal.open({}, { me, people: mineToEnter(me, people), deputies: people }) },
    ]
  },
})

export const leaveEnd = action({
  name: 'leave-end',
  asks: 'enter-leave',
  value: nothing,
  async run(_value, { asker }, ctx) {
    const { me, people } = await facing(asker, ctx)
    const leaves = me ? await leavesToEnd(mineToEnter(me, people), ctx) : []
    if (leaves.length === 0) return [{ to: 'asker', message: message(nothingToEnd()) }]
    return [{ to: 'modal', view: endModal.open({}, { leaves }) }]
  },
})

export const boardChannel = action({
  name: 'board-channel',
  asks: 'set-board-channel',
  value: nothing,
  async run(_value, { asker }, ctx) {
    await facing(asker, ctx, 'set-board-channel')
    const channel = await readSetting(ctx.db, 'board-channel')
    return [{ to: 'modal', view: channelModal.open({}, { channel }) }]
  },
})
