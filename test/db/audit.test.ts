import { describe, expect, test } from 'vitest'
import { appendAudit, verifyAudit } from '#src/audit/store.ts'
import { persona } from '#test/support/company.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { importFiles } from '#test/support/knowledge.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  describe('the audit trail', () => {
    test('is whole while it is empty', async () => {
      expect(await verifyAudit(database.db)).toEqual({ rows: 0, head: '' })
    })

    test('says of each import who made it and what it changed', async () => {
      for (const text of ['One', 'Two', 'Three'])
        await importFiles(database.db, { 'personas/ada.yaml': persona('Ada', text) })
      expect(await database.db.auditRecord.findMany({ orderBy: { sequence: 'asc' } })).toMatchObject([
        {
          sequence: 1n,
          actor: 'operator',
          action: 'import',
          subject: 'knowledge',
          payload: { created: ['persona/ada'] },
        },
        { sequence: 2n, payload: { created: [], changed: ['persona/ada'] } },
        { sequence: 3n, payload: { changed: ['persona/ada'] } },
      ])
      expect(await verifyAudit(database.db)).toEqual({
        rows: 3,
        head: expect.stringMatching(/^[0-9a-f]{64}$/),
      })
    })

    test('refuses to be changed, shortened or emptied', async () => {
      const { db } = database
      await expect(db.auditRecord.updateMany({ data: { actor: 'nobody' } })).rejects.toThrow('never changed')
      await expect(db.auditRecord.deleteMany({ where: { sequence: 3n } })).rejects.toThrow(
        'never changed or deleted',
      )
      await expect(db.$executeRaw`TRUNCATE audit`).rejects.toThrow('never changed or deleted')
    })

    test('stays whole when the details of a record are erased', async () => {
      await database.db.$executeRaw`UPDATE audit SET payload = NULL WHERE sequence = 2`
      expect(await verifyAudit(database.db)).toMatchObject({ rows: 3 })
    })

    test('keeps details of any shape, and finds them as they were', async () => {
      const payload = { ж: 1e21, z: -0, nested: [{ b: 1.5, a: null, none: undefined }], '': '\u2028"\\' }
      const event = {
        actor: 'mina',
        action: 'test',
        subject: 'audit',
        payload,
        at: new Date('2026-11-20T09:00:00.123Z'),
      }
      await database.db.$transaction((tx) => appendAudit(tx, event))
      expect(await verifyAudit(database.db)).toMatchObject({ rows: 4 })
    })

    test.each([
      [
        'a changed name',
        `UPDATE audit SET actor = 'nobody' WHERE sequence = 2`,
        `UPDATE audit SET actor = 'operator' WHERE sequence = 2`,
        2n,
      ],
      [
        'a changed time',
        `UPDATE audit SET at = at + interval '1 ms' WHERE sequence = 3`,
        `UPDATE audit SET at = at - interval '1 ms' WHERE sequence = 3`,
        3n,
      ],
      [
        'changed details',
        `UPDATE audit SET payload = '{"created": []}' WHERE sequence = 1`,
        `UPDATE audit SET payload = NULL WHERE sequence = 1`,
        1n,
      ],
      ['a missing record', 'DELETE FROM audit WHERE sequence = 2', undefined, 2n],
    ])('%s behind the back of its guards shows', async (_, tamper, mend, brokenAt) => {
      await unguarded(tamper)
      expect(await verifyAudit(database.db)).toEqual({ brokenAt })
      if (mend === undefined) return
      await unguarded(mend)
      expect(await verifyAudit(database.db)).toMatchObject({ rows: 4 })
    })

    async function unguarded(sql: string) {
      await database.db.$transaction([
        database.db.$executeRaw`ALTER TABLE audit DISABLE TRIGGER USER`,
        database.db.$executeRawUnsafe(sql),
        database.db.$executeRaw`ALTER TABLE audit ENABLE TRIGGER USER`,
      ])
    }
  })
})
