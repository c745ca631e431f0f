import { expect, test } from 'vitest'
import type { Entry } from '#src/knowledge/entry.ts'
import { knowledgeState } from '#src/knowledge/state.ts'
import { smallCompany } from '#test/support/company.ts'
import { folderOf } from '#test/support/folder.ts'
import { libraryOf } from '#test/support/library.ts'

const today = Temporal.PlainDate.from('2026-11-28')

/** The small company's persona, verified on 1 June for 180 days, with something else about it. */
const ollie = async (other: Partial<Entry> = {}): Promise<Entry> => {
  const { entries } = await libraryOf(await folderOf(smallCompany()))
  const entry = entries.get('persona/owner-ollie')
  if (!entry) throw new Error('The small company has no Ollie.')
  return { ...entry, ...other }
}

test('an entry is verified until the day before its interval ends, and stale from that day on', async () => {
  const entry = await ollie()
  const on = (day: string) => knowledgeState([entry], Temporal.PlainDate.from(day), 'UTC')
  expect(on('2026-11-27')).toMatchObject({ verified: 1, stale: 0 })
  expect(on('2026-11-28')).toMatchObject({ verified: 0, stale: 1 })
})

test('what nobody ever confirmed is neither verified nor stale', async () => {
  expect(knowledgeState([await ollie({ verifiedAt: undefined })], today, 'UTC')).toMatchObject({
    entries: 1,
    verified: 0,
    stale: 0,
    unverified: 1,
  })
})

test('claims without evidence are counted as assumptions', async () => {
  expect(knowledgeState([await ollie()], today, 'UTC')).toMatchObject({ claims: 3, assumptions: 1 })
})

test('drafts and retired entries do not count, hypotheses among the personas are named', async () => {
  const all = [
    await ollie({ status: 'draft' }),
    await ollie({ status: 'retired' }),
    await ollie({ status: 'hypothesis', slug: 'b' }),
    await ollie({ status: 'hypothesis', slug: 'a' }),
  ]
  expect(knowledgeState(all, today, 'UTC')).toMatchObject({ entries: 2, claims: 6, hypotheses: ['a', 'b'] })
})

test('an empty knowledge base counts as nothing', () => {
  expect(knowledgeState([], today, 'UTC')).toEqual({
    entries: 0,
    verified: 0,
    stale: 0,
    unverified: 0,
    claims: 0,
    assumptions: 0,
    hypotheses: [],
  })
})
