import { beforeAll, expect, test } from 'vitest'
import { readLives } from '#src/clv/lives-store.ts'
import { readClv } from '#src/clv/read-clv.ts'
import { readHistory } from '#src/clv/store.ts'
import { termOf } from '#src/clv/term-sql.ts'
import { readEnv } from '#src/env.ts'
import { seedSettings } from '#src/settings/store.ts'
import { writeMonth } from '#test/support/account-months.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const OCTOBER = day('2026-10-01')
const span = { to: OCTOBER, heldBackFrom: OCTOBER, term: 1 }

type Month = {
  month: string
  start: number
  end: number
  fresh?: number
  back?: number
  more?: number
  support?: number
  persona?: string | null
}

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  /** An account with its months, as a source gives them. */
  async function write(id: string, startedOn: string | null, months: Month[]): Promise<void> {
    await database.db
      .$executeRaw`INSERT INTO accounts (account_id, name, started_on) VALUES (${id}, ${id}, ${startedOn}::date)`
    for (const { month, start, end, fresh = 0, back = 0, more = 0, support, persona = 'ola' } of months)
      await database.db.$executeRaw`
        INSERT INTO account_months (account_id, month, persona, mrr_start, mrr_new, mrr_reactivation, mrr_expansion,
          mrr_churned, mrr_end, support_cost)
        VALUES (${id}, ${month}::date, ${persona}, ${start}, ${fresh}, ${back}, ${more},
          ${start + fresh + back + more - end}, ${end}, ${support ?? null}::numeric)`
  }

  beforeAll(async () => {
    // Began here and is still there; grew in September.
    await write('stays', null, [
      { month: '2026-08-01', start: 0, fresh: 100, end: 100, support: 5 },
      { month: '2026-09-01', start: 100, more: 20, end: 120 },
      { month: '2026-10-01', start: 120, end: 120, support: 7 },
    ])
    // Was there before the first row; left in September and came back in October, which is another story.
    await write('leaves', '2026-07-15', [
      { month: '2026-08-01', start: 50, end: 50 },
      { month: '2026-09-01', start: 50, end: 0 },
      { month: '2026-10-01', start: 0, back: 60, end: 60 },
    ])
    // Nobody knows since when.
    await write('ageless', null, [{ month: '2026-10-01', start: 70, end: 70 }])
    // Counts as tagged last; came and went within a month.
    await write('retagged', null, [
      { month: '2026-09-01', start: 0, fresh: 10, end: 10, persona: 'carla' },
      { month: '2026-10-01', start: 10, end: 0, persona: 'gus' },
    ])
    await write('untagged', null, [{ month: '2026-10-01', start: 0, fresh: 30, end: 30, persona: null }])
    await write('never-paid', null, [{ month: '2026-10-01', start: 0, end: 0 }])
    await write('later', null, [{ month: '2026-11-01', start: 0, fresh: 30, end: 30 }])
  })

  test('renewals are counted by age, from each account’s own beginning, until it leaves', async () => {
    expect((await readLives(database.db, span)).ages).toEqual([
      { persona: 'gus', age: 1, heldBack: false, atRisk: 1, lost: 0 },
      { persona: 'gus', age: 2, heldBack: true, atRisk: 1, lost: 1 },
      { persona: 'ola', age: 1, heldBack: false, atRisk: 1, lost: 0 },
      { persona: 'ola', age: 2, heldBack: false, atRisk: 2, lost: 0 },
      { persona: 'ola', age: 3, heldBack: false, atRisk: 1, lost: 1 },
      { persona: 'ola', age: 3, heldBack: true, atRisk: 1, lost: 0 },
    ])
  })

  test('renewals are counted by the term of each contract, once their day has come', async () => {
    await database.db
      .$executeRaw`UPDATE accounts SET attributes = '{"term_months": 2}' WHERE account_id IN ('stays', 'leaves')`
    const { renewals, terms } = await readLives(database.db, span)
    // Stays: begun in August, renewed in September, due again in November. Leaves: begun in July, over its first
    // renewal in August, gone in September, which counts in October, when its second term ends.
    expect(renewals.filter(({ persona }) => persona === 'ola')).toEqual([
      { persona: 'ola', age: 1, heldBack: false, atRisk: 2, lost: 0, paid: 2 },
      { persona: 'ola', age: 2, heldBack: true, atRisk: 1, lost: 1, paid: 0.5 },
    ])
    expect(terms).toEqual([
      { persona: 'gus', term: 1, accounts: 1 },
      { persona: 'ola', term: 2, accounts: 2 },
    ])
    await database.db.$executeRaw`UPDATE accounts SET attributes = '{}'`
    const monthly = await readLives(database.db, span)
    expect(monthly.renewals.map(({ paid: _paid, ...row }) => row)).toEqual(monthly.ages)
  })

  test('a contract is as long as its account says, else as most are', async () => {
    const said = [
      ...[{ term_months: '36' }, { term_months: 24, billing: 'monthly' }, { billing: 'Annual, upfront' }],
      ...[
        { billing: 'quarterly' },
        { billing: 'Per month' },
        { billing: 'per seat' },
        { term_months: 0 },
        {},
      ],
    ]
    const rows = await database.db.$queryRaw<{ term: number }[]>`
      SELECT ${termOf(6)} AS term FROM jsonb_array_elements(${JSON.stringify(said)}::jsonb) AS given (attributes)`
    expect(rows.map(({ term }) => term)).toEqual([36, 24, 12, 3, 1, 6, 6, 6])
  })

  test('what customers brought and cost is added up by persona', async () => {
    const [gus, ola] = (await readLives(database.db, span)).sums
    expect(gus).toMatchObject({
      persona: 'gus',
      accounts: 1,
      active: 0,
      months: 2,
      revenue: 20,
      supportCost: null,
    })
    expect(ola).toMatchObject({
      accounts: 3,
      active: 3,
      ageless: 1,
      months: 7,
      revenue: 100 + 100 + 120 + 50 + 50 + 60 + 70,
      supportCost: 12,
      supportMonths: 2,
      lately: { months: 7, revenue: 550, first: 3 * 100 + 3 * 50 + 70, supportCost: 12 },
      expanded: 1,
      expandable: 3,
      expansion: 20,
    })
  })

  test('a month that is not closed yet is no part of it', async () => {
    expect(await readHistory(database.db, day('2026-11-01'))).toEqual({
      first: day('2026-08-01'),
      last: OCTOBER,
    })
    expect(await readHistory(database.db, day('2026-01-01'))).toBeUndefined()
    expect(await readClv(database.db, day('2026-01-01'))).toBeUndefined()
    const report = await readClv(database.db, day('2026-11-01'))
    expect(report).toMatchObject({
      to: '2026-10-01',
      personas: [],
      tooFew: [
        { persona: 'gus', n: 1 },
        { persona: 'ola', n: 3 },
      ],
    })
  })

  test('a month without data is nobody’s renewal, and what the operator says about money holds', async () => {
    const months = Array.from({ length: 14 }, (_, ago) => OCTOBER.subtract({ months: 13 - ago }))
    for (const [index, month] of months.entries())
      if (index !== 5)
        await writeMonth(database.db, month.toString(), {
          finn: { n: 60 - 2 * index, kept: 58 - 2 * index, supportEach: 10 },
        })
    const env = readEnv({ GROSS_MARGIN: '0.5', DISCOUNT_RATE: '0.2', RENEWAL_MONTHS: '1' })
    await seedSettings(database.db, env, Temporal.Instant.from('2026-11-02T10:00:00Z'))
    await database.db
      .$executeRaw`UPDATE accounts SET started_on = '2025-09-01' WHERE account_id LIKE 'finn-%'`
    const finn = (await readClv(database.db, day('2026-11-01')))?.personas.find(
      ({ persona }) => persona === 'finn',
    )
    expect(finn).toMatchObject({
      n: 60,
      active: 32,
      ageless: 0,
      month: { first: 50, growth: 0, support: 10, contribution: 40 },
    })
    expect(finn?.lifetime?.curve.map(({ time }) => time)).not.toContain(6)
    expect(finn?.value?.value).toBeCloseTo(40 * (finn?.lifetime?.discounted ?? 0), 8)
  })
})
