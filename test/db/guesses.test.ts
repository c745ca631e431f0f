import { expect, test } from 'vitest'
import { tagByHand } from '#src/tags/store.ts'
import { METHODS } from '#src/tags/tag.ts'
import { isUnconfirmed, keepGuess, readIdentified } from '#src/validation/guess-store.ts'
import { smallCompany } from '#test/support/company.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { importFiles } from '#test/support/knowledge.ts'

const at = (day: string) => Temporal.Instant.from(`${day}T09:00:00Z`)

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  const guess = (account: string, persona: string | undefined, day: string, by = 'jonas') =>
    keepGuess(database.db, { account, persona, by, function: 'sales' }, at(day), 'UTC')
  const confirm = (id: string, persona: string) =>
    tagByHand(
      database.db,
      { subject: 'account', id, persona, by: 'mina', reason: 'Interviewed' },
      METHODS,
      at('2026-10-20'),
    )

  test('the first day is the first call, another day the second, and a third counts no more', async () => {
    await importFiles(database.db, smallCompany())
    await database.db.account.createMany({
      data: ['a', 'b', 'c'].map((accountId) => ({ accountId, name: `Account ${accountId}` })),
    })
    expect(await guess('a', 'finn', '2026-10-01')).toBe(1)
    expect(await guess('a', 'carla', '2026-10-01')).toBe(1)
    expect(await guess('a', 'carla', '2026-10-05')).toBe(2)
    expect(await guess('a', 'finn', '2026-10-09')).toBeUndefined()
    expect(await database.db.personaGuess.count()).toBe(2)
  })

  test('whose word it was stands nowhere: neither beside it nor in the trail', async () => {
    const rows = await database.db.personaGuess.findMany()
    const trail = await database.db.auditRecord.findMany({ where: { action: 'persona guessed' } })
    expect(rows.map(({ function: of }) => of)).toEqual(['sales', 'sales'])
    const said = JSON.stringify([rows, trail], (_, value) =>
      typeof value === 'bigint' ? Number(value) : value,
    )
    expect(said).not.toMatch(/jonas/i)
  })

  test('nothing counts before somebody has confirmed who they are', async () => {
    await guess('b', undefined, '2026-10-02')
    await guess('c', 'carla', '2026-10-02')
    expect(await readIdentified(database.db)).toEqual({ identified: [], waiting: 3 })
  })

  test('a rule of ours confirms nothing', async () => {
    await database.db.personaTag.create({
      data: {
        ...{ subject: 'account', subjectId: 'c', persona: 'carla', method: 'rule', by: 'small' },
        ...{ confidence: 0.7, reason: 'Small', since: new Date('2026-10-10T00:00:00Z') },
      },
    })
    await database.db.account.update({ where: { accountId: 'c' }, data: { persona: 'carla' } })
    expect((await readIdentified(database.db)).waiting).toBe(3)
    expect(await isUnconfirmed(database.db, 'c')).toMatchObject({ unconfirmed: true })
  })

  test('the newest word counts against what was confirmed after it, by the persona that it was', async () => {
    await confirm('a', 'carla')
    await confirm('b', 'carla')
    expect(await readIdentified(database.db)).toEqual({
      identified: [{ persona: 'carla', n: 2, hits: 1 }],
      waiting: 1,
    })
    expect(await isUnconfirmed(database.db, 'a')).toMatchObject({ unconfirmed: false })
  })

  test('a word after it was known is none', async () => {
    await guess('a', 'finn', '2026-11-02', 'mina')
    expect(await readIdentified(database.db)).toMatchObject({ identified: [{ n: 2, hits: 1 }], waiting: 1 })
  })
})
