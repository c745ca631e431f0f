import { beforeAll, expect, test } from 'vitest'
import { standingsAfter, standingsOf } from '#src/accounts/standing.ts'
import { readAccountFacts } from '#src/preparation/store.ts'
import { accountPages } from '#src/tags/account-page.ts'
import { readAccounts } from '#src/triggers/accounts.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

const now = Temporal.Instant.from('2026-11-22T10:00:00Z')
const today = Temporal.PlainDate.from('2026-11-22')
const day = (text: string) => new Date(`${text}T00:00:00Z`)

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  beforeAll(async () => {
    await database.db.account.createMany({
      data: [
        { accountId: 'A', name: 'Akerlund', owner: 'sam', persona: 'carla', startedOn: day('2025-01-10') },
        { accountId: 'B', name: 'Brandt', attributes: { stage: null, seats: 12, renews_on: 'soon' } },
        { accountId: 'C', name: 'Costa', attributes: { stage: 'renewal' }, endedOn: day('2026-01-01') },
      ],
    })
    const month = { mrrStart: 100, mrrEnd: 120, mrrExpansion: 20 }
    await database.db.accountMonth.createMany({
      data: [
        { accountId: 'A', month: day('2026-09-01'), mrrStart: 100, mrrEnd: 100, tickets: 2 },
        { accountId: 'A', month: day('2026-10-01'), ...month, tickets: 6 },
      ],
    })
    await database.db.deal.createMany({
      data: [
        { dealId: 'D1', accountId: 'B', openedOn: day('2026-10-01'), outcome: 'lost', lossReason: 'price' },
        {
          dealId: 'D2',
          accountId: 'B',
          openedOn: day('2026-11-01'),
          stage: 'Contract',
          competitor: 'tourmin',
        },
      ],
    })
  })

  test('an account stands where its dates, deals and payments say', async () => {
    const [a, b, c] = await standingsOf(database.db, ['C', 'B', 'A', 'nobody'], today)
    expect(a).toMatchObject({ id: 'A', stage: 'expansion', mrr: 120, owner: 'sam', openDeal: undefined })
    // Nobody said how its second deal ended, so it is open; what is no day and what holds nothing says nothing.
    expect(b).toMatchObject({ stage: 'purchase', openDeal: { stage: 'Contract', competitor: 'tourmin' } })
    expect(b).toMatchObject({ attributes: { seats: 12, renews_on: 'soon' }, renewsOn: undefined })
    expect(c?.stage).toBe('renewal')
    expect((await standingsAfter(database.db, 'A', 1, today)).map(({ id }) => id)).toEqual(['B'])
  })

  test('a call, a trigger and a tag rule see the same stage', async () => {
    const seen = await readAccounts(database.db, ['A', 'B', 'C'], now, 'UTC')
    const [page = []] = await Array.fromAsync(accountPages(database.db, now, 'UTC'))
    for (const { id, facts } of page) {
      const before = await readAccountFacts(database.db, id, now, 'UTC')
      expect([before?.stage, seen.get(id)?.stage]).toEqual([facts.stage, facts.stage])
    }
    expect(page.map(({ facts }) => facts.stage)).toEqual(['expansion', 'purchase', 'renewal'])
    expect(seen.get('A')?.facts).toMatchObject({ tickets: 6, ticketsUsual: 2, ticketsMonths: 1 })
    expect(await readAccountFacts(database.db, 'B', now, 'UTC')).toMatchObject({ lossReason: 'price' })
  })
})
