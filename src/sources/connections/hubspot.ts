import type { Client } from '@hubspot/api-client'
import { UserError } from '#src/errors.ts'
import { openFiles } from '#src/ingest/reader.ts'
import type { Connector, CursorKind, Field, Wanted } from './connection.ts'
import { explain, patiently } from './hubspot-faults.ts'
import { landRows } from './land-rows.ts'
import { type Picked, pickFields } from './picked-fields.ts'

/** So many at a time, which is HubSpot's most; a search gives no more than 10,000 in all. */
const PAGE = 100
const MOST_SEARCHED = 10_000

/**
 * HubSpot, read with the token of a private app: contacts, companies, deals, or an object of one's own. A SELECT names
 * properties; `associations.companies` is the id of the first company. `?protocol=http` is for tests and proxies.
 */
export const hubspot: Connector = {
  called: 'HubSpot',
  example: 'hubspot://ACCESS_TOKEN@api.hubapi.com',
  speaks: (address) => address.startsWith('hubspot://'),
  async open(wanted) {
    const picked = readSelect(wanted)
    const reader = await openFiles([], wanted.zone)
    try {
      const client = await enterHubspot(wanted.address)
      const field = picked.fields.find(({ as }) => as.toLowerCase() === wanted.cursor?.column.toLowerCase())
      const kind = field && (await cursorKind(client, field.expression, { picked, wanted }))
      const from = kind && wanted.cursor?.from(kind)
      const pages =
        field && from !== undefined
          ? changedSince({ client, picked, wanted }, field.expression, from)
          : allOf({ client, picked, wanted })
      const type = kind === 'date' ? 'DATE' : 'TIMESTAMPTZ'
      const columns = picked.fields.map(({ as }) => ({ name: as, type: as === field?.as ? type : 'VARCHAR' }))
      const mapped = await landRows(reader, columns, rowsOf(pages, { client, picked, wanted }))
      const gone = tellsDeleted(picked, wanted) ? await archivedIds({ client, picked, wanted }) : undefined
      return { reader, columns: mapped, cursorType: field && type, ...(gone && { gone }) }
    } catch (error) {
      await reader.close()
      throw explain(error, wanted)
    }
  },
  writes: {
    most: PAGE,
    read: (field, ids) =>
      asking(field, async (client) => {
        const { results } = await patiently(
          () =>
            client.crm.objects.batchApi.read(field.object, {
              inputs: ids.map((id) => ({ id })),
              properties: [field.field],
              propertiesWithHistory: [],
            }),
          field,
        )
        return new Map(results.map(({ id, properties }) => [id, properties[field.field] || null]))
      }),
    write: (field, records) =>
      asking(field, async (client) => {
        const inputs = records.map(({ id, value }) => ({ id, properties: { [field.field]: value } }))
        const answer = await patiently(
          () => client.crm.objects.batchApi.update(field.object, { inputs }),
          field,
        )
        const written = new Set(answer.results.map(({ id }) => id))
        const reason = 'errors' in answer ? (answer.errors ?? []).map(({ message }) => message).join(' ') : ''
        return records.filter(({ id }) => !written.has(id)).map(({ id }) => ({ id, reason }))
      }),
  },
}

async function asking<T>(field: Field, ask: (client: Client) => Promise<T>): Promise<T> {
  try {
    return await ask(await enterHubspot(field.address))
  } catch (error) {
    throw explain(error, field)
  }
}

function readSelect({ select, title }: Wanted): Picked {
  const picked = pickFields(select, title)
  if (picked.rest === '') return picked
  throw new UserError(
    `The SELECT of the source ${title} ends in ${JSON.stringify(picked.rest.slice(0, 40))}: HubSpot gives all of an object's records, so leave that out.`,
  )
}

/** The library, which is large, is loaded here and not at start. */
async function enterHubspot(address: string): Promise<Client> {
  const { Client } = await import('@hubspot/api-client')
  const url = new URL(address)
  return new Client({
    accessToken: decodeURIComponent(url.username),
    basePath: `${url.searchParams.get('protocol') ?? 'https'}://${url.host}`,
  })
}

type Reading = { client: Client; picked: Picked; wanted: Wanted }
type Record = { id: string; properties: { [name: string]: string | null } }

async function cursorKind(
  client: Client,
  property: string,
  { picked: { object }, wanted }: Omit<Reading, 'client'>,
): Promise<CursorKind> {
  const { type } = await patiently(() => client.crm.properties.coreApi.getByName(object, property), wanted)
  if (type === 'datetime') return 'time'
  if (type === 'date') return 'date'
  throw new UserError(
    `The cursor of the source ${wanted.title}, ${property}, is no time of ${object}: take hs_lastmodifieddate (of contacts lastmodifieddate).`,
  )
}

