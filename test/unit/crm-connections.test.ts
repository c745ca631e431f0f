import { afterEach, describe, expect, test } from 'vitest'
import type { Connector, Wanted } from '#src/sources/connections/connection.ts'
import { hubspot } from '#src/sources/connections/hubspot.ts'
import { salesforce } from '#src/sources/connections/salesforce.ts'
import { startHubspot } from '#test/support/hubspot.ts'
import { startSalesforce } from '#test/support/salesforce.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function started<T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const server = await starting
  closing.push(server.close)
  return server
}

const wanted = (address: string, select: string, more: Partial<Wanted> = {}): Wanted => ({
  title: 'CRM',
  variable: 'SOURCE_CRM',
  address,
  select,
  files: undefined,
  key: undefined,
  cursor: undefined,
  zone: 'Europe/Berlin',
  signal: new AbortController().signal,
  withinMs: 600_000,
  ...more,
})

/** All rows that a SELECT gives, in the order of their first column. */
async function rowsOf(connector: Connector, what: Wanted) {
  const { reader } = await connector.open(what)
  try {
    return (await reader.rows('SELECT * FROM mapping ORDER BY 1')).map((row) =>
      Object.values(row).map(String),
    )
  } finally {
    await reader.close()
  }
}

const since = (column: string, from: string | undefined) => ({ cursor: { column, from: () => from } })

describe('Salesforce', () => {
  const records = ['A', 'B', 'C', 'D', 'E'].map((id) => ({
    attributes: { type: 'Account' },
    Id: id,
    Name: `Company ${id}`,
    Owner: id === 'C' ? null : { Email: `${id}@ferrybell.example` },
    SystemModstamp: '2026-11-20T10:00:00.000+0000',
  }))
  const SELECT = 'SELECT Id AS account_id, Name AS name, Owner.Email AS owner FROM Account'

  test('all pages are read, and what a record refers to', async () => {
    const server = await started(startSalesforce({ records }))
    const rows = await rowsOf(salesforce, wanted(server.address, SELECT))
    expect(rows).toHaveLength(5)
    expect(rows[0]).toEqual(['A', 'Company A', 'A@ferrybell.example'])
    expect(rows[2]).toEqual(['C', 'Company C', 'null'])
    expect(server.queries()).toEqual(['SELECT Id, Name, Owner.Email FROM Account'])
  })

  test('a cursor becomes a condition beside those that are there', async () => {
    const server = await started(startSalesforce({ records }))
    const select = `SELECT Id account_id, SystemModstamp changed_at FROM Account WHERE A = 1 OR B = 'x order by' ORDER BY Id`
    await rowsOf(salesforce, wanted(server.address, select, since('changed_at', '2026-11-01T00:00:00Z')))
    expect(server.queries()).toEqual([
      "SELECT Id, SystemModstamp FROM Account WHERE (A = 1 OR B = 'x order by') AND SystemModstamp >= 2026-11-01T00:00:00Z ORDER BY Id",
    ])
  })

  test('a cursor that is no time is refused with the one to take', async () => {
    const server = await started(startSalesforce({ records }))
    const what = wanted(server.address, SELECT, since('name', '1'))
    await expect(salesforce.open(what)).rejects.toThrow('take SystemModstamp AS name')
  })

  test('a session that expires between two pages is renewed, and no row is lost or twice', async () => {
    const server = await started(startSalesforce({ records, sessionLasts: 2 }))
    expect(await rowsOf(salesforce, wanted(server.address, SELECT))).toHaveLength(5)
    expect(server.sessions()).toBe(2)
  })

  test('a server that stumbles or asks for patience is asked again', async () => {
    const instead = (_: unknown, number: number) =>
      number === 2 || number === 4 ? { status: number === 2 ? 503 : 429, body: {} } : undefined
    const server = await started(startSalesforce({ records, instead }))
    expect(await rowsOf(salesforce, wanted(server.address, SELECT))).toHaveLength(5)
  })

  const faults: [string, number, string, RegExp][] = [
    [
      'REQUEST_LIMIT_EXCEEDED',
      403,
      'TotalRequests Limit exceeded.',
      /no more requests today.*goes on with its next run/,
    ],
    [
      'INVALID_FIELD',
      400,
      "No such column 'Nam' on entity 'Account'",
      /doesn't fit Salesforce: No such column 'Nam'/,
    ],
    ['INSUFFICIENT_ACCESS', 403, 'insufficient access rights', /may not read what the source CRM asks for/],
    ['UNKNOWN_EXCEPTION', 400, 'An unexpected error', /broke off: An unexpected error.*Nothing was imported/],
  ]
  test.each(faults)('%s is said in one sentence', async (errorCode, status, message, said) => {
    const instead = ({ path }: { path: string }) =>
      path.includes('/query') ? { status, body: [{ errorCode, message }] } : undefined
    const server = await started(startSalesforce({ records, instead }))
    await expect(salesforce.open(wanted(server.address, SELECT))).rejects.toThrow(said)
  })

  test('wrong credentials are said, and not shown', async () => {
    const server = await started(startSalesforce({ records }))
    const address = server.address.replace('s%26cret', 'other-secret')
    const refused = salesforce.open(wanted(address, SELECT))
    await expect(refused).rejects.toThrow(/refuses the credentials of SOURCE_CRM/)
    await expect(refused).rejects.not.toThrow(/other-secret/)
  })

  test('what takes too long is ended between two pages', async () => {
    const { signal } = { signal: AbortSignal.abort() }
    const server = await started(startSalesforce({ records }))
    await expect(salesforce.open(wanted(server.address, SELECT, { signal }))).rejects.toThrow(/abort/i)
  })
})

