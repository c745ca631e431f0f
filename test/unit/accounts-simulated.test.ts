import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { simulateCustomers } from '#prisma/customers/simulate.ts'
import { simulateTickets } from '#prisma/customers/tickets.ts'

const CLOSED = Temporal.PlainDate.from('2026-10-01')
const accounts = simulateCustomers(CLOSED)
const months = accounts.flatMap((account) => account.months.map((month) => ({ ...month, account })))
const of = (slug: string) => months.filter(({ account }) => account.persona.startsWith(slug))
const PERSONAS = ['carla', 'finn', 'ola', 'ravi', 'gus']

/** Monthly churn over the whole window, in accounts. */
function churn(slug: string): number {
  const counted = of(slug).filter(({ start }) => start > 0)
  return counted.filter(({ end }) => end === 0).length / counted.length
}

const share = (slug: string, part: 'expansion' | 'supportCost' | 'activeDays', whole: 'start' | 'rows') => {
  const sum = (of_: (month: (typeof months)[number]) => number) =>
    of(slug).reduce((total, month) => total + of_(month), 0)
  return sum((month) => month[part]) / (whole === 'start' ? sum((month) => month.start) : of(slug).length)
}

test('the same month gives the same customers', () => {
  expect(simulateCustomers(CLOSED)).toEqual(accounts)
})

test('customers are called the same in every month, and those that the README names are there', async () => {
  const later = simulateCustomers(CLOSED.add({ months: 5 }))
  expect(later.map(({ name, tagged }) => [name, tagged])).toEqual(
    accounts.map(({ name, tagged }) => [name, tagged]),
  )
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8')
  for (const name of ['Brennbruck Spedition', 'Ashholme Haulage Group', 'Kærby Fragt']) {
    const [first = ''] = name.toLowerCase().replace('æ', 'ae').split(' ')
    expect(readme).toContain(first)
    expect(accounts.filter((account) => account.name.startsWith(name.split(' ', 2).join(' ')))).toHaveLength(
      1,
    )
  }
  expect(accounts.find(({ name }) => name === 'Kærby Fragt')?.tagged).toBe(false)
})

test('there are 2,000 customers with names of their own, over 24 months up to the closed one', () => {
  expect(new Set(accounts.map(({ name }) => name)).size).toBe(2000)
  const days = [...new Set(months.map(({ day }) => day.toString()))].toSorted()
  expect([days.length, days[0], days.at(-1)]).toEqual([24, '2024-11-01', '2026-10-01'])
})

test('every month ends with what its start and movements give, and the next one starts so', () => {
  const wrong = accounts.filter(({ months: lived }) =>
    lived.some((month, index) => {
      const { start, reactivation, expansion, contraction, churned, end } = month
      const before = lived[index - 1]
      const goesOn = before === undefined || before.month < month.month - 1 || before.end === start
      return !goesOn || end !== start + month.new + reactivation + expansion - contraction - churned
    }),
  )
  expect(wrong).toEqual([])
})

test('Gus leaves most often and Ola least often, Ravi more often than Carla', () => {
  const [carla = 0, finn = 0, ola = 0, ravi = 0, gus = 0] = PERSONAS.map(churn)
  expect(gus).toBeGreaterThan(2 * Math.max(carla, finn, ola, ravi))
  expect(ola).toBeLessThan(Math.min(carla, finn, ravi, gus))
  expect(ravi).toBeGreaterThan(carla)
})

test('first renewals come near what the evidence of the demo company says', () => {
  const renewed = (slug: string) => {
    const due = accounts.filter(
      ({ persona, startedOn }) =>
        persona.startsWith(slug) && startedOn.until(CLOSED, { largestUnit: 'months' }).months >= 12,
    )
    const year = due.filter(({ months: some, startedOn }) =>
      some.some(({ day }) => monthsBetween(startedOn, day) === 11),
    )
    const stayed = year.filter(({ months: some, startedOn }) =>
      some.some(({ day, end }) => monthsBetween(startedOn, day) === 11 && end > 0),
    )
    return stayed.length / year.length
  }
  expect(renewed('gus')).toBeLessThan(0.5)
  expect(renewed('carla')).toBeGreaterThan(0.83)
  expect(renewed('ola')).toBeGreaterThan(0.93)
  expect(renewed('ravi')).toBeGreaterThan(renewed('gus'))
})

test('Ola grows most, Gus costs most support for what he pays, and uses it least', () => {
  const others = (slug: string) => PERSONAS.filter((each) => each !== slug)
  for (const other of others('ola')) {
    expect(share('ola', 'expansion', 'start')).toBeGreaterThan(share(other, 'expansion', 'start'))
  }
  for (const other of others('gus')) {
    expect(share('gus', 'supportCost', 'start')).toBeGreaterThan(share(other, 'supportCost', 'start'))
    expect(share('gus', 'activeDays', 'rows')).toBeLessThan(share(other, 'activeDays', 'rows'))
  }
})

test('about three of a hundred customers have no persona', () => {
  const untagged = accounts.filter(({ tagged }) => !tagged).length / accounts.length
  expect(untagged).toBeGreaterThan(0.015)
  expect(untagged).toBeLessThan(0.045)
})

test('tickets go on in the month that is still open, some customers have three escalations within two weeks', () => {
  const now = Temporal.Instant.from('2026-11-22T09:00:00Z')
  const tickets = simulateTickets(accounts, now, 'Europe/Berlin')
  expect(simulateTickets(accounts, now, 'Europe/Berlin')).toEqual(tickets)
  const open = tickets.filter(({ openedAt }) => openedAt > Date.parse('2026-11-01T00:00:00+01:00'))
  expect(open.length).toBeGreaterThan(100)
  expect(Math.max(...open.map(({ openedAt }) => openedAt))).toBeLessThan(now.epochMilliseconds)
  const recent = open.filter(({ openedAt }) => openedAt > Date.parse('2026-11-08T00:00:00+01:00'))
  const escalated = Map.groupBy(
    recent.filter(({ escalated }) => escalated),
    ({ accountId }) => accountId,
  )
  expect([...escalated.values()].filter(({ length }) => length >= 3).length).toBeGreaterThan(3)
})

function monthsBetween(from: Temporal.PlainDate, to: Temporal.PlainDate): number {
  return (to.year - from.year) * 12 + to.month - from.month
}
