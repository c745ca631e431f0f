import { expect, test } from 'vitest'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

const now = new Date('2026-11-22T09:00:00Z')

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  async function addVersion(slug: string) {
    const { db } = database
    const author = await db.member.create({ data: { handle: `${slug}-author`, name: 'Ada' } })
    const people = { ownerId: author.id, verifierId: author.id }
    const facts = { kind: 'persona', slug, title: slug, status: 'active', body: {}, version: 1, digest: 'd' }
    const entry = await db.entry.create({ data: { ...facts, ...people, sequence: 1n, updatedAt: now } })
    const version = { version: 1, content: { title: slug }, digest: 'd', reason: 'import', sequence: 1n }
    await db.entryVersion.create({
      data: { ...version, entryId: entry.id, authorId: author.id, createdAt: now },
    })
    return { entryId: entry.id, authorId: author.id }
  }

  test('a version refuses to be changed', async () => {
    const { entryId } = await addVersion('changed')
    const change = database.db.entryVersion.updateMany({ where: { entryId }, data: { reason: 'other' } })
    await expect(change).rejects.toThrow('A version of an entry is never changed or deleted (UPDATE).')
  })

  test('a version refuses another author, and that its author is forgotten along with a change', async () => {
    const { entryId } = await addVersion('author')
    const { authorId: other } = await addVersion('other-author')
    const { db } = database
    const swap = db.entryVersion.updateMany({ where: { entryId }, data: { authorId: other } })
    await expect(swap).rejects.toThrow('never changed')
    const both = db.entryVersion.updateMany({ where: { entryId }, data: { authorId: null, digest: 'e' } })
    await expect(both).rejects.toThrow('never changed')
  })

  test('a version refuses to be deleted, alone or with all others', async () => {
    const { entryId } = await addVersion('deleted')
    const { db } = database
    await expect(db.entryVersion.deleteMany({ where: { entryId } })).rejects.toThrow('(DELETE)')
    await expect(db.$executeRaw`TRUNCATE entry_versions`).rejects.toThrow('(TRUNCATE)')
  })

  test('deleting a member forgets the author of a version and keeps the version', async () => {
    const { entryId, authorId } = await addVersion('forgotten')
    await database.db.member.delete({ where: { id: authorId } })
    const versions = await database.db.entryVersion.findMany({ where: { entryId } })
    expect(versions).toMatchObject([{ version: 1, authorId: null, reason: 'import' }])
  })

  test('the audit trail lets a payload be erased and nothing else be changed', async () => {
    const { db } = database
    const fact = { at: now, actor: 'ada', action: 'vote', subject: 'p', payloadDigest: 'd', hash: 'h' }
    await db.auditRecord.create({ data: { ...fact, sequence: 1n, payload: { text: 'yes' } } })
    const change = db.auditRecord.updateMany({ data: { actor: 'eve' } })
    await expect(change).rejects.toThrow('A record of the audit trail is never changed or deleted (UPDATE).')
    await expect(db.auditRecord.deleteMany()).rejects.toThrow('(DELETE)')
    await expect(db.$executeRaw`TRUNCATE audit`).rejects.toThrow('(TRUNCATE)')
    await db.$executeRaw`UPDATE audit SET payload = NULL`
    expect(await db.auditRecord.findMany()).toEqual([{ ...fact, sequence: 1n, payload: null }])
  })

  test('the change counter and the installation are one row each, from the beginning', async () => {
    const { db } = database
    expect(await db.changeCounter.findMany()).toEqual([{ id: 1, sequence: 0n }])
    expect(await db.installation.findMany()).toMatchObject([{ id: 1, slackTeamId: null, demo: false }])
    await expect(db.changeCounter.create({ data: { id: 2 } })).rejects.toThrow('change_counter_one_row')
    await expect(db.installation.create({ data: { id: 2 } })).rejects.toThrow('installation_one_row')
  })
})
