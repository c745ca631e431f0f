import { type Answer, type Asked, startCrm } from './crm-server.ts'

const VERSION = '/services/data/v62.0'

type Changed = { attributes: unknown; id: string; [field: string]: unknown }

type Options = {
  records: Record<string, unknown>[]
  /** Records a page. */
  page?: number
  /** A session is good for so many requests. */
  sessionLasts?: number
  /** Ids of records that can't be changed. */
  refuses?: string[]
  /** Answers instead of the rule; undefined lets the rule answer. */
  instead?(asked: Asked, number: number): Answer | undefined
}

/** A stand-in that speaks Salesforce's REST API as far as queries, descriptions and collections go. */
export async function startSalesforce({
  records,
  page = 2,
  sessionLasts = 1000,
  refuses = [],
  instead,
}: Options) {
  let [sessions, used, number] = [0, 0, 0]
  const fault = (status: number, errorCode: string, message: string): Answer => ({
    status,
    body: [{ errorCode, message }],
  })
  // Only queryAll tells of what is in the bin.
  const told = (all: boolean) => records.filter(({ IsDeleted }) => all || IsDeleted !== true)
  const pageFrom = (from: number, withBin: boolean): Answer => {
    const all = told(withBin)
    const some = all.slice(from, from + page)
    const done = from + page >= all.length
    return {
      body: {
        totalSize: all.length,
        done,
        records: some,
        ...(!done && { nextRecordsUrl: `${VERSION}/query/01g${withBin ? 'A' : '-'}${from + page}` }),
      },
    }
  }
  const change = (wanted: { records: Changed[] }) =>
    wanted.records.map(({ attributes: _, id, ...fields }) => {
      if (refuses.includes(id))
        return {
          success: false,
          errors: [{ statusCode: 'LOCKED', message: 'The record is locked', fields: [] }],
        }
      Object.assign(records.find(({ Id }) => Id === id) ?? {}, fields)
      return { id, success: true, errors: [] }
    })
  const crm = await startCrm((asked) => {
    const other = instead?.(asked, ++number)
    if (other) return other
    if (asked.path === '/services/oauth2/token') {
      const form = new URLSearchParams(asked.body)
      if (form.get('client_secret') !== 's&cret' || form.get('grant_type') !== 'client_credentials')
        return {
          status: 400,
          body: { error: 'invalid_client', error_description: 'invalid client credentials' },
        }
      used = 0
      return { body: { access_token: `session-${++sessions}`, instance_url: `http://${asked.headers.host}` } }
    }
    used += 1
    if (asked.headers.authorization !== `Bearer session-${sessions}` || used > sessionLasts)
      return fault(401, 'INVALID_SESSION_ID', 'Session expired or invalid')
    if (asked.path === `${VERSION}/sobjects/Account/describe`)
      return {
        body: {
          name: 'Account',
          fields: [
            { name: 'Id', type: 'id' },
            { name: 'SystemModstamp', type: 'datetime' },
          ],
        },
      }
    const wanted = /WHERE Id IN \((.*)\)/.exec(asked.query.get('q') ?? '')?.[1]
    if (wanted !== undefined) {
      const found = records.filter(({ Id }) => wanted.includes(`'${String(Id)}'`))
      return { body: { totalSize: found.length, done: true, records: found } }
    }
    if (asked.method === 'PATCH') return { body: change(JSON.parse(asked.body) as { records: Changed[] }) }
    if (asked.path === `${VERSION}/query`) return pageFrom(0, false)
    if (asked.path === `${VERSION}/queryAll`) return pageFrom(0, true)
    // A locator knows what it was asked with.
    const [, bin, from] = /\/query\/01g([A-])(\d+)$/.exec(asked.path) ?? []
    return from === undefined
      ? fault(404, 'NOT_FOUND', 'The requested resource does not exist')
      : pageFrom(Number(from), bin === 'A')
  })
  const address = `salesforce://the-app:s%26cret@${crm.host}?protocol=http`
  const queries = () => crm.asked.flatMap(({ query }) => query.get('q') ?? [])
  return { ...crm, address, queries, sessions: () => sessions }
}
