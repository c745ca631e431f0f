import { describe, expect, test } from 'vitest'
import { appendAudit, auditHead } from '#src/audit/store.ts'
import { verifyAudit } from '#src/audit/verify.ts'
import type { Transaction } from '#src/db/connect.ts'
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

    const tampered: [string, string[], object][] = [
      [
        'a changed name',
        [`UPDATE audit SET actor = 'nobody' WHERE sequence = 2`],
        { brokenAt: 2n, how: 'changed' },
      ],
      [
        'a changed time',
        [`UPDATE audit SET at = at + interval '1 ms' WHERE sequence = 3`],
        { brokenAt: 3n, how: 'changed' },
      ],
      [
        'a changed digest of erased details',
        [`UPDATE audit SET payload_digest = repeat('0', 64) WHERE sequence = 2`],
        { brokenAt: 2n, how: 'changed' },
      ],
      [
        'changed details',
        [`UPDATE audit SET payload = '{"created": []}' WHERE sequence = 1`],
        { brokenAt: 1n, how: 'details' },
      ],
      ['a missing record', ['DELETE FROM audit WHERE sequence = 2'], { brokenAt: 2n, how: 'missing' }],
      ['a missing first record', ['DELETE FROM audit WHERE sequence = 1'], { brokenAt: 1n, how: 'missing' }],
      [
        'a missing record whose gap was closed',
        [
          'DELETE FROM audit WHERE sequence = 2',
          'UPDATE audit SET sequence = sequence - 1 WHERE sequence > 2',
        ],
        { brokenAt: 2n, how: 'changed' },
      ],
      [
        'two records that changed places',
        [
          'UPDATE audit SET sequence = 99 WHERE sequence = 2',
          'UPDATE audit SET sequence = 2 WHERE sequence = 3',
          'UPDATE audit SET sequence = 3 WHERE sequence = 99',
        ],
        { brokenAt: 2n, how: 'changed' },
      ],
      [
        'a record put in between',
        [
          'UPDATE audit SET sequence = 5 WHERE sequence = 4',
          'UPDATE audit SET sequence = 4 WHERE sequence = 3',
          `INSERT INTO audit SELECT 3, at, 'nobody', action, subject, payload, payload_digest, hash FROM audit WHERE sequence = 2`,
        ],
        { brokenAt: 3n, how: 'changed' },
      ],
      [
        'a record put in front',
        [
          `INSERT INTO audit SELECT 0, at, 'nobody', action, subject, payload, payload_digest, hash FROM audit WHERE sequence = 2`,
        ],
        { brokenAt: 1n, how: 'changed' },
      ],
      [
        'a record put behind the last one',
        [
          `INSERT INTO audit SELECT 5, at, 'nobody', action, subject, payload, payload_digest, hash FROM audit WHERE sequence = 4`,
        ],
        { brokenAt: 5n, how: 'changed' },
      ],
    ]

    test.each(tampered)('%s behind the back of its guards shows', async (_, statements, broken) => {
      expect(await verifyAfter(statements)).toEqual(broken)
    })

    test('a tail that was cut off shows against a head that was noted before, and not without', async () => {
      const { rows, hash } = await auditHead(database.db)
      const cut = ['DELETE FROM audit WHERE sequence = 4']
      expect(await verifyAfter(cut)).toMatchObject({ rows: 3 })
      expect(await verifyAfter(cut, { rows, hash })).toMatchObject({ rows: 3, against: 'cut' })
      expect(await verifyAfter(cut, { rows: undefined, hash })).toMatchObject({ against: 'unknown' })
    })

    test('a trail that was written anew from some record on shows against a head that was noted before', async () => {
      const { rows, hash } = await auditHead(database.db)
      const anew = await verifyAfter(['DELETE FROM audit WHERE sequence > 1'], { rows, hash }, async (tx) => {
        for (const actor of ['eve', 'eve', 'eve', 'eve'])
          await appendAudit(tx, { actor, action: 'vote', subject: 'p', payload: {}, at: new Date() })
      })
      expect(anew).toMatchObject({ rows: 5, against: 'rewritten' })
    })

    test('a trail that only grew since holds against an earlier head, with its count or without', async () => {
      const { rows, hash } = await auditHead(database.db)
      const event = { actor: 'mina', action: 'test', subject: 'audit', payload: {}, at: new Date() }
      await database.db.$transaction((tx) => appendAudit(tx, event))
      expect(await verifyAudit(database.db, { rows, hash })).toMatchObject({ rows: 5, against: 'held' })
      expect(await verifyAudit(database.db, { rows: undefined, hash })).toMatchObject({ against: 'held' })
      expect(await verifyAudit(database.db, { rows: 5, hash })).toMatchObject({ against: 'rewritten' })
    })

    /** Tampers as a superuser who switches the guards off, looks, and takes it all back. */
    async function verifyAfter(
      statements: string[],
      anchor?: Parameters<typeof verifyAudit>[1],
      more?: (tx: Transaction) => Promise<void>,
    ) {
      let verified: Awaited<ReturnType<typeof verifyAudit>> | undefined
      const undone = database.db.$transaction(async (tx) => {
        await tx.$executeRaw`ALTER TABLE audit DISABLE TRIGGER USER`
        for (const sql of statements) await tx.$executeRawUnsafe(sql)
        await more?.(tx)
        verified = await verifyAudit(tx, anchor)
        throw new Error('taken back')
      })
      await expect(undone).rejects.toThrow('taken back')
      return verified
    }
  })
})
