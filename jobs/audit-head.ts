import { z } from 'zod'
import { auditHead as view } from '#bot/views/audit-head.ts'
import { auditHead as readHead } from '#src/audit/store.ts'
import { standInsFor } from '#src/freshness/answerable.ts'
import { isThere, type Role } from '#src/members/member.ts'
import { job } from './job.ts'

const NAME = 'audit-head'

const head = z.object({ rows: z.number(), hash: z.string() })

/**
 * Once a month the sponsors, or where there are none the admins, get the head of the audit trail: Slack keeps it where
 * nobody who can change the database can change it too.
 */
export const auditHead = job({
  name: NAME,
  title: 'Head of the audit trail',
  does: 'how many records the audit trail has, and by which line anybody can tell later that none was cut off',
  schedule: { every: 'month', about: 'this', on: { businessDay: 1 }, at: '09:30' },
  async scopes({ readLibrary }) {
    const { members } = await readLibrary()
    const withRole = (role: Role) =>
      [...members.values()].filter((each) => isThere(each) && each.roles.includes(role))
    const sponsors = withRole('sponsor')
    return (sponsors.length > 0 ? sponsors : withRole('admin')).map(({ handle }) => ({
      id: handle,
      reader: { member: handle, standIns: standInsFor(handle, [], members) },
    }))
  },
  facts: head,
  async compute(_asked, { db }) {
    const facts = await readHead(db)
    if (facts.rows === 0) return { found: 'nothing', because: 'the audit trail is empty' }
    return { found: 'facts', facts }
  },
  report: (facts, telling) => [{ message: view(facts, telling) }],
})
