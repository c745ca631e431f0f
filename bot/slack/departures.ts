import { departureReport } from '#bot/views/departure.ts'
import type { Context } from '#src/context.ts'
import { comeBack, type Departure, departuresSince, leave } from '#src/freshness/departure.ts'
import type { Library } from '#src/knowledge/library.ts'
import { rememberUser } from '#src/members/identity.ts'
import type { KnownMember } from '#src/members/member.ts'
import { slackUserOf } from './find-person.ts'
import { message } from './message.ts'
import type { Outgoing } from './outgoing.ts'
import { tellMember } from './tell-member.ts'
import { refusalOf, type Wire } from './wire.ts'

/** So long a report that could not be sent is made up for. */
const TOLD_WITHIN = { hours: 7 * 24 }

type Told = Extract<Outgoing, { to: 'member' }>

/** What is to be said of those who left lately, to whom: each once, whoever says it. */
export async function reportsOfDepartures(ctx: Context): Promise<Told[]> {
  const departures = await departuresSince(ctx.db, ctx.now().subtract(TOLD_WITHIN))
  const library = await ctx.readLibrary()
  return departures.flatMap((each) => reportOf(each, library) ?? [])
}

function reportOf(departure: Departure, library: Library): Told | undefined {
  const { handle, told, number } = departure
  if (told === undefined) return undefined
  const key = `departure/${handle}/${number}`
  return { to: 'member', handle: told, key, message: message(departureReport(departure, library)) }
}

/** Asks Slack whether a member is still there, in case that nobody said so, and sees to what follows. */
export async function seeWhoIsThere(member: KnownMember, ctx: Context, wire: Wire): Promise<void> {
  const userId = await slackUserOf(member, ctx.db, wire)
  const user = userId === undefined ? undefined : await userOf(userId, wire)
  if (user?.id && user.team_id) await rememberUser(ctx.db, user.team_id, user.id, member.id)
  if (user?.deleted === true) await leave(ctx.db, member.id, { now: ctx.now(), zone: ctx.zone })
  else if (user) await comeBack(ctx.db, member.id, ctx.now())
}

async function userOf(user: string, { client }: Wire) {
  try {
    return (await client.users.info({ user })).user
  } catch (error) {
    if (refusalOf(error) === 'user_not_found') return undefined
    throw error
  }
}

/** Sends the reports that this reader has to get; those that they have stay as they are. */
export async function tellDepartures(reader: string, ctx: Context, wire: Wire): Promise<void> {
  for (const report of await reportsOfDepartures(ctx))
    if (report.handle === reader) await tellMember(report, ctx, wire)
}
