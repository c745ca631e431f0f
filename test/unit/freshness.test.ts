import { describe, expect, test } from 'vitest'
import { answerableFor, mayVerify } from '#src/freshness/answerable.ts'
import { dueFor } from '#src/freshness/due-for.ts'
import { keysOf, noticeFor } from '#src/freshness/notice.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { KnownMember } from '#src/members/member.ts'
import { DEMO, libraryOf, NOW } from '#test/support/library.ts'

const member = (handle: string, more: Partial<KnownMember> = {}): KnownMember => ({
  id: handle,
  handle,
  name: handle,
  roles: [],
  ...more,
})
const people = (...members: KnownMember[]) => new Map(members.map((each) => [each.handle, each]))
const leftAt = NOW

describe('whoever answers for an entry', () => {
  const mina = member('mina', { roles: ['persona-owner', 'admin'] })
  const members = people(member('jonas'), member('ada'), member('lea'), member('sam'), mina)
  const entry = { owner: 'jonas', verifier: 'ada', deputies: ['lea'] }
  const handles = (of: typeof entry | { owner?: string; deputies: string[] }, among = members) => {
    const { owner, verifier } = answerableFor({ verifier: undefined, owner: undefined, ...of }, among)
    return [owner?.handle, verifier?.handle]
  }
  const without = (...gone: string[]) =>
    people(...[...members.values()].map((each) => (gone.includes(each.handle) ? { ...each, leftAt } : each)))

  test('is its owner and its verifier; where none is named, the owner verifies', () => {
    expect(handles(entry)).toEqual(['jonas', 'ada'])
    expect(handles({ owner: 'jonas', deputies: [] })).toEqual(['jonas', 'jonas'])
  })

  test('is the persona owner where the owner has left, and a deputy where the verifier has', () => {
    expect(handles(entry, without('jonas'))).toEqual(['mina', 'ada'])
    expect(handles(entry, without('ada'))).toEqual(['jonas', 'lea'])
    expect(handles(entry, without('jonas', 'ada', 'lea'))).toEqual(['mina', 'mina'])
    const admins = people(member('jonas', { leftAt }), member('root', { roles: ['admin'] }))
    expect(handles(entry, admins)).toEqual(['root', 'root'])
    expect(handles(entry, people(member('jonas', { leftAt }), member('lea')))).toEqual(['lea', 'lea'])
    expect(handles(entry, people(member('jonas', { leftAt })))).toEqual([undefined, undefined])
  })

  test('confirms it, and so do deputies and admins; nobody else, and nobody who has left', () => {
    const may = (handle: string, among = members) => mayVerify(among.get(handle), entry, among)
    expect(['ada', 'lea', 'mina'].map((handle) => may(handle))).toEqual([true, true, true])
    expect(['jonas', 'sam'].map((handle) => may(handle))).toEqual([false, false])
    expect(may('ada', without('ada'))).toBe(false)
    expect(may('nobody')).toBe(false)
  })
})

describe('a notice', () => {
  const when = (day: string) => ({ now: Temporal.Instant.from(`${day}T09:00:00Z`), zone: 'UTC' })

  /** The demo company with three objections: verified on 1 June, on 20 June, and never. */
  async function company(): Promise<Library> {
    const library = await libraryOf(DEMO)
    const [first, second, third] = [...library.entries.values()].filter(({ kind }) => kind === 'objection')
    if (!first || !second || !third) throw new Error('The demo company has too few objections.')
    const at = (day: string) => Temporal.Instant.from(`${day}T00:00:00Z`)
    const mine = { owner: 'jonas', verifier: undefined, deputies: [], verifyEvery: 'P180D' }
    const entries = [
      { ...first, ...mine, title: 'A', verifiedAt: at('2026-06-01') },
      { ...second, ...mine, title: 'B', verifiedAt: at('2026-06-20') },
      { ...third, ...mine, title: 'C', verifiedAt: undefined },
    ]
    return { ...library, entries: new Map(entries.map((entry) => [`${entry.kind}/${entry.slug}`, entry])) }
  }
  const titles = (some: { title: string }[]) => some.map(({ title }) => title)

  test('tells each verification once when it comes due and once when it has gone stale', async () => {
    const library = await company()
    const told = new Set<string>()
    const tell = (day: string) => {
      const { stale, due, overdue } = noticeFor(library, 'jonas', when(day), told)
      for (const key of keysOf({ stale, due, overdue })) told.add(key)
      return [titles(due), titles(stale), titles(overdue)]
    }
    expect(tell('2026-11-13')).toEqual([['C'], [], []])
    expect(tell('2026-11-14')).toEqual([['A'], [], []])
    expect(tell('2026-11-27')).toEqual([[], [], []])
    expect(tell('2026-11-28')).toEqual([[], ['A'], []])
    expect(tell('2026-12-16')).toEqual([['B'], [], []])
    expect(tell('2026-12-17')).toEqual([[], ['B'], []])
  })

  test('comes again with the next verification', async () => {
    const library = await company()
    const told = new Set(keysOf(noticeFor(library, 'jonas', when('2026-11-28'), new Set())))
    expect(noticeFor(library, 'jonas', when('2026-11-28'), told).stale).toEqual([])
    const later = Temporal.Instant.from('2026-11-28T10:00:00Z')
    const verified = new Map(
      [...library.entries].map(([key, entry]) => [key, { ...entry, verifiedAt: later }] as const),
    )
    const { stale } = noticeFor({ ...library, entries: verified }, 'jonas', when('2027-05-27'), told)
    expect(titles(stale)).toEqual(['A', 'B', 'C'])
  })

  test('goes to the owner as well once their verifier has left it stale for two weeks', async () => {
    const library = await company()
    const entries = new Map(
      [...library.entries].map(([key, entry]) => [key, { ...entry, verifier: 'ada' }] as const),
    )
    const overdue = (who: string, day: string) =>
      titles(noticeFor({ ...library, entries }, who, when(day), new Set()).overdue)
    expect(overdue('jonas', '2026-12-11')).toEqual([])
    expect(overdue('jonas', '2026-12-12')).toEqual(['A'])
    expect(overdue('ada', '2026-12-12')).toEqual([])
    expect(dueFor({ ...library, entries }, 'jonas', when('2026-12-12'))).toEqual([])
  })
})
