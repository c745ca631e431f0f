import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { plainText } from '#bot/slack/plain-text.ts'
import { kpiValues } from '#bot/views/kpi-values.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { isKind } from '#src/knowledge/entry.ts'
import { followLibrary, type Library } from '#src/knowledge/library.ts'
import { kpisIn } from '#src/kpis/find-kpi.ts'
import { periodWith } from '#src/kpis/kpi-period.ts'
import { reportKpi } from '#src/kpis/kpi-report.ts'
import { closeMonth } from '#src/kpis/month-close.ts'
import { readValues } from '#src/kpis/read-values.ts'
import { measure } from '#src/kpis/review.ts'
import { writeMonth } from '#test/support/account-months.ts'
import { demoBoard } from '#test/support/board.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

const ZONE = 'Europe/Berlin'
const OCTOBER = Temporal.PlainDate.from('2026-10-01')

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let library: Library

  beforeAll(async () => {
    await demoBoard(database.db)
    library = await followLibrary(database.db)()
    for (let back = 9; back >= 0; back -= 1) {
      const kept = back === 0 ? 80 : 95 + (back % 3)
      await writeMonth(database.db, OCTOBER.subtract({ months: back }).toString(), {
        'carla-operations-lead': { n: 100, kept, expanded: 10 + back, supportEach: 12 },
        'finn-finance-lead': { n: 12, kept: 11 },
        untagged: { n: 5, kept: 5 },
      })
    }
    await database.db.$executeRaw`
      INSERT INTO tickets (ticket_id, account_id, opened_at, resolved_at, first_contact_resolved, reopened, escalated, csat) VALUES
      ('T1', 'carla-operations-lead-1', '2026-10-05T08:00Z', '2026-10-05T12:00Z', true, false, false, 5),
      ('T2', 'carla-operations-lead-2', '2026-09-30T22:30Z', '2026-10-01T06:30Z', false, true, true, 2),
      ('T3', 'carla-operations-lead-99', '2026-10-31T22:59Z', NULL, NULL, NULL, true, NULL),
      ('T4', 'finn-finance-lead-1', '2026-10-31T23:00Z', NULL, true, NULL, false, 3)`
    await database.db.$executeRaw`
      INSERT INTO surveys (survey_id, account_id, kind, score, at) VALUES
      ('S1', 'carla-operations-lead-1', 'nps', 10, '2026-10-05Z'), ('S2', 'carla-operations-lead-2', 'nps', 8, '2026-11-05Z'),
      ('S3', 'carla-operations-lead-3', 'nps', 3, '2026-12-05Z'), ('S4', 'carla-operations-lead-4', 'nps', 6, '2026-12-31T22:00Z')`
    await database.db.$executeRaw`
      INSERT INTO deals (deal_id, account_id, opened_on, closed_on, outcome) VALUES
      ('D1', 'carla-operations-lead-1', '2026-10-01', '2026-10-31', 'won'), ('D2', 'P-1', '2026-09-01', '2026-12-31', 'lost'),
      ('D3', 'P-1', '2026-09-01', '2027-01-01', 'won'), ('D4', 'carla-operations-lead-2', '2026-10-01', NULL, 'open')`
    await database.db.$executeRaw`
      INSERT INTO contacts (contact_id, account_id, persona, is_lead, disqualified_on) VALUES
      ('C1', 'P-1', 'carla-operations-lead', true, NULL), ('C2', 'P-2', 'carla-operations-lead', true, '2026-11-01'),
      ('C3', 'P-3', 'finn-finance-lead', true, NULL)`
    await database.db.$executeRaw`
      INSERT INTO touches (user_id, at, utm_campaign, is_signup) VALUES
      ('C1', '2026-10-02Z', 'webinar', false), ('C1', '2026-10-03Z', 'webinar', true), ('C2', '2026-10-03Z', 'webinar', true),
      ('C3', '2026-10-03Z', 'webinar', true), ('C3', '2026-11-03Z', 'letter', false)`
    await database.db
      .$executeRaw`INSERT INTO spend (campaign, month, amount) VALUES ('webinar', '2026-10-01', 900), ('letter', '2026-11-01', 50)`
    await database.db
      .$executeRaw`UPDATE account_months SET mrr_new = 1, mrr_start = 99 WHERE account_id IN ('carla-operations-lead-1', 'carla-operations-lead-2') AND month = '2026-10-01'`
    await database.db.$executeRaw`
      INSERT INTO events (message_id, type, signal, account_id, at, received_at) VALUES
      ('E1', 'track', 'hand-off-sent', 'carla-operations-lead-1', '2026-10-11T10:00Z', '2026-10-11T10:00Z'),
      ('E2', 'track', 'hand-off-sent', 'carla-operations-lead-1', '2026-10-12T10:00Z', '2026-10-12T10:00Z')`
    await database.db
      .$executeRaw`UPDATE accounts SET started_on = '2026-10-01' WHERE account_id = 'carla-operations-lead-1'`
  })

  const around = () => ({ db: database.db, library, zone: ZONE })
  const kpi = (slug: string): Entry<'kpi'> => {
    const found = library.entries.get(`kpi/${slug}`)
    if (!found || !isKind(found, 'kpi')) throw new Error(`There is no KPI ${slug}.`)
    return found
  }
  const of = async (slug: string, persona = 'carla-operations-lead') => {
    const { body } = kpi(slug)
    const read = await readValues(
      database.db,
      body.sql,
      [periodWith(OCTOBER, body.frequency, ZONE)],
      'static',
    )
    if ('fault' in read) throw new Error(JSON.stringify(read.fault))
    const row = read.rows.find((each) => each.persona === persona)
    return row && [row.numerator, row.denominator, row.n]
  }

  test('the numbers of the monthly review are those of the KPIs that ship, to the digit', async () => {
    const [row] = (await closeMonth(database.db, OCTOBER)).filter(({ persona }) =>
      persona?.startsWith('carla'),
    )
    if (!row) throw new Error('The month has no Carla.')
    const { retention, churn, grossRetention, netRetention, expansion, supportCost } = measure(row)
    const pairs = {
      retention,
      churn,
      expansion,
      'gross-revenue-retention': grossRetention,
      'net-revenue-retention': netRetention,
      'support-cost': supportCost,
    }
    for (const [slug, ratio] of Object.entries(pairs))
      expect([slug, ...((await of(slug)) ?? [])]).toEqual([slug, ratio?.numerator, ratio?.denominator, row.n])
  })

  const expected: [string, (number | null)[]][] = [
    ['first-contact-resolution', [1, 2, 2]],
    ['time-to-resolution', [12, 2, 2]],
    ['reopening', [1, 2, 2]],
    ['csat', [7, 2, 2]],
    ['nps', [-100, 4, 4]],
    ['win-rate', [1, 2, 2]],
    ['sales-cycle', [30, 1, 1]],
    ['conversion', [2, 2, 2]],
    ['mql-to-sql', [1, 2, 2]],
    ['cac', [600, 2, 2]],
    ['key-feature-adoption', [1, 100, 100]],
    ['time-to-value', [10, 1, 1]],
    ['churn-after-support', [1, 2, 2]],
  ]
  for (const [slug, sides] of expected)
    test(`${slug} is what a spreadsheet gives, in the days of the team’s zone`, async () => {
      expect(await of(slug)).toEqual(sides)
    })

  test('every KPI that ships can be computed', async () => {
    const faults = []
    for (const each of kpisIn(library)) faults.push((await reportKpi(around(), each, OCTOBER)).fault)
    expect(faults).toEqual(Array.from({ length: 20 }, () => undefined))
  })

  test('each persona is held against its own periods, with the window said, and too few are no number', async () => {
    const report = await reportKpi(around(), kpi('retention'), OCTOBER)
    expect(report.of).toMatchObject([
      {
        ...{ persona: 'carla-operations-lead', n: 100, now: { value: 0.8 }, before: { value: 0.96 } },
        standing: {
          state: 'breached',
          run: 1,
          range: { low: 0.95, high: 0.97, from: '2026-01-01', to: '2026-09-01' },
        },
      },
      { persona: 'finn-finance-lead', n: 12 },
    ])
    expect(report.untagged).toBe(5)
    const said = plainText(kpiValues(report, { library, currency: 'EUR' }))
    expect(said).toContain('80.0 % (n 100, ▼ 16.0 pt)')
    expect(said).toContain('below its usual 95.0–97.0 %')
    expect(said).toContain("Range: lowest to highest of 9 months, Jan 2026 to Sep 2026, each persona's own.")
    expect(said).toContain('insufficient data (n = 12)')
  })

  test('a target of the demo company stands beside the range, for its persona and its time alone', async () => {
    const telling = { library, currency: 'EUR' }
    const q4 = await reportKpi(around(), kpi('time-to-value'), OCTOBER)
    const carla = {
      persona: 'carla-operations-lead',
      n: 40,
      now: { value: 19, numerator: 760, denominator: 40 },
    }
    expect(plainText(kpiValues({ ...q4, of: [carla] }, telling))).toContain(
      '19.0 days (n 40); target 21.0 days by 30 Jun 2027, reached',
    )
    const slower = { ...carla, now: { value: 23, numerator: 920, denominator: 40 } }
    expect(
      plainText(kpiValues({ ...q4, of: [slower, { ...slower, persona: 'finn-finance-lead' }] }, telling)),
    ).toMatch(/23\.0 days \(n 40\); target 21\.0 days by 30 Jun 2027\n.*Finn: 23\.0 days \(n 40\)\n/)
    const earlier = await reportKpi(around(), kpi('time-to-value'), OCTOBER.subtract({ months: 6 }))
    expect(plainText(kpiValues({ ...earlier, of: [carla] }, telling))).not.toContain('target')
  })

  test('an old period keeps the rule of its time, and shows which', async () => {
    const retention = kpi('retention')
    const at = Temporal.Instant.from('2026-11-20T10:00:00Z')
    const [{ content } = { content: {} }] = await database.db.entryVersion.findMany({
      where: { entryId: retention.id },
    })
    const { body } = z.object({ body: z.record(z.string(), z.unknown()) }).parse(content)
    await database.db.entryVersion.create({
      data: {
        ...{ entryId: retention.id, version: 2, digest: 'x', reason: 'proposal 1', sequence: 999n },
        ...{
          content: {
            ...z.object({}).loose().parse(content),
            body: { ...body, threshold: 'quantiles', window: 6, band: 60 },
          } as object,
          createdAt: new Date(at.epochMilliseconds),
        },
      },
    })
    const changed = {
      ...retention,
      version: 2,
      since: at,
      body: { ...retention.body, threshold: 'quantiles', window: 6, band: 60 } as const,
    }
    const october = await reportKpi(around(), changed, OCTOBER)
    expect(october).toMatchObject({ rule: { version: 1, threshold: 'deviation', window: 12 } })
    const november = await reportKpi(around(), changed, OCTOBER.add({ months: 1 }))
    expect(november).toMatchObject({ rule: { version: 2, threshold: 'quantiles', window: 6 } })
  })

  test('a definition that got in and writes or fails is said, and nothing is written', async () => {
    const span = [periodWith(OCTOBER, 'monthly', ZONE)]
    const failing =
      'SELECT persona, 1/0 AS numerator, 1 AS denominator, 1 AS n FROM accounts WHERE started_on = :from'
    expect(await readValues(database.db, failing, span, 'static')).toMatchObject({
      fault: { found: expect.stringMatching(/division by zero/) },
    })
    const writing =
      "SELECT 'x' AS persona, nextval('settings_id_seq') AS numerator, 1 AS denominator, 1 AS n WHERE :from IS NOT NULL"
    expect(await readValues(database.db, writing, span, 'static')).toMatchObject({
      fault: { found: 'a statement that writes' },
    })
  })
  test('a definition that the tables have outgrown is refused on the database that nothing can stop', async () => {
    const span = [periodWith(OCTOBER, 'monthly', ZONE)]
    const pairs = `SELECT a.persona, count(*) AS numerator, count(*) AS denominator, count(*) AS n FROM accounts a
      JOIN accounts b USING (persona) JOIN accounts c USING (persona) WHERE a.started_on = :from GROUP BY 1`
    expect(await readValues(database.db, pairs, span, 'static')).toHaveProperty('rows')
    await database.db.$executeRaw`
      INSERT INTO accounts (account_id, name, persona, started_on)
      SELECT 'many-' || i, 'Many', 'many', '2026-10-01' FROM generate_series(1, 3000) i`
    if (engine === 'PGlite')
      expect(await readValues(database.db, pairs, span, 'static')).toMatchObject({
        fault: { found: 'a SELECT that takes too long' },
      })
    await database.db.$executeRaw`DELETE FROM accounts WHERE persona = 'many'`
  })
})
