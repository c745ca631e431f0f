import type { Database } from '#src/db/connect.ts'
import { FUNCTIONS, type TeamFunction } from './member.ts'

/** Somebody seen in Slack. Without a member they may ask, but nothing is theirs. */
export type Asker = {
  teamId: string
  userId: string
  /** A guest or somebody of another organisation: sees customer-facing lines only. */
  outsider: boolean
  member: { id: string; handle: string; name: string; function: TeamFunction | undefined } | undefined
}

/** What Slack says of a user. */
export type SlackProfile = { email: string | undefined; outsider: boolean }

const member = { select: { id: true, handle: true, name: true, function: true } } as const

/** The person behind a Slack user, as known since `notBefore`; undefined if Slack has to be asked (again). */
export async function findAsker(
  db: Database,
  teamId: string,
  userId: string,
  notBefore: Temporal.Instant,
): Promise<Asker | undefined> {
  const row = await db.slackIdentity.findFirst({
    where: { teamId, userId, checkedAt: { gte: new Date(notBefore.epochMilliseconds) } },
    include: { member },
  })
  return row ? askerOf(row) : undefined
}

/** Keeps who a Slack user is, linked to the member with that Slack id or that e-mail address. */
export async function identify(
  db: Database,
  teamId: string,
  userId: string,
  profile: SlackProfile,
  now: Temporal.Instant,
): Promise<Asker> {
  const email = profile.email?.toLowerCase()
  const known =
    (await db.member.findUnique({ where: { slackUserId: userId } })) ??
    (email ? await db.member.findUnique({ where: { email } }) : null)
  const said = {
    memberId: known?.id ?? null,
    outsider: profile.outsider,
    checkedAt: new Date(now.epochMilliseconds),
  }
  const row = await db.slackIdentity.upsert({
    where: { teamId_userId: { teamId, userId } },
    create: { teamId, userId, ...said },
    update: said,
    include: { member },
  })
  return askerOf(row)
}

type Row = {
  teamId: string
  userId: string
  outsider: boolean
  member: { id: string; handle: string; name: string; function: string | null } | null
}

function askerOf({ teamId, userId, outsider, member: known }: Row): Asker {
  const team = FUNCTIONS.find((name) => name === known?.function)
  return { teamId, userId, outsider, member: known ? { ...known, function: team } : undefined }
}