describe('HubSpot', () => {
  const records = ['1', '2', '3', '4', '5'].map((id) => ({
    id,
    properties: {
      jobtitle: id === '2' ? '' : `Title ${id}`,
      persona: 'Persona A',
      hs_lastmodifieddate: `2026-11-2${id}T08:00:00.000Z`,
    },
  }))
  const SELECT =
    'SELECT id AS contact_id, jobtitle AS title, associations.companies AS account_id FROM contacts'

  test('all pages are read, with the company of each', async () => {
    const server = await started(startHubspot({ records, companies: { 1: '900', 4: '901' } }))
    expect(await rowsOf(hubspot, wanted(server.address, SELECT))).toEqual([
      ['1', 'Title 1', '900'],
      ['2', 'null', 'null'],
      ['3', 'Title 3', 'null'],
      ['4', 'Title 4', '901'],
      ['5', 'Title 5', 'null'],
    ])
  })

  test('what changed since is searched for', async () => {
    const server = await started(startHubspot({ records }))
    const select = 'SELECT id AS contact_id, hs_lastmodifieddate AS changed_at FROM contacts'
    const rows = await rowsOf(
      hubspot,
      wanted(server.address, select, since('changed_at', '2026-11-23T08:00:00Z')),
    )
    expect(rows.map(([id]) => id)).toEqual(['3', '4', '5'])
  })

  test('beyond what one search gives, another begins where it ended', async () => {
    const many = Array.from({ length: 10_450 }, (_, index) => ({
      id: String(index + 1),
      properties: {
        hs_lastmodifieddate: new Date(1_790_000_000_000 + Math.floor(index / 3) * 1000).toISOString(),
      },
    }))
    const server = await started(startHubspot({ records: many, page: 100 }))
    const select = 'SELECT id AS contact_id, hs_lastmodifieddate AS changed_at FROM contacts'
    const rows = await rowsOf(
      hubspot,
      wanted(server.address, select, since('changed_at', '2026-01-01T00:00:00Z')),
    )
    expect(rows).toHaveLength(10_450)
    expect(new Set(rows.map(([id]) => id)).size).toBe(10_450)
    const afters = server.asked.flatMap(({ body }) =>
      body ? [Number((JSON.parse(body) as { after?: string }).after ?? 0)] : [],
    )
    expect(Math.max(...afters)).toBeLessThan(10_000)
  })

  test('a request that comes too soon is made again', async () => {
    const instead = (_: unknown, number: number) =>
      number <= 2
        ? {
            status: number === 1 ? 429 : 502,
            headers: { 'retry-after': '0' },
            body: { policyName: 'TEN_SECONDLY_ROLLING' },
          }
        : undefined
    const server = await started(startHubspot({ records, instead }))
    expect(await rowsOf(hubspot, wanted(server.address, SELECT))).toHaveLength(5)
  })

  const faults: [string, number, object, RegExp][] = [
    ["the day's limit", 429, { policyName: 'DAILY', message: 'Daily limit' }, /no more requests today/],
    ['a token that is over', 401, { message: 'Expired' }, /refuses the token of SOURCE_CRM/],
    [
      'a missing scope',
      403,
      { message: 'crm.objects.contacts.read' },
      /lacks a scope.*crm\.objects\.contacts\.read/,
    ],
    [
      'an object that is not there',
      404,
      { message: 'Unable to infer object type' },
      /doesn't fit HubSpot: Unable to infer/,
    ],
  ]
  test.each(faults)('%s is said in one sentence', async (_, status, body, said) => {
    const server = await started(startHubspot({ records, instead: () => ({ status, body }) }))
    await expect(hubspot.open(wanted(server.address, SELECT))).rejects.toThrow(said)
  })

  test('a condition is refused, since HubSpot has none', async () => {
    const what = wanted('hubspot://x@127.0.0.1:1', `${SELECT} WHERE persona = 'a'`)
    await expect(hubspot.open(what)).rejects.toThrow('HubSpot gives all of an object')
  })
})
