import { expect, test } from 'vitest'
import { readStanding } from '#src/experiments/read-standing.ts'
import { enterResults } from '#src/experiments/store.ts'
import { importFolder } from '#src/knowledge/import-folder.ts'
import { findEntry, followLibrary } from '#src/knowledge/library.ts'
import { smallCompany } from '#test/support/company.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { type Files, folderOf } from '#test/support/folder.ts'

const ZONE = 'Europe/Berlin'
const NOW = Temporal.Instant.from('2026-10-01T09:00:00Z')
const LATER = Temporal.Instant.from('2026-11-05T09:00:00Z')

const speed = (change: object = {}) => ({
  title: 'Speed before price',
  owner: 'mina',
  expects: [
    { id: 'e1', persona: 'owner-ollie', stronger: 'speed', than: 'price', text: 'Ollie wants it fast' },
  ],
  variants: [
    { id: 'speed', title: 'Within the hour' },
    { id: 'price', title: 'Ten per cent off', generic: true },
  ],
  metric: 'Trials begun',
  measures: 'share',
  baseline: 0.2,
  difference: 0.1,
  planned: 300,
  startsOn: '2026-10-05',
  endsOn: '2026-10-30',
  ...change,
})

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  async function importing(experiment: object) {
    const files: Files = { ...smallCompany(), 'experiments/speed.yaml': experiment }
    return await importFolder(database.db, await folderOf(files), {
      ...{ direct: true, actor: 'mina', zone: ZONE, now: NOW },
    })
  }
  const entering = (cells: { variant: string; numbers: number[] }[], change: object = {}) =>
    enterResults(
      database.db,
      {
        ...{ slug: 'speed', by: 'mina', until: Temporal.PlainDate.from('2026-10-30') },
        cells: cells.map((cell) => ({ persona: 'owner-ollie', ...cell })),
        ...change,
      },
      LATER,
      ZONE,
    )
  const BOTH = [
    { variant: 'speed', numbers: [310, 96] },
    { variant: 'price', numbers: [305, 61] },
  ]
  async function standing() {
    const readLibrary = await followLibrary(database.db)
    const library = await readLibrary()
    const experiment = findEntry(library, 'experiment', 'speed')
    if (!experiment) throw new Error('It was imported.')
    const ctx = { db: database.db, zone: ZONE, now: () => LATER }
    return await readStanding(experiment, ctx)
  }

  test('results of what nobody has written down are refused', async () => {
    await expect(entering(BOTH)).rejects.toThrow(
      'There is no experiment speed in force: what is expected is recorded first.',
    )
    expect(await database.db.experimentResult.count()).toBe(0)
  })

  test('numbers that do not fit are refused with the line, and none is kept', async () => {
    await importing(speed())
    const refused = (cells: typeof BOTH, change = {}) => expect(entering(cells, change)).rejects
    await refused([...BOTH, { variant: 'joke', numbers: [1, 1] }]).toThrow(
      'owner-ollie, joke: joke is no variant: expected one of speed, price.',
    )
    await refused([{ variant: 'speed', numbers: [30, 31] }]).toThrow('a whole number from 0 to 30')
    await refused(BOTH, { until: Temporal.PlainDate.from('2026-12-01') }).toThrow('still to come')
    await refused(BOTH, { until: Temporal.PlainDate.from('2026-10-01') }).toThrow('begins on 2026-10-05')
    expect(await database.db.experimentResult.count()).toBe(0)
  })

  test('before there are results an expectation may change', async () => {
    await importing(speed({ difference: 0.09 }))
    expect((await standing()).state).toBe('awaits results')
  })

  test('results are kept with the trail, and tell the lift over generic', async () => {
    await entering(BOTH)
    const { results, early, late } = await standing()
    expect(results?.outcomes[0]).toMatchObject({
      verdict: 'as expected',
      lift: { lift: expect.closeTo(0.548, 3) },
    })
    expect({ early, late }).toEqual({ early: undefined, late: false })
    const [kept] = await database.db.auditRecord.findMany({ where: { action: 'results entered' } })
    expect(kept).toMatchObject({ actor: 'mina', subject: 'experiment/speed' })
  })

  test('entered again the newer numbers count, and fewer than planned are said to be early', async () => {
    await entering([{ variant: 'speed', numbers: [210, 66] }], {
      until: Temporal.PlainDate.from('2026-10-20'),
    })
    expect(await database.db.experimentResult.count()).toBe(2)
    const { early } = await standing()
    expect(early).toEqual({ days: 10, fewest: 210 })
  })

  test('once there are results the expectation stays, but its title and what was learned may change', async () => {
    await expect(importing(speed({ difference: 0.02 }))).rejects.toThrow(
      /experiments\/speed\.yaml:\d+ expects: found a change of what is expected .*though there are results/,
    )
    const learned = [{ id: 'l1', text: 'Speed counts', cites: ['interviews'] }]
    await importing(speed({ difference: 0.09, title: 'Speed, not price', learned }))
    expect((await standing()).experiment.body.learned).toHaveLength(1)
    expect((await standing()).late).toBe(false)
  })
})
