import { z } from 'zod'
import type { Database } from '#src/db/connect.ts'
import { ROLES, type Role } from './member.ts'

const duty = z.object({ function: z.string().nullish(), roles: z.array(z.enum(ROLES)) })
const changed = z.object({ before: duty.nullable(), after: duty, name: z.string(), why: z.string() })
const away = z.object({ from: z.string(), until: z.string().optional(), deputyId: z.string().optional() })

type Duty = { function?: string | null | undefined; roles: Role[] }

/** What happened to the duties of somebody, by whom and when, as the audit trail has it. */
export type PeopleEvent = {
  handle: string
  name: string | undefined
  by: string
  at: Temporal.Instant
  what:
    | { type: 'duty'; before: Duty | null; after: Duty; why: string }
    | { type: 'away'; from: string; until: string; deputy: string | undefined }
    | { type: 'back' | 'left' | 'returned' }
}

const ACTIONS = [
  'person added',
  'person changed',
  'leave entered',
  'leave ended',
  'member left',
  'member came back',
]

/** The newest first. What was erased is left out. */
export async function peopleEvents(db: Database, most: number): Promise<PeopleEvent[]> {
  const rows = await db.auditRecord.findMany({
    where: { action: { in: ACTIONS } },
    orderBy: { sequence: 'desc' },
    take: most,
  })
  const members = await db.member.findMany({ select: { id: true, handle: true, name: true } })
  return rows.flatMap(({ subject, actor, at, action, payload }) => {
    const key = subject.replace(/^member\//, '')
    const who = members.find(({ id, handle }) => id === key || handle === key)
    const what = whatOf(action, payload, members)
    const when = Temporal.Instant.fromEpochMilliseconds(at.getTime())
    return what ? [{ handle: who?.handle ?? key, name: who?.name, by: actor, at: when, what }] : []
  })
}

function whatOf(
  action: string,
  payload: unknown,
  members: { id: string; handle: string }[],
): PeopleEvent['what'] | undefined {
  switch (action) {
    case 'person added':
    case 'person changed': {
      const read = changed.safeParse(payload).data
      return read && { type: 'duty', before: read.before, after: read.after, why: read.why }
    }
    case 'leave entered': {
      const { from, until, deputyId } = away.safeParse(payload).data ?? {}
      if (from === undefined || until === undefined) return undefined
      return { type: 'away', from, until, deputy: members.find(({ id }) => id === deputyId)?.handle }
    }
    case 'leave ended':
      return { type: 'back' }
    case 'member left':
      return { type: 'left' }
    default:
      return { type: 'returned' }
  }
}
