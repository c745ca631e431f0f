import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CAMPAIGNS_BY, readAttribution } from '#src/campaigns/attribution.ts'
import { readBuyers } from '#src/campaigns/buyers.ts'
import { BUYERS_BY, type Target } from '#src/campaigns/target-buyers.ts'
import type { Database } from '#src/db/connect.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'

const ROLES = ['Operations', 'Finance', null] as const
const person = fc.record({
  role: fc.constantFrom(...ROLES),
  title: fc.constantFrom('Head', ' Clerk ', null),
  touches: fc.array(
    fc.record({
      day: fc.integer({ min: 1, max: 28 }),
      campaign: fc.constantFrom('webinar', 'letter', '', null),
      isSignup: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
})
/** Any number of people, or none; it may pay or pay nothing. */
const company = fc.record({
  industry: fc.constantFrom('Haulage', ' Haulage', '', null),
  employees: fc.constantFrom(3, 20, '49', 'many', null),
  persona: fc.constantFrom('carla', null),
  mrr: fc.constantFrom(0, 10, 99.5),
  people: fc.array(person, { maxLength: 4 }),
})
type Company = typeof company extends fc.Arbitrary<infer T> ? T : never

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)

  test('whatever companies are like, buckets add up to what all pay, each counted once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(company, { maxLength: 6 }), fc.boolean(), async (companies, from20) => {
        const { db } = database
        await write(db, companies)
        const target: Target = { industries: [], roles: [], least: from20 ? 20 : undefined }
        const wanted = companies.filter(({ employees }) => !from20 || Number(employees) >= 20)
        const paying = wanted.filter(({ mrr }) => mrr > 0)
        const arr = paying.reduce((sum, { mrr }) => sum + mrr * 12, 0)
        for (const by of BUYERS_BY) {
          const { buckets, total } = await readBuyers(db, by, target)
          expect([by, total.accounts, total.arr]).toEqual([by, paying.length, arr])
          expect(new Set(buckets.map(({ bucket }) => bucket)).size).toBe(buckets.length)
        }
        for (const by of CAMPAIGNS_BY) {
          const { rows, arr: all } = await readAttribution(db, by, target)
          const last = rows.reduce((sum, { lastArr }) => sum + lastArr, 0)
          expect([by, all, last]).toEqual([by, arr, arr])
        }
      }),
      { numRuns: 12, endOnFailure: true },
    )
  }, 120_000)
})

async function write(db: Database, companies: Company[]): Promise<void> {
  await db.touch.deleteMany()
  await db.contact.deleteMany()
  await db.accountMonth.deleteMany()
  await db.account.deleteMany()
  for (const [index, { industry, employees, persona, mrr, people }] of companies.entries()) {
    const accountId = `A-${index}`
    await db.account.create({
      data: { accountId, name: accountId, persona, attributes: { industry, employees } },
    })
    await db.accountMonth.create({
      data: { accountId, month: new Date('2026-10-01'), mrrStart: 0, mrrNew: mrr, mrrEnd: mrr },
    })
    for (const [place, { role, title, touches }] of people.entries()) {
      const contactId = `${accountId}-${place}`
      await db.contact.create({ data: { contactId, accountId, role, title } })
      await db.touch.createMany({
        data: touches.map(({ day, campaign, isSignup }, hour) => ({
          userId: contactId,
          at: new Date(Date.UTC(2026, 8, day, hour)),
          utmCampaign: campaign,
          isSignup,
        })),
      })
    }
  }
}
