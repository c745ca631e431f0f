import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { announce } from '#jobs/announce.ts'
import { sourceSync } from '#jobs/source-sync.ts'
import { type Clockwork, startClockwork } from '#test/support/clockwork.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'
import { importFiles } from '#test/support/knowledge.ts'

const SOURCE = `title: Spend of agencies
owner: ines
connection: agencies
table: spend
files: spend.csv
select: SELECT * FROM input
schedule: {every: week, on: 3, at: "06:00"}
`

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let clockwork: Clockwork
  let folder: string
  const spendOf = (campaign: string) => database.db.spend.count({ where: { campaign } })
  const told = (to: string) => clockwork.client.as(to).messages('@dramatis')
  const put = (...rows: string[]) =>
    writeFile(join(folder, 'spend.csv'), ['campaign,month,amount', ...rows, ''].join('\n'))

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dramatis-sync-'))
    clockwork = await startClockwork(database.db, [sourceSync])
    clockwork.means.ctx.connections = new Map([['agencies', folder]])
  })
  afterAll(async () => {
    await clockwork.sandbox.close()
    await rm(folder, { recursive: true })
  })

  test('a source is read on its day and at its time, and nobody hears of one whose rows all fit', async () => {
    await importFiles(database.db, { 'sources/agencies.yaml': SOURCE })
    await put('a,2026-09,5')
    await clockwork.wake()
    clockwork.setTime('2026-10-21T05:59')
    await clockwork.wake()
    expect(await spendOf('a')).toBe(0)
    clockwork.setTime('2026-10-21T06:01')
    await clockwork.wake()
    expect(await spendOf('a')).toBe(1)
    expect(await database.db.sourceRun.findMany()).toMatchObject([{ by: 'clock', state: 'done', added: 1 }])
    expect(await told('ines')).toEqual([])
  })

  test('its owner hears once which rows do not fit', async () => {
    await put('a,2026-09,5', 'b,2026-09,-1')
    for (const day of ['2026-10-28', '2026-11-04']) {
      clockwork.setTime(`${day}T06:01`)
      await clockwork.wake()
    }
    expect((await told('ines')).map(({ plain }) => plain)).toEqual([
      expect.stringMatching(/Spend of agencies: 1 of 2 rows don.t fit[\s\S]*amount is negative/),
    ])
  })

  test('that it cannot be read reaches the operator with what mends it, and the next run goes on', async () => {
    await rm(join(folder, 'spend.csv'))
    clockwork.setTime('2026-11-11T06:01')
    await clockwork.wake()
    await announce(clockwork.means)
    const admin = await database.db.member.findFirstOrThrow({ where: { roles: { has: 'admin' } } })
    expect((await told(admin.handle)).at(-1)?.plain).toMatch(
      /The source agencies could not be read[\s\S]*No file in the folder of SOURCE_AGENCIES is called spend.csv[\s\S]*sources check/,
    )
    await put('c,2026-09,5')
    clockwork.setTime('2026-11-18T06:01')
    await clockwork.wake()
    expect(await spendOf('c')).toBe(1)
  })
})
