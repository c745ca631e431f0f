import { expect, test } from 'vitest'
import { seedCustomers } from '#prisma/seed-customers.ts'
import { seedDemo } from '#prisma/seed-demo.ts'
import { readPipeline } from '#src/clv/pipeline-store.ts'
import { entriesOf, followLibrary } from '#src/knowledge/library.ts'
import { readCounters } from '#src/signals/counters.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

const NOW = Temporal.Instant.from('2026-11-30T23:30:00Z')

/** Writing all of a company takes seconds, and on a busy machine many. */
const SLOW_MS = 120_000

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  test(
    'the demo company gets 2,000 customers once, with months up to the one closed in its zone',
    async () => {
      await seedDemo(database.db, NOW, 'Europe/Berlin')
      expect(await seedCustomers(database.db, NOW, 'Europe/Berlin')).toBe(true)
      expect(await seedCustomers(database.db, NOW, 'Europe/Berlin')).toBe(false)
      const [seeded] = await database.db.$queryRaw<object[]>`
      SELECT count(DISTINCT account_id)::int AS accounts, count(DISTINCT month)::int AS months,
        max(month)::text AS last, count(*) FILTER (WHERE reconstructed)::int AS reconstructed
      FROM account_months`
      expect(seeded).toEqual({ accounts: 2000, months: 24, last: '2026-11-01', reconstructed: 0 })
    },
    SLOW_MS,
  )

  test('the days of its entries are counted from the day on which it is founded', async () => {
    const [experiment] = entriesOf(await followLibrary(database.db)(), 'experiment')
    // Written for 20 November, founded on 1 December.
    expect(experiment?.body).toMatchObject({ startsOn: '2026-12-05', endsOn: '2026-12-29' })
  })

  test(
    'a start that was killed before all was written is gone on with, and accounts of others are left alone',
    async () => {
      const { db } = database
      const months = await db.accountMonth.count()
      await db.spend.deleteMany()
      await db.accountMonth.deleteMany({ where: { month: new Date('2026-11-01') } })
      expect(await seedCustomers(db, NOW, 'Europe/Berlin')).toBe(true)
      expect(await db.accountMonth.count()).toBe(months)
      await db.spend.deleteMany()
      await db.account.create({ data: { accountId: '0-OURS', name: 'Ours' } })
      expect(await seedCustomers(db, NOW, 'Europe/Berlin')).toBe(false)
      await db.account.delete({ where: { accountId: '0-OURS' } })
      expect(await seedCustomers(db, NOW, 'Europe/Berlin')).toBe(true)
    },
    SLOW_MS,
  )

  test('its events of 90 days are known signals of all families, and tell of every occasion to act', async () => {
    const rows = await database.db.$queryRaw<{ signal: string | null; family: string; n: number }[]>`
      SELECT signal, family, count(*)::int AS n FROM events WHERE at > ${new Date(NOW.epochMilliseconds - 90 * 86_400_000)}
        AND at < ${new Date(NOW.epochMilliseconds)} AND account_id IN (SELECT account_id FROM accounts) GROUP BY 1, 2`
    expect(await database.db.event.count()).toBe(rows.reduce((sum, { n }) => sum + n, 0))
    const known = await database.db.entry.findMany({ where: { kind: 'signal' } })
    const slugs = known.map(({ slug }) => slug).filter((slug) => slug !== 'deal-lost')
    expect(rows.map(({ signal }) => signal).toSorted()).toEqual(slugs.toSorted())
    expect(new Set(rows.map(({ family }) => family)).size).toBe(4)
    const needs = [
      { read: 'count', signal: 'pricing-visited', days: 7 },
      { read: 'count', signal: 'case-study-read', days: 7 },
      { read: 'last', signal: 'planner-used' },
    ] as const
    const of = await readCounters(database.db, 'all', [...needs], NOW)
    const accounts = (await database.db.account.findMany({ where: { endedOn: null } })).map((each) =>
      of(each.accountId),
    )
    const both = accounts.filter(
      (each) => each.count('pricing-visited', 7) > 0 && each.count('case-study-read', 7) > 0,
    )
    const silent = accounts.filter((each) => each.last('planner-used') >= 14)
    for (const found of [both, silent]) {
      expect(found.length).toBeGreaterThan(3)
      expect(found.length).toBeLessThan(accounts.length / 10)
    }
  })

  test('customers belong to reps and to personas that exist', async () => {
    const owners = await database.db.account.groupBy({ by: ['owner'], orderBy: { owner: 'asc' } })
    expect(owners.map(({ owner }) => owner)).toEqual(['noor', 'sam'])
    const pipeline = await readPipeline(database.db, Temporal.PlainDate.from('2026-12-01'))
    const hers = pipeline.find(({ persona }) => persona === 'carla-operations-lead')
    expect(hers?.lost).toBeGreaterThan(hers?.won ?? 0)
    const [strangers] = await database.db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM accounts a
      WHERE persona IS NOT NULL AND NOT EXISTS (SELECT FROM entries e WHERE e.kind = 'persona' AND e.slug = a.persona)`
    expect(strangers?.count).toBe(0)
  })

  test('its leads come with personas that exist, and some of them were turned away, most often Gus', async () => {
    const rows = await database.db.$queryRaw<{ persona: string | null; n: number; away: number }[]>`
      SELECT persona, count(*)::int AS n, count(disqualified_on)::int AS away FROM contacts WHERE is_lead
      GROUP BY persona`
    const personas = new Set(
      (await database.db.entry.findMany({ where: { kind: 'persona' } })).map((e) => e.slug),
    )
    expect(rows.reduce((sum, { n }) => sum + n, 0)).toBe(1240)
    expect(rows.filter(({ persona }) => persona !== null && !personas.has(persona))).toEqual([])
    const shares = new Map(rows.map(({ persona, n, away }) => [persona, away / n]))
    const others = rows.filter(({ persona }) => persona !== null && persona !== 'gus-november-buyer')
    for (const { persona } of others)
      expect(shares.get(persona)).toBeLessThan(shares.get('gus-november-buyer') ?? 0)
  })

  test('tickets of closed months are as many and as dear as the months say', async () => {
    const wrong = await database.db.$queryRaw<object[]>`
      WITH asked AS (
        SELECT account_id, date_trunc('month', opened_at AT TIME ZONE 'Europe/Berlin')::date AS month,
          count(*) AS tickets, sum(cost) AS cost
        FROM tickets GROUP BY 1, 2)
      SELECT m.account_id, m.month, m.tickets, a.tickets FROM account_months m LEFT JOIN asked a USING (account_id, month)
      WHERE m.tickets <> coalesce(a.tickets, 0) OR m.support_cost <> coalesce(a.cost, 0)`
    expect(wrong).toEqual([])
  })

  test('deals are won about as often as its evidence says, and those won are its customers', async () => {
    const rows = await database.db.$queryRaw<{ persona: string; won: number; n: number }[]>`
      SELECT coalesce(a.persona, c.persona) AS persona, count(*) FILTER (WHERE outcome = 'won')::int AS won, count(*)::int AS n
      FROM deals d LEFT JOIN accounts a USING (account_id) LEFT JOIN contacts c ON c.account_id = d.account_id AND c.is_lead
      WHERE outcome <> 'open' GROUP BY 1`
    const carla = rows.find(({ persona }) => persona === 'carla-operations-lead')
    expect((carla?.won ?? 0) / (carla?.n ?? 1)).toBeCloseTo(0.36, 1)
    const [strangers] = await database.db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM deals WHERE outcome = 'won' AND account_id NOT IN (SELECT account_id FROM accounts)`
    expect(strangers?.count).toBe(0)
    const named = await database.db.deal.findMany({
      where: { competitor: { not: null } },
      distinct: ['competitor'],
    })
    const titles = (await database.db.entry.findMany({ where: { kind: 'competitor' } })).map(
      ({ title }) => title,
    )
    for (const { competitor } of named) expect(titles).toContain(competitor)
  })

  test('who signed up is somebody at a customer or a lead, and campaigns that brought them cost something', async () => {
    const [strangers] = await database.db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM touches WHERE user_id NOT IN (SELECT contact_id FROM contacts)`
    expect(strangers?.count).toBe(0)
    const free = await database.db.$queryRaw<object[]>`
      SELECT utm_campaign FROM touches WHERE utm_campaign NOT IN (SELECT campaign FROM spend)`
    expect(free).toEqual([])
    expect(await database.db.touch.count({ where: { isSignup: true } })).toBeGreaterThan(1000)
    expect(await database.db.survey.count()).toBeGreaterThan(1000)
  })

  test('every persona has enough accounts in the closed month to be read', async () => {
    const rows = await database.db.$queryRaw<{ persona: string; n: number }[]>`
      SELECT persona, count(*)::int AS n FROM account_months
      WHERE month = '2026-11-01' AND mrr_start > 0 AND persona IS NOT NULL GROUP BY persona`
    expect(rows).toHaveLength(5)
    for (const { n } of rows) expect(n).toBeGreaterThan(60)
  })
})
