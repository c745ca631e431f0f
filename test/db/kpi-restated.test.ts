import { expect, test } from 'vitest'
import { plainText } from '#bot/slack/plain-text.ts'
import { kpiValues } from '#bot/views/kpi-values.ts'
import { importFolder } from '#src/knowledge/import-folder.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { recordEscalations } from '#src/kpis/escalation.ts'
import { kpisIn } from '#src/kpis/find-kpi.ts'
import { reportKpi } from '#src/kpis/kpi-report.ts'
import { review } from '#src/kpis/review.ts'
import { changedValues } from '#src/tags/published.ts'
import { writeMonth } from '#test/support/account-months.ts'
import { persona, smallCompany } from '#test/support/company.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { folderOf } from '#test/support/folder.ts'
import { NOW, useImports } from './accounts-import.ts'

const OCTOBER = Temporal.PlainDate.from('2026-10-01')
const sql = `SELECT persona, count(*) FILTER (WHERE mrr_start > 0 AND mrr_end > 0) AS numerator,
  count(*) FILTER (WHERE mrr_start > 0) AS denominator, count(*) FILTER (WHERE mrr_start > 0) AS n
  FROM account_months WHERE month = :from GROUP BY persona`
const RETENTION = {
  ...{ title: 'Retention', owner: 'mina', question: 'How many stay?', perspective: 'financial', sql },
  ...{ indicator: 'lagging', unit: 'share', better: 'higher', frequency: 'monthly', counts: 'customers' },
  ...{ numerator: 'who stay', denominator: 'who paid' },
  reasons: [{ id: 'r1', text: 'They say so', cites: ['interviews'] }],
}

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  const { importFile } = useImports(database)

  const report = async (day = OCTOBER) => {
    const library = await followLibrary(database.db)()
    const [kpi] = kpisIn(library)
    if (!kpi) throw new Error('The company has lost its KPI.')
    return { library, told: await reportKpi({ db: database.db, library, zone: 'Europe/Berlin' }, kpi, day) }
  }
  const bring = async (files: object) =>
    await importFolder(
      database.db,
      await folderOf({
        ...smallCompany(),
        'personas/finn.yaml': persona('Finn'),
        'kpis/retention.yaml': RETENTION,
        ...files,
      }),
      {
        ...{ direct: true, now: Temporal.Instant.from(NOW), zone: 'Europe/Berlin', actor: 'operator' },
      },
    )

  const publish = async () => {
    await bring({})
    const { db } = database
    await writeMonth(db, '2026-10-01', { finn: { n: 40, kept: 38 }, 'owner-ollie': { n: 40, kept: 40 } })
    await db.jobPeriod.create({
      data: {
        ...{
          job: 'kpi-review',
          period: '2026-10',
          zone: 'Europe/Berlin',
          missed: [],
          mode: { as: 'scheduled' },
        },
        startsOn: new Date('2026-10-01'),
        scheduledAt: new Date('2026-11-04T08:00:00Z'),
        claimedAt: new Date('2026-11-04T08:00:00Z'),
      },
    })
    const ratio = (numerator: number) => ({ value: numerator / 40, numerator, denominator: 40 })
    const of = (name: string, kept: number) => ({
      persona: name,
      n: 40,
      now: { retention: ratio(kept), churn: ratio(40 - kept) },
    })
    await db.jobRun.create({
      data: {
        ...{ job: 'kpi-review', period: '2026-10', scope: 'board', state: 'posted' },
        facts: {
          ...{ month: '2026-10-01', personas: [of('finn', 38), of('owner-ollie', 40)] },
          ...{ untagged: { n: 0, of: 80 }, reconstructed: false, missing: 0 },
        },
        finishedAt: new Date('2026-11-04T08:01:00Z'),
      },
    })
  }

  const LATE =
    'account_id,month,mrr_start,mrr_churned,mrr_end\nfinn-1,2026-10-01,100,100,0\nfinn-40,2026-11-01,0,0,0\n'

  test('rows that come late restate the month that they touch, with the reason, and twice is as once', async () => {
    await publish()
    expect((await report()).told.of).toMatchObject([
      { persona: 'finn', now: { value: 0.95 } },
      { persona: 'owner-ollie' },
    ])
    expect((await report()).told.of[0]).not.toHaveProperty('restated')
    const imported = await importFile('billing.csv', LATE)
    expect(imported).toMatchObject({ changed: 1, added: 1, months: { '2026-10-01': 1, '2026-11-01': 1 } })
    const changed = await changedValues(database.db)
    expect(changed).toMatchObject([
      {
        ...{ month: '2026-10-01', persona: 'finn', kpi: 'retention', was: 0.95, is: 37 / 40, corrected: 0 },
        late: [{ rows: 1, on: '2026-11-22', from: 'billing.csv' }],
      },
    ])
    const { library, told } = await report()
    expect(plainText(kpiValues(told, { library, currency: 'EUR' }))).toContain(
      '; restated, published as 95.0 %: 1 account-month came later, the last on 22 Nov 2026 from billing.csv',
    )
    expect(await importFile('billing.csv', LATE)).toMatchObject({ changed: 0, added: 0 })
    expect(await changedValues(database.db)).toEqual(changed)
    const [kept] = await database.db.jobRun.findMany()
    expect(kept?.facts).toMatchObject({ personas: [{ now: { retention: { value: 0.95 } } }, {}] })
  })

  test('a number that is outside its range for the third month is on record once, with its range and its gaps', async () => {
    const range = {
      low: 0.94,
      high: 0.99,
      from: '2025-08-01',
      to: '2026-07-01',
      months: 12,
      method: 'lowest to highest',
    }
    const breached = { state: 'breached' as const, range, run: 3, since: '2026-07-01', gaps: ['2026-08-01'] }
    const facts = review.parse({
      ...{ month: '2026-10-01', untagged: { n: 0, of: 40 }, reconstructed: false, missing: 0 },
      personas: [
        { persona: 'finn', n: 40, standings: { retention: breached, expansion: { ...breached, run: 2 } } },
      ],
    })
    for (let again = 0; again < 2; again += 1)
      await recordEscalations(database.db, facts, Temporal.Instant.from(NOW))
    const records = await database.db.auditRecord.findMany({ where: { action: 'number escalated' } })
    expect(records).toMatchObject([
      {
        subject: 'retention/finn/2026-10',
        payload: { run: 3, n: 40, gaps: ['2026-08-01'], range: { low: 0.94 } },
      },
    ])
  })

  test('whom the board left out of scorecards is left out, from the day on which it holds', async () => {
    const out = {
      ...{
        title: 'Finn is out',
        owner: 'mina',
        decided: 'exclude',
        choice: 'insufficient-data',
        personas: ['finn'],
      },
      ...{ rationale: [{ id: 'r1', text: 'Too few' }], from: '2026-10-15' },
    }
    await bring({ 'decisions/finn-out.yaml': out })
    const { library, told } = await report()
    expect(told.of.map((each) => each.persona)).toEqual(['owner-ollie'])
    expect(plainText(kpiValues(told, { library, currency: 'EUR' }))).toContain('Left out by decision: Finn')
    expect((await report(OCTOBER.subtract({ months: 1 }))).told.excluded).toEqual([])
  })

  test('customers count as tagged at the close, and as tagged now once the board says so', async () => {
    await database.db
      .$executeRaw`UPDATE accounts SET persona = 'owner-ollie' WHERE account_id IN ('finn-2', 'finn-3')`
    expect((await report()).told.of).toMatchObject([{ persona: 'owner-ollie', n: 40 }])
    const live = {
      ...{
        title: 'As tagged now',
        owner: 'mina',
        decided: 'classification',
        choice: 'live',
        from: '2026-10-20',
      },
      rationale: [{ id: 'r1', text: 'The tags were poor' }],
    }
    await bring({ 'decisions/live.yaml': live })
    const { library, told } = await report()
    expect(told).toMatchObject({ live: true, of: [{ persona: 'owner-ollie', n: 42 }] })
    expect(plainText(kpiValues(told, { library, currency: 'EUR' }))).toContain(
      'Persona as tagged today, as the board decided.',
    )
    expect((await report(OCTOBER.subtract({ months: 1 }))).told.live).toBe(false)
  })
})
