import { describe, expect, test } from 'vitest'
import { ACTIONS } from '#bot/actions/index.ts'
import { MODALS } from '#bot/modals/index.ts'
import { SHORTCUTS } from '#bot/shortcuts/index.ts'
import { job } from '#jobs/cli/job.ts'
import { runs } from '#jobs/cli/runs.ts'
import { COMMANDS as CLI } from '#src/cli/index.ts'
import { allows, may, sayRefusal } from '#src/members/authority.ts'
import { type Asks, DEEDS, type Deed } from '#src/members/deeds.ts'
import type { KnownMember, Role } from '#src/members/member.ts'
import { functionsIn, unaskedWrites } from '#test/support/writers.ts'

const person = (handle: string, roles: Role[], more: Partial<KnownMember> = {}): KnownMember => {
  const name = handle[0]?.toUpperCase() + handle.slice(1)
  return { id: handle, handle, name, email: undefined, function: 'sales', roles, ...more }
}
const mina = person('mina', ['persona-owner', 'admin'])
const lou = person('lou', ['board'])
const sam = person('sam', ['rep'])
const gone = person('gone', ['admin'], { leftAt: Temporal.Instant.from('2026-11-01T09:00:00Z') })
const members = new Map([mina, lou, sam, gone].map((each) => [each.handle, each]))

describe('who may do what', () => {
  test('a role gives a right, and another role does not', () => {
    expect(allows(mina, 'run-jobs')).toBe(true)
    expect(allows(lou, 'run-jobs')).toBe(false)
    expect(allows(lou, 'note-number')).toBe(true)
  })

  test('an owner, a deputy or a proposer has the right to what is theirs alone', () => {
    expect(allows(sam, 'settle-flag', { owner: ['sam'] })).toBe(true)
    expect(allows(sam, 'settle-flag', { owner: ['lou'], deputy: ['sam'] })).toBe(true)
    expect(allows(sam, 'settle-flag', { owner: ['lou'] })).toBe(false)
    expect(allows(mina, 'withdraw-proposal', { proposer: ['sam'] })).toBe(false)
  })

  test.each(Object.keys(DEEDS) as Deed[])(
    'whoever has left, or is nobody that we know, may not %s',
    (deed) => {
      const everything = { owner: ['gone'], self: ['gone'], proposer: ['gone'], seat: ['gone'] }
      const open = (DEEDS[deed].may as readonly string[]).includes('anybody')
      expect(allows(gone, deed, everything)).toBe(open)
      expect(allows(undefined, deed, everything)).toBe(open)
    },
  )

  test('the operator may do what an admin may, and casts no vote', () => {
    expect(allows('operator', 'manage-people')).toBe(true)
    expect(allows('operator', 'vote', { seat: ['operator'] })).toBe(false)
    expect(allows(mina, 'migrate')).toBe(false)
  })

  test('a refusal says in one sentence who may instead, by name, and names nobody who has left', () => {
    const said = (deed: Deed, related = {}) => {
      const right = may(sam, deed, { related, members })
      return right.may ? 'yes' : sayRefusal(right)
    }
    expect(said('manage-people')).toBe('Only an admin may change who does what: ask Mina.')
    expect(said('settle-flag', { owner: ['lou'] })).toBe(
      'Only its owner, whoever owns the personas or an admin may settle this: ask Lou or Mina.',
    )
    expect(said('propose')).toBe('yes')
    expect(said('withdraw-proposal', { proposer: ['lou'] })).toBe(
      'Only whoever proposed it may take this proposal back: ask Lou.',
    )
  })
})

/** What is noted of whoever asks, is answered or refused, and what the planner knows: no change that anybody else relies on. */
const NOTING =
  /^src\/(board\/refusal|questions\/store\.ts#noteQuestion|answers\/|requests\/|posts\/|members\/identity|runs\/requests|db\/planner-statistics)/
const functions = functionsIn([
  'src',
  'bot/actions',
  'bot/modals',
  'bot/shortcuts',
  'bot/commands',
  'jobs/cli',
])

/** Everything by which somebody changes something, with the part of a file that defines it. */
const WAYS = [
  ...defined('bot/actions', ACTIONS),
  ...defined('bot/modals', MODALS),
  ...defined('bot/shortcuts', SHORTCUTS),
  ...defined('(src|jobs)/cli', [...CLI, job, runs]),
]

function defined(folder: string, list: { name: string; asks: Asks }[]) {
  const parts = [...functions].filter(([key]) => new RegExp(`^${folder}/`).test(key))
  return list.map(({ name, asks }) => {
    const part = parts.find(([, { text }]) => text.includes(`'${name}',`) || text.includes(`('${name}'`))
    return { name, asks, key: part?.[0] ?? '' }
  })
}

const isOpen = (asks: Asks): boolean =>
  asks !== 'nothing' && (DEEDS[asks].may as readonly string[]).includes('anybody')

describe('every way to change something asks who may', () => {
  test('each is found where it is defined', () => {
    expect(WAYS.filter(({ key }) => key === '')).toEqual([])
  })

  test.each(WAYS.filter(({ asks }) => !isOpen(asks)))(
    '$name asks for $asks before anything is written',
    ({ key }) => {
      expect(unaskedWrites(key, functions, NOTING)).toEqual([])
    },
  )
})