/** Whether our key is HubSpot's own id, by which it lists what it has deleted. */
const tellsDeleted = ({ fields }: Picked, { key }: Wanted): boolean =>
  fields.some(({ expression, as }) => as.toLowerCase() === key && /^(id|hs_object_id)$/i.test(expression))

/** Ids of records that were deleted, which HubSpot keeps for 90 days. */
async function archivedIds({ client, picked, wanted }: Reading): Promise<string[]> {
  const ids: string[] = []
  let after: string | undefined
  do {
    const page = await patiently(
      () =>
        client.crm.objects.basicApi.getPage(
          picked.object,
          PAGE,
          after,
          ['hs_object_id'],
          undefined,
          undefined,
          true,
        ),
      wanted,
    )
    ids.push(...page.results.map(({ id }) => id))
    after = page.paging?.next?.after
  } while (after !== undefined)
  return ids
}

async function* allOf({ client, picked, wanted }: Reading): AsyncGenerator<Record[]> {
  let after: string | undefined
  do {
    const page = await patiently(
      () => client.crm.objects.basicApi.getPage(picked.object, PAGE, after, propertiesOf(picked)),
      wanted,
    )
    yield page.results
    after = page.paging?.next?.after
  } while (after !== undefined)
}

/** In the order of the cursor; where a search may give no more, another one begins at the last value. */
async function* changedSince(reading: Reading, property: string, from: string): AsyncGenerator<Record[]> {
  const { client, picked, wanted } = reading
  let since = millisecondsOf(from)
  let atSince = new Set<string>()
  for (;;) {
    let [after, read, last]: [string | undefined, number, string] = [undefined, 0, since]
    const seen = atSince
    atSince = new Set()
    do {
      const search = searchFor(picked, property, { since, after })
      const page = await patiently(() => client.crm.objects.searchApi.doSearch(picked.object, search), wanted)
      yield page.results.filter(({ id }) => !seen.has(id))
      read += page.results.length
      for (const { id, properties } of page.results) {
        const at = millisecondsOf(properties[property] ?? last)
        if (at !== last) atSince.clear()
        atSince.add(id)
        last = at
      }
      after = page.paging?.next?.after
    } while (after !== undefined && read + PAGE <= MOST_SEARCHED)
    if (after === undefined) return
    if (last === since)
      throw new UserError(`More than 10,000 records of ${picked.object} were changed in one moment.`)
    since = last
  }
}

const searchFor = (
  { fields }: Picked,
  property: string,
  at: { since: string; after: string | undefined },
) => ({
  filterGroups: [{ filters: [{ propertyName: property, operator: 'GTE' as never, value: at.since }] }],
  sorts: [property],
  properties: propertiesOf({ fields }),
  limit: PAGE,
  ...(at.after !== undefined && { after: at.after }),
})

const millisecondsOf = (text: string): string =>
  /^\d+$/.test(text) ? text : String(Date.parse(text.length === 10 ? `${text}T00:00:00Z` : text))

const ASSOCIATED = /^associations\.(\w+)$/i
const propertiesOf = ({ fields }: Pick<Picked, 'fields'>): string[] => [
  ...new Set(
    fields.map(({ expression }) => expression).filter((name) => name !== 'id' && !ASSOCIATED.test(name)),
  ),
]

async function* rowsOf(pages: AsyncIterable<Record[]>, reading: Reading): AsyncGenerator<(string | null)[]> {
  const { fields } = reading.picked
  const others = fields.flatMap(({ expression }) => ASSOCIATED.exec(expression)?.[1] ?? [])
  for await (const records of pages) {
    const associated = new Map(
      await Promise.all(
        [...new Set(others)].map(async (other) => [other, await firstOf(other, records, reading)] as const),
      ),
    )
    for (const { id, properties } of records)
      yield fields.map(({ expression }) => {
        const other = ASSOCIATED.exec(expression)?.[1]
        if (other !== undefined) return associated.get(other)?.get(id) ?? null
        return expression === 'id' ? id : properties[expression] || null
      })
  }
}

/** The id of the first associated record, for each that has one. */
async function firstOf(other: string, records: Record[], { client, picked, wanted }: Reading) {
  const first = new Map<string, string>()
  if (records.length === 0) return first
  const inputs = records.map(({ id }) => ({ id }))
  const { results } = await patiently(
    () => client.crm.associations.v4.batchApi.getPage(picked.object, other, { inputs }),
    wanted,
  )
  for (const { _from, to } of results) {
    const [nearest] = to
    if (nearest) first.set(_from.id, String(nearest.toObjectId))
  }
  return first
}
