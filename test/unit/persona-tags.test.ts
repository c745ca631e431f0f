import { expect, test } from 'vitest'
import { readPersonaTags } from '#src/accounts/persona-tags.ts'
import { smallCompany } from '#test/support/company.ts'
import { type Files, folderOf } from '#test/support/folder.ts'
import { libraryOf } from '#test/support/library.ts'

async function tagsWith(files: Files = {}) {
  return readPersonaTags(await libraryOf(await folderOf({ ...smallCompany(), ...files })))
}

const term = (persona: string, ...synonyms: string[]) => ({ title: synonyms[0], persona, synonyms })
const ada = { title: 'Ada', kind: 'primary' }

test.each(['owner-ollie', ' Owner Ollie ', 'smb', 'ticket type 3', 'Power User'])(
  'a source may call a persona %s',
  async (called) => {
    const tags = await tagsWith({
      'vocabulary/a.yaml': {
        title: 'Persona A1',
        persona: 'owner-ollie',
        synonyms: ['power user'],
        terms: [{ function: 'support', term: 'ticket type 3' }],
      },
    })
    expect(tags(called)).toEqual({ slug: 'owner-ollie' })
  },
)

test('a term that names two personas names none, and says which', async () => {
  const tags = await tagsWith({
    'personas/ada.yaml': ada,
    'vocabulary/a.yaml': term('owner-ollie', 'power user'),
    'vocabulary/b.yaml': term('ada', 'Power users', 'power user'),
  })
  expect(tags('power user')).toEqual({
    reason: 'persona "power user" is what several are called: owner-ollie, ada',
  })
})

test('what a persona calls itself counts before what the vocabulary says', async () => {
  const tags = await tagsWith({
    'personas/ada.yaml': ada,
    'vocabulary/a.yaml': term('owner-ollie', 'Ada', 'smb'),
  })
  expect(tags('ada')).toEqual({ slug: 'ada' })
})

test('terms that are drafts or retired, and those that name no persona, name none', async () => {
  const tags = await tagsWith({
    'vocabulary/a.yaml': { ...term('owner-ollie', 'power user'), status: 'draft' },
    'vocabulary/b.yaml': { ...term('owner-ollie', 'quick win'), status: 'retired' },
  })
  for (const called of ['power user', 'quick win', 'Price'])
    expect(tags(called)).toMatchObject({ reason: expect.stringContaining('is not known') })
})
