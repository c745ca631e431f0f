import { z } from 'zod'
import type { Pressed } from '#bot/actions/action.ts'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import * as words from '#bot/views/people-forms.ts'
import * as notes from '#bot/views/people-notes.ts'
import type { Context } from '#src/context.ts'
import { UserError } from '#src/errors.ts'
import { demand } from '#src/members/authority.ts'
import { cancelLeave, enterLeave } from '#src/members/enter-leave.ts'
import { faultOf, type Leave } from '#src/members/leave.ts'
import { leavesFrom } from '#src/members/leave-store.ts'
import { isThere, type KnownMember } from '#src/members/member.ts'
import { modal, type Verdict } from './modal.ts'

const day = z
  .string(words.CHOOSE_DAYS)
  .pipe(z.iso.date())
  .transform((text) => Temporal.PlainDate.from(text))

const values = z.object({
  person: z.string().optional(),
  from: day,
  until: day,
  deputy: z.string(words.CHOOSE_DEPUTY),
})

type Wanted = { leave: Leave; member: KnownMember; deputy: KnownMember; me: KnownMember }

/** When somebody is away, and who stands in: anybody says it of themselves, an admin of others. */
export const leave = modal({
  name: 'leave',
  asks: 'enter-leave',
  about: z.object({}),
  values,
  form: words.leaveForm,
  async check(filled, pressed, ctx): Promise<Verdict> {
    const wanted = await wantedBy(filled.values, pressed, ctx)
    const fault = faultOf(wanted.leave, today(ctx))
    if (!fault) return { verdict: 'take' }
    const { block, said } = words.LEAVE_FAULTS[fault]
    return { verdict: 'mend', errors: { [block]: said } }
  },
  async run(filled, pressed, ctx) {
    const wanted = await wantedBy(filled.values, pressed, ctx)
    await enterLeave(ctx.db, wanted.leave)
    return toldOf(wanted)
  },
})

const today = (ctx: Context): Temporal.PlainDate => ctx.now().toZonedDateTimeISO(ctx.zone).toPlainDate()

async function wantedBy(
  { person, from, until, deputy: standsIn }: z.output<typeof values>,
  { asker, at }: Pressed,
  ctx: Context,
): Promise<Wanted> {
  const { members } = await ctx.readLibrary()
  const me = asker.outsider ? undefined : members.get(asker.member?.handle ?? '')
  const member = person === undefined ? me : members.get(person)
  const related = { self: [member?.handle] }
  demand(me, 'enter-leave', { members, related, subject: `member/${member?.handle ?? ''}` })
  const deputy = members.get(standsIn)
  if (me === undefined || typeof me === 'string' || !member || !deputy || !isThere(deputy))
    throw new UserError('Somebody whom you chose is no longer there: close this and open it again.')
  const entered = { memberId: member.id, deputyId: deputy.id, from, until, by: me.handle, at }
  return { leave: entered, member, deputy, me }
}

/** The deputy hears of it, and who is away if somebody else said so. */
function toldOf({ leave: entered, member, deputy, me }: Wanted): Outgoing[] {
  const key = (handle: string) => `leave/${member.handle}/${entered.from}/${handle}`
  const tell = (to: KnownMember, blocks: ReturnType<typeof notes.standIn>): Outgoing[] =>
    to.id === me.id
      ? []
      : [{ to: 'member', handle: to.handle, key: key(to.handle), message: message(blocks) }]
  return [
    ...tell(deputy, notes.standIn(member, entered)),
    ...tell(member, notes.awayEntered(deputy, entered, me.name)),
    { to: 'asker', message: message(notes.leaveSaved(member, deputy, entered)) },
  ]
}

/** Leaves of these people that are not over. */
export async function leavesToEnd(people: KnownMember[], ctx: Context): Promise<words.LeaveChoice[]> {
  return (await leavesFrom(ctx.db, today(ctx))).flatMap((each) => {
    const member = people.find(({ id }) => id === each.memberId)
    return member ? [{ leave: each, member }] : []
  })
}

const chosen = z.templateLiteral([z.uuid(), '@', z.iso.date()])

/** Ends one: from now on whoever was away speaks for themselves. */
export const endLeave = modal({
  name: 'leave-end',
  asks: 'enter-leave',
  about: z.object({}),
  values: z.object({ leave: chosen }),
  form: words.endLeaveForm,
  check: () => Promise.resolve({ verdict: 'take' }),
  async run({ values: { leave: named } }, { asker, at }, ctx) {
    const [memberId = '', from = ''] = named.split('@')
    const by = asker.outsider ? '' : (asker.member?.handle ?? '')
    const ended = await cancelLeave(ctx.db, { memberId, from: Temporal.PlainDate.from(from), by, at })
    const member = [...(await ctx.readLibrary()).members.values()].find(({ id }) => id === memberId)
    const said = ended && member ? notes.leaveEnded(member) : notes.noSuchLeave()
    return [{ to: 'asker', message: message(said) }]
  },
})
