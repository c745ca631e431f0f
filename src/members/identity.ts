import type { Database } from '#src/db/connect.ts'
import { together } from '#src/db/together.ts'
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
export const findAsker = (
  db: Database,
  teamId: string,
  userId: string,
  notBefore: Temporal.Instant,
): Promise<Asker | undefined> => findTogether(db, { teamId, userId, notBefore })

type Wanted = { teamId: string; userId: string; notBefore: Temporal.Instant }

const findTogether = together(async (db, wanted: Wanted[]) => {
  const rows = await db.$queryRaw<FoundRow[]>`
    SELECT team_id AS "teamId", user_id AS "userId", outsider, checked_at AS "checkedAt",
      members.id::text AS id, handle, name, function
    FROM slack_identities LEFT JOIN members ON members.id = member_id
    WHERE user_id = ANY (${[...new Set(wanted.map(({ userId }) => userId))]}::text[])`
  return wanted.map(({ teamId, userId, notBefore }) => {
    const row = rows.find((each) => each.teamId === teamId && each.userId === userId)
    if (!row || row.checkedAt.getTime() < notBefore.epochMilliseconds) return undefined
    const { id, handle, name } = row
    const known = id !== null && handle !== null && name !== null
    return askerOf({ ...row, member: known ? { id, handle, name, function: row.function } : null })
  })
})

type FoundRow = {
  teamId: string
  userId: string
  outsider: boolean
  checkedAt: Date
  id: string | null
  handle: string | null
  name: string | null
  function: string | null
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
  const key = { teamId_userId: { teamId, userId } }
  // Without an include Prisma leaves this to one statement, so that two at once don't both insert.
  await db.slackIdentity.upsert({ where: key, create: { teamId, userId, ...said }, update: said })
  return askerOf(await db.slackIdentity.findUniqueOrThrow({ where: key, include: { member } }))
}

/** The member behind a Slack user: by the id in their file, as they were met before, or by their address. */
export async function memberBehind(
  db: Database,
  { teamId, userId, email }: { teamId: string; userId: string; email: string | undefined },
): Promise<string | undefined> {
  const named = await db.member.findUnique({ where: { slackUserId: userId }, select: { id: true } })
  const met = await db.slackIdentity.findUnique({ where: { teamId_userId: { teamId, userId } } })
  const address = email?.toLowerCase()
  const addressed = address ? await db.member.findUnique({ where: { email: address } }) : null
  return named?.id ?? met?.memberId ?? addressed?.id
}

/** Remembers which Slack user a member is. What Slack says of them is asked when they are first answered. */
export async function rememberUser(
  db: Database,
  teamId: string,
  userId: string,
  memberId: string,
): Promise<void> {
  const identity = { teamId, userId, memberId, checkedAt: new Date(0) }
  await db.slackIdentity.createMany({ data: [identity], skipDuplicates: true })
}

/** No longer believes what Slack said of somebody, so that Slack is asked again. Whom they are linked to stays. */
export async function doubtIdentity(db: Database, teamId: string, userId: string): Promise<void> {
  await db.slackIdentity.updateMany({ where: { teamId, userId }, data: { checkedAt: new Date(0) } })
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
