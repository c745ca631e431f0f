import { describe, expect, test } from 'vitest'
import { readVersion } from '#src/knowledge/store.ts'
import { changePerson } from '#src/members/change-person.ts'
import { smallCompany } from '#test/support/company.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { countRows, importFiles, NOW } from '#test/support/knowledge.ts'

const OLLIE = { kind: 'persona', slug: 'owner-ollie' }

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  describe('a knowledge base through its first imports', () => {
    test('an import into an empty knowledge base is live without --direct', async () => {
      const imported = await importFiles(database.db, smallCompany(), { direct: false })
      expect(imported).toEqual({
        created: [
          'objection/too-expensive',
          'persona/owner-ollie',
          'playbook/first-call',
          'vocabulary/price',
        ],
        changed: [],
        unchanged: 0,
        evidence: ['interviews'],
        people: ['mina', 'jonas'],
      })
      const ollie = await database.db.entry.findFirst({ where: OLLIE, include: { owner: true } })
      expect(ollie).toMatchObject({ version: 1, status: 'hypothesis', owner: { handle: 'mina' } })
      expect(ollie?.verifiedAt?.toISOString()).toBe('2026-05-31T22:00:00.000Z')
    })

    test('a second import of the same files writes nothing', async () => {
      const before = await countRows(database.db)
      expect(await importFiles(database.db, smallCompany())).toMatchObject({
        created: [],
        changed: [],
        unchanged: 4,
      })
      expect(await importFiles(database.db, smallCompany(), { direct: false })).toMatchObject({
        unchanged: 4,
      })
      expect(await countRows(database.db)).toEqual(before)
    })

    test('without --direct a knowledge base in use stays as it is, and the refusal says what would change', async () => {
      const before = await countRows(database.db)
      const importing = importFiles(database.db, changedCompany(), { direct: false })
      await expect(importing).rejects.toThrow(
        /in use, and the folder would change persona\/owner-ollie\. .*--direct/,
      )
      expect(await countRows(database.db)).toEqual(before)
    })

    test('a file takes back no function and no role that was given to somebody here, and says so', async () => {
      const jonas = () => database.db.member.findUniqueOrThrow({ where: { handle: 'jonas' } })
      const before = await jonas()
      const by = { by: 'operator', why: 'a test', at: NOW }
      await changePerson(database.db, 'jonas', () => ({ function: 'product', roles: ['board'] }), by)
      const renamed = { 'people.yaml': { people: [{ handle: 'jonas', name: 'Jonas the Second' }] } }
      expect(await importFiles(database.db, renamed)).toMatchObject({ people: ['jonas'], kept: ['jonas'] })
      expect(await jonas()).toMatchObject({
        name: 'Jonas the Second',
        function: 'product',
        roles: ['board'],
      })
      expect(await importFiles(database.db, smallCompany())).toMatchObject({ people: ['jonas'] })
      expect(await jonas()).toMatchObject({ name: before.name, function: 'product', roles: ['board'] })
    })

    test('a changed entry makes exactly one version, and the version before stays readable', async () => {
      const before = await countRows(database.db)
      expect(await importFiles(database.db, changedCompany())).toMatchObject({
        changed: ['persona/owner-ollie'],
        evidence: ['calls'],
        people: [],
        unchanged: 3,
      })
      expect(await countRows(database.db)).toEqual({
        ...before,
        versions: before.versions + 1,
        evidence: before.evidence + 1,
        audit: before.audit + 1,
        sequence: before.sequence + 1n,
      })
      const [first, second, third] = await Promise.all(
        [1, 2, 3].map((version) => readVersion(database.db, { ...OLLIE, version })),
      )
      expect(first?.body).toMatchObject({ pains: [{ text: 'Everything waits for him', cites: [] }] })
      expect(second?.body).toMatchObject({ pains: [{ text: 'Nothing waits for him', cites: ['calls'] }] })
      expect(third).toBeUndefined()
    })

    test('what the files no longer hold stays in the knowledge base', async () => {
      const before = await countRows(database.db)
      const { 'people.yaml': people } = smallCompany()
      await importFiles(database.db, { 'people.yaml': people })
      expect(await countRows(database.db)).toEqual(before)
    })

    test('a verification is recorded without a new version, and never taken back to an earlier day', async () => {
      const files = changedCompany()
      const before = await countRows(database.db)
      const verifiedOn = async (day: string) => {
        files['personas/owner-ollie.yaml'].verifiedAt = day
        await importFiles(database.db, files, { direct: false })
        const { verifiedAt, version } = await database.db.entry.findFirstOrThrow({ where: OLLIE })
        return [version, verifiedAt?.toISOString()]
      }
      expect(await verifiedOn('2026-10-01')).toEqual([2, '2026-09-30T22:00:00.000Z'])
      expect(await verifiedOn('2026-02-01')).toEqual([2, '2026-09-30T22:00:00.000Z'])
      expect((await countRows(database.db)).versions).toBe(before.versions)
    })

    test('people may swap their addresses, and roles in another order are no change', async () => {
      const files = smallCompany()
      const [mina, jonas] = files['people.yaml'].people
      if (!mina || !jonas) throw new Error('Two people are listed.')
      Object.assign(mina, { email: 'jonas@example.com', roles: ['rep', 'admin'] })
      Object.assign(jonas, { email: 'MINA@example.com' })
      const { 'people.yaml': people } = files
      expect(await importFiles(database.db, { 'people.yaml': people })).toMatchObject({
        people: ['mina', 'jonas'],
      })
      mina.roles.reverse()
      expect(await importFiles(database.db, { 'people.yaml': people })).toMatchObject({ people: [] })
    })

    test('a version can be neither changed nor deleted', async () => {
      const { db } = database
      await expect(db.entryVersion.updateMany({ data: { reason: 'another' } })).rejects.toThrow(
        'never changed',
      )
      await expect(db.entryVersion.deleteMany()).rejects.toThrow('never changed or deleted')
    })
  })
})

/** One claim of one entry differs, and cites new evidence. */
function changedCompany() {
  const files = smallCompany()
  const pains = [{ id: 'p1', severity: 5, text: 'Nothing waits for him', cites: ['calls'] }]
  return {
    ...files,
    'personas/owner-ollie.yaml': { ...files['personas/owner-ollie.yaml'], pains },
    'evidence/calls.yaml': { method: 'sales calls', title: 'Nine calls', date: '2026-06-30' },
  }
}
