import { beforeAll, expect, test } from 'vitest'
import { plainText } from '#bot/slack/plain-text.ts'
import { scorecardOfPersona, scorecardView } from '#bot/views/scorecard.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { isKind } from '#src/knowledge/entry.ts'
import { importFolder } from '#src/knowledge/import-folder.ts'
import { followLibrary, type Library } from '#src/knowledge/library.ts'
import { reportLinks } from '#src/scorecards/link-report.ts'
import { reportScorecard } from '#src/scorecards/scorecard-report.ts'
import { trainingsByMonth } from '#src/scorecards/training-store.ts'
import { type PersonaCount, writeMonth } from '#test/support/account-months.ts'
import { demoBoard, NOW } from '#test/support/board.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'
import { folderOf } from '#test/support/folder.ts'

const ZONE = 'Europe/Berlin'
const CARLA = 'carla-operations-lead'
const FINN = 'finn-finance-lead'
const OLA = 'ola-network-director'
const RAVI = 'ravi-systems-lead'
const GUS = 'gus-november-buyer'
const OCTOBER = Temporal.PlainDate.from('2026-10-01')

const reasons = [{ id: 'r1', text: 'So we keep who stays', cites: ['crm-deals'] }]
const STAY = {
  title: 'Who stays',
  owner: 'lea',
  functions: ['support'],
  reasons,
  weights: [
    { from: '2026-01-01', kpis: [{ kpi: 'retention', weight: 100 }] },
    {
      from: '2026-10-01',
      kpis: [
        { kpi: 'retention', weight: 60 },
        { kpi: 'support-cost', weight: 30 },
        { kpi: 'csat', weight: 10 },
      ],
    },
  ],
}

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let library: Library

  beforeAll(async () => {
    await demoBoard(database.db)
    for (let back = 9; back >= 0; back -= 1) {
      const month = OCTOBER.subtract({ months: back }).toString()
      await writeMonth(database.db, month, {
        [CARLA]: {
          n: 100,
          kept: back === 0 ? 97 : 95 + (back % 3),
          supportEach: back === 0 ? 16 : 11 + (back % 2),
        },
        [RAVI]: { n: 60, kept: 50 },
        [GUS]: { n: 60, kept: 50 },
        ...(back < 4 && { [OLA]: { n: 50, kept: 50, supportEach: 1 } }),
        ...small(back),
      })
    }
  })

  /** Finn has two customers, then one, then none. */
  const small = (back: number): Record<string, PersonaCount> =>
    back > 1 ? { [FINN]: { n: 2, kept: 2 } } : back === 1 ? { [FINN]: { n: 1, kept: 1 } } : {}

  async function bring(files: Record<string, object>) {
    await importFolder(database.db, await folderOf(files), {
      direct: true,
      now: NOW,
      zone: ZONE,
      actor: 'mina',
    })
    library = await followLibrary(database.db)()
  }
  function card(slug = 'who-stays'): Entry<'scorecard'> {
    const found = library.entries.get(`scorecard/${slug}`)
    if (!found || !isKind(found, 'scorecard')) throw new Error(`There is no scorecard ${slug}.`)
    return found
  }
  const report = async (month = OCTOBER, slug?: string) =>
    await reportScorecard(database.db, card(slug), { library, month, zone: ZONE })
  const said = async (month = OCTOBER) =>
    plainText(scorecardView(await report(month), { library, currency: 'EUR' }))

  test('each persona is told on its own, against its own months, by the weights of the month', async () => {
    await bring({ 'scorecards/who-stays.yaml': STAY })
    const { scores } = await report()
    const carla = scores.find(({ persona }) => persona === CARLA)
    // Retention 0.97 of nine months of 0.95 to 0.97; support cost 16 of nine months of 11 and 12, lower is better.
    const deviation = Math.sqrt(6 / 8) * 0.01
    expect(carla?.value).toBeCloseTo(50 + (6 * 0.01) / deviation - 9, 6)
    expect(carla?.known).toBe(90)
    const september = await report(OCTOBER.subtract({ months: 1 }))
    expect(september.weights?.from).toBe('2026-01-01')
    expect(carla?.before).toBe(september.scores.find(({ persona }) => persona === CARLA)?.value)
    expect(await said()).toContain(
      '• Carla: 48 (▼ 2): Support cost −9.0, Retention +6.9; 90 of 100 known, without CSAT',
    )
  })

  test('who came in July has no score yet, and who has one or two customers or none has no number', async () => {
    const text = await said()
    expect(text).toContain('• Ola: no score: history of 3, 6 needed and no data')
    expect(text).toContain('• Finn: no score: no data')
    expect(await said(OCTOBER.subtract({ months: 1 }))).toContain(
      '• Finn: no score: insufficient data, n = 1',
    )
    expect(await said(OCTOBER.subtract({ months: 2 }))).toContain(
      '• Finn: no score: insufficient data, n = 2',
    )
    const finn = plainText(scorecardOfPersona(await report(), FINN, { library, currency: 'EUR' }))
    expect(finn).toContain('no score, 0 of 100 known, it takes 50')
  })

  test('nobody who is not validated yet or is turned away is in it', async () => {
    const { out } = await report()
    expect(out.find(({ persona }) => persona === RAVI)?.because).toBe('hypothesis')
    expect(out.find(({ persona }) => persona === GUS)?.because).toBe('turned away')
    expect(await said()).not.toMatch(/Ravi: |Gus: /)
  })

  test('before any weights counted there is no score, and it says from when on there is one', async () => {
    expect(await said(OCTOBER.subtract({ months: 10 }))).toBe(
      'Who stays begins on 1 Jan 2026; there is none of December 2025.',
    )
  })

  test('a month without data says so, and leaves the months around it as they are', async () => {
    const november = OCTOBER.add({ months: 1 })
    expect(await said(november)).toContain('November 2026: too little is known for a score.')
  })

  test('whoever the board left out is named with its decision, and its weights put personas together', async () => {
    await bring({
      'decisions/finn-out.yaml': {
        title: 'Finn out of the scorecards',
        owner: 'mina',
        rationale: reasons,
        ...{ decided: 'exclude', choice: 'insufficient-data', personas: [FINN], from: '2026-10-01' },
      },
      'decisions/weights.yaml': {
        title: 'Weights',
        owner: 'mina',
        rationale: reasons,
        ...{ decided: 'weights', from: '2026-10-01' },
        weights: [
          { persona: OLA, weight: 50 },
          { persona: CARLA, weight: 50 },
        ],
      },
    })
    const text = await said()
    expect(text).toContain('Finn (decided: Finn out of the scorecards)')
    expect(text).toContain(
      "By the board's weights since 1 Oct 2026 (Ola 50 % and Carla 50 %): 48, without Ola.",
    )
    expect(await said(OCTOBER.subtract({ months: 1 }))).toContain('• Finn: ')
  })

  test('trainings of a function are counted by month, from the month in which anybody finished the first', async () => {
    const members = await database.db.member.findMany({ where: { handle: { in: ['lea', 'noor', 'sam'] } } })
    const ends = { lea: '2026-07-31T22:30Z', noor: '2026-08-15T10:00Z', sam: '2026-06-10T10:00Z' }
    await database.db.training.createMany({
      data: Object.entries(ends).map(([handle, endedAt]) => ({
        memberId: members.find((member) => member.handle === handle)?.id ?? '',
        ...{ tour: 'first-week', state: 'done', endedAt: new Date(endedAt) },
      })),
    })
    const months = [0, 1, 2, 3, 4, 5].map((back) => OCTOBER.subtract({ months: back }))
    const counted = await trainingsByMonth(database.db, 'support', { months, zone: ZONE })
    expect(Object.fromEntries(counted)).toEqual({
      ...{ '2026-10-01': 0, '2026-09-01': 0, '2026-08-01': 2, '2026-07-01': 0, '2026-06-01': 0 },
    })
    const [weights] = card().body.weights
    const [link] = await reportLinks(database.db, card('support'), weights, {
      library,
      month: OCTOBER,
      zone: ZONE,
    })
    expect(link?.of.map(({ persona }) => persona)).not.toContain(RAVI)
  })

  test('customers count as tagged at the close, and as tagged now once the board says so', async () => {
    await database.db.$executeRaw`UPDATE accounts SET persona = ${CARLA} WHERE persona = ${RAVI}`
    const customers = async () => {
      const { scores } = await report()
      const carla = scores.find(({ persona }) => persona === CARLA)
      return carla?.parts.find(({ slug }) => slug === 'retention')?.point?.n
    }
    expect(await customers()).toBe(100)
    const live = { title: 'As tagged now', owner: 'mina', decided: 'classification', choice: 'live' }
    const rationale = [{ id: 'r1', text: 'The tags were poor' }]
    await bring({ 'decisions/live.yaml': { ...live, rationale, from: '2026-10-20' } })
    expect(await customers()).toBe(160)
  })

  test('a persona that is retired later stays in the report of its months', async () => {
    const { out, scores } = await (async () => {
      await database.db.entry.updateMany({ where: { slug: CARLA }, data: { status: 'retired' } })
      const retired = await followLibrary(database.db)()
      return await reportScorecard(database.db, card(), {
        library: retired,
        month: OCTOBER,
        zone: ZONE,
      })
    })()
    expect(out.map(({ persona }) => persona)).not.toContain(CARLA)
    expect(scores.map(({ persona }) => persona)).toContain(CARLA)
  })
})
