import { type Answer, type Asked, startCrm } from './crm-server.ts'

type Stored = { id: string; properties: Record<string, string | null> }

type Options = {
  records: Stored[]
  /** Ids of records that were deleted. */
  archived?: string[]
  /** Ids of companies by record. */
  companies?: Record<string, string>
  page?: number
  instead?(asked: Asked, number: number): Answer | undefined
}

type Search = { filterGroups: { filters: { propertyName: string; value: string }[] }[]; after?: string }

/** A stand-in that speaks HubSpot's CRM API v3 as far as pages, searches, properties and associations go. */
export async function startHubspot({ records, archived = [], companies = {}, page = 2, instead }: Options) {
  let number = 0
  const pageOf = (all: Stored[], after: string | null | undefined): Answer => {
    const from = Number(after ?? 0)
    const next = from + page
    return {
      body: {
        total: all.length,
        results: all
          .slice(from, next)
          .map((each) => ({ ...each, createdAt: EPOCH, updatedAt: EPOCH, archived: false })),
        ...(next < all.length && { paging: { next: { after: String(next) } } }),
      },
    }
  }
  const crm = await startCrm((asked) => {
    const other = instead?.(asked, ++number)
    if (other) return other
    if (asked.headers.authorization !== 'Bearer pat-1')
      return {
        status: 401,
        body: { status: 'error', category: 'INVALID_AUTHENTICATION', message: 'Bad token' },
      }
    if (asked.path.startsWith('/crm/v3/properties/') || asked.path.startsWith('/crm/properties/'))
      return { body: { name: 'hs_lastmodifieddate', type: 'datetime', label: '', fieldType: 'date' } }
    if (asked.path.endsWith('/search')) {
      const { filterGroups, after } = JSON.parse(asked.body) as Search
      const { propertyName = '', value = '0' } = filterGroups[0]?.filters[0] ?? {}
      const at = ({ properties }: Stored) => Date.parse(properties[propertyName] ?? '')
      const found = records.filter((each) => at(each) >= Number(value)).toSorted((a, b) => at(a) - at(b))
      return pageOf(found, after)
    }
    if (asked.path.endsWith('/batch/read') && !asked.path.includes('/associations/')) {
      const { inputs } = JSON.parse(asked.body) as { inputs: { id: string }[] }
      return complete(records.filter(({ id }) => inputs.some((input) => input.id === id)))
    }
    if (asked.path.endsWith('/batch/update')) {
      const { inputs } = JSON.parse(asked.body) as { inputs: Stored[] }
      for (const { id, properties } of inputs)
        Object.assign(records.find((each) => each.id === id)?.properties ?? {}, properties)
      return complete(records.filter(({ id }) => inputs.some((input) => input.id === id)))
    }
    if (asked.path.includes('/associations/')) {
      const { inputs } = JSON.parse(asked.body) as { inputs: { id: string }[] }
      const results = inputs.flatMap(({ id }) =>
        companies[id] ? [{ from: { id }, to: [{ toObjectId: companies[id], associationTypes: [] }] }] : [],
      )
      return { body: { status: 'COMPLETE', results, startedAt: EPOCH, completedAt: EPOCH } }
    }
    const listed =
      asked.query.get('archived') === 'true' ? archived.map((id) => ({ id, properties: {} })) : records
    return pageOf(listed, asked.query.get('after'))
  })
  return { ...crm, address: `hubspot://pat-1@${crm.host}?protocol=http` }
}

const complete = (results: Stored[]): Answer => ({
  body: {
    status: 'COMPLETE',
    results: results.map((each) => ({ ...each, createdAt: EPOCH, updatedAt: EPOCH, archived: false })),
    startedAt: EPOCH,
    completedAt: EPOCH,
  },
})

const EPOCH = '2026-01-01T00:00:00.000Z'
