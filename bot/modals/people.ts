import { z } from 'zod'
import type { Pressed } from '#bot/actions/action.ts'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import * as words from '#bot/views/people-forms.ts'
import { dutyChanged, personSaved } from '#bot/views/people-notes.ts'
import type { Context } from '#src/context.ts'
import { phrase } from '#src/knowledge/claim.ts'
import { demand } from '#src/members/authority.ts'
import { addPerson as add, changePerson, keepAnAdmin } from '#src/members/change-person.ts'
import { doubtIdentity } from '#src/members/identity.ts'
import { FUNCTIONS, type KnownMember, ROLES } from '#src/members/member.ts'
import { modal, type Verdict } from './modal.ts'

const duty = z.object({
  function: z
    .enum([...FUNCTIONS, words.NO_FUNCTION])
    .transform((name) => FUNCTIONS.find((each) => each === name)),
  roles: z.array(z.enum(ROLES)).default([]),
  why: z.string(words.SAY_WHY).trim().min(1, words.SAY_WHY).pipe(phrase),
})
type Duty = Pick<z.output<typeof duty>, 'function' | 'roles'>

/** The handle under which a change is recorded; of nobody that we know it is empty, and has no right to anything. */
const byOf = ({ asker }: Pick<Pressed, 'asker'>): string =>
  asker.outsider ? '' : (asker.member?.handle ?? '')

async function mayManage(pressed: Pressed, ctx: Context): Promise<ReadonlyMap<string, KnownMember>> {
  const { members } = await ctx.readLibrary()
  demand(members.get(byOf(pressed)), 'manage-people', { members, subject: 'people' })
  return members
}

/** Makes somebody of the workspace a member. */
export const addPerson = modal({
  name: 'person-add',
  asks: 'manage-people',
  about: z.object({}),
  values: duty.extend({
    user: z.string(words.CHOOSE_PERSON),
    name: z.string(words.SAY_NAME).trim().min(1, words.SAY_NAME).pipe(phrase),
  }),
  form: words.addPersonForm,
  async check(_filled, pressed, ctx): Promise<Verdict> {
    await mayManage(pressed, ctx)
    return { verdict: 'take' }
  },
  async run({ values: { user, name, why, ...wanted } }, pressed, ctx) {
    const fresh = { name, slack: user, ...wanted }
    await add(ctx.db, fresh, { by: byOf(pressed), why, at: pressed.at })
    // Who they are was known otherwise until now.
    await doubtIdentity(ctx.db, pressed.origin.teamId, user)
    const { members } = await ctx.readLibrary()
    const added = [...members.values()].find(({ slack }) => slack === user)
    return added ? told(added, wanted, why, pressed, ctx) : []
  },
})

/** First of all, whom it is about. */
export const choosePerson = modal({
  name: 'person-change',
  asks: 'manage-people',
  about: z.object({}),
  values: z.object({ person: z.string(words.CHOOSE_PERSON) }),
  form: words.choosePersonForm,
  async check({ values: { person } }, pressed, ctx): Promise<Verdict> {
    const member = (await mayManage(pressed, ctx)).get(person)
    if (!member) return { verdict: 'mend', errors: { person: words.CHOOSE_PERSON } }
    return { verdict: 'update', view: personDuty.open({ person }, { member }) }
  },
  run: () => Promise.resolve([]),
})

/** What a member does: function, roles, and why that changes. */
export const personDuty = modal({
  name: 'person-duty',
  asks: 'manage-people',
  about: z.object({ person: z.string() }),
  values: duty,
  form: words.dutyForm,
  async check({ about: { person }, values }, pressed, ctx): Promise<Verdict> {
    const before = [...(await mayManage(pressed, ctx)).values()]
    keepAnAdmin(
      before.map((each) => (each.handle === person ? { ...each, roles: values.roles } : each)),
      before,
    )
    return { verdict: 'take' }
  },
  async run({ about: { person }, values: { why, ...wanted } }, pressed, ctx) {
    await changePerson(ctx.db, person, () => wanted, { by: byOf(pressed), why, at: pressed.at })
    const member = (await ctx.readLibrary()).members.get(person)
    return member ? told(member, wanted, why, pressed, ctx) : []
  },
})

/** Whoever changed it sees what holds now; the person hears of it, unless it was themselves. */
async function told(
  member: KnownMember,
  wanted: Duty,
  why: string,
  pressed: Pressed,
  ctx: Context,
): Promise<Outgoing[]> {
  const { members } = await ctx.readLibrary()
  const by = byOf(pressed)
  const note: Outgoing = {
    to: 'member',
    handle: member.handle,
    key: `duty/${member.handle}/${pressed.at.epochMilliseconds}`,
    message: message(dutyChanged(wanted, members.get(by)?.name ?? by, why)),
  }
  return [
    ...(member.handle === by ? [] : [note]),
    { to: 'asker', message: message(personSaved(member.name, wanted)) },
  ]
}
