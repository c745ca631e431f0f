import { beforeAll, expect, test } from 'vitest'
import { openProposal } from '#src/board/open-proposal.ts'
import { newEntry } from '#src/board/parts.ts'
import { importFolder } from '#src/knowledge/import-folder.ts'
import { KINDS } from '#src/knowledge/kinds.ts'
import { writeMonth } from '#test/support/account-months.ts'
import { type DemoBoard, demoBoard, NOW } from '#test/support/board.ts'
import { smallCompany } from '#test/support/company.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { folderOf } from '#test/support/folder.ts'

const NOISE = 'sum((extract(month FROM month) * 7 + extract(year FROM month) * 3)::int % 11)'
const STAYED = 'count(*) FILTER (WHERE mrr_start > 0 AND mrr_end > 0)'
const select = (numerator: string) =>
  `SELECT persona, ${numerator} AS numerator, count(*) AS denominator, count(*) AS n FROM account_months WHERE month = :from GROUP BY 1`

const body = (numerator: string) => ({
  ...{ question: 'How many look at us?', perspective: 'financial', indicator: 'lagging', unit: 'count' },
  ...{ better: 'higher', frequency: 'monthly', counts: 'customers', numerator: 'looks', denominator: 'all' },
  ...{ sql: select(numerator), reasons: [{ id: 'r1', text: 'They say so', cites: ['interviews'] }] },
})

onEveryEngine((engine) => {
  const small = useDatabase(engine)
  const demo = useDatabase(engine)
  let board: DemoBoard

  const months = async (db: typeof small.db) => {
    const first = Temporal.PlainDate.from('2024-11-01')
    for (let index = 0; index < 24; index += 1)
      await writeMonth(db, first.add({ months: index }).toString(), {
        'carla-operations-lead': { n: 40, kept: 40 - ((index * index + 3 * index) % 7) },
      })
  }
  beforeAll(async () => {
    board = await demoBoard(demo.db)
    await months(demo.db)
    await months(small.db)
  })

  const bring = async (said: object) =>
    await importFolder(
      small.db,
      await folderOf({ ...smallCompany(), 'kpis/looks.yaml': { title: 'Looks', owner: 'mina', ...said } }),
      { direct: true, now: NOW, zone: 'Europe/Berlin', actor: 'operator' },
    )

  test('a new KPI that goes along with nothing is not imported, and its effect, interval and n are said', async () => {
    await expect(bring(body(NOISE))).rejects.toThrow(
      /despite: found no association with retention or satisfaction of any persona: carla-operations-lead with retention -?0\.\d\d \(-0\.\d\d to 0\.\d\d, n = 24\), expected a number that goes along/,
    )
    await expect(
      bring({ ...body(NOISE), despite: 'The sponsor asks for it every month' }),
    ).resolves.toBeDefined()
  })

  test('one that moves with retention comes in', async () => {
    await expect(bring({ ...body(STAYED), title: 'Stayed' })).resolves.toBeDefined()
  })

  test('the same holds for what is proposed, where the board may say why all the same', async () => {
    const propose = async (said: object, name: string) =>
      await openProposal(
        demo.db,
        {
          ...{
            source: `looks/${name}`,
            proposer: { id: board.idOf('sam'), handle: 'sam' },
            rationale: 'New',
          },
          parts: [
            newEntry({
              ...{ kind: 'kpi', slug: name },
              content: {
                ...{ title: name, status: 'active', owner: 'mina', deputies: [], verifyEvery: 'P180D' },
                body: KINDS.kpi.read(said).body,
              },
            }),
          ],
        },
        { channelId: 'C1', zone: 'Europe/Berlin' },
        NOW,
      )
    const cited = (said: object) => ({
      ...said,
      reasons: [{ id: 'r1', text: 'So', cites: ['renewal-cohorts'] }],
    })
    expect(await propose(cited(body(NOISE)), 'looks')).toMatchObject({
      outcome: 'refused',
      faults: [expect.stringMatching(/despite: found no association .* n = 24\)/)],
    })
    expect(await propose(cited({ ...body(NOISE), despite: 'The sponsor asks' }), 'looks')).toMatchObject({
      outcome: 'open',
    })
    expect(await propose(cited(body(STAYED)), 'stayed')).toMatchObject({ outcome: 'open' })
  })
})
