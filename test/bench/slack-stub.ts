import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The least that a bot needs of Slack, so that the bot alone is measured. Keeps what arrives at response URLs. */
export async function startSlackStub() {
  let answers: string[] = []
  let waiting: { count: number; resolve: () => void } | undefined
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      response.setHeader('content-type', 'application/json')
      if (request.url?.startsWith('/respond')) {
        answers.push(body)
        if (waiting && answers.length >= waiting.count) waiting.resolve()
        response.end('{"ok":true}')
      } else response.end(JSON.stringify(methods(request.url ?? '')))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    apiUrl: `${base}/api/`,
    responseUrl: `${base}/respond`,
    answers: () => answers,
    reset: () => {
      answers = []
    },
    answered: (count: number) =>
      new Promise<void>((resolve) => {
        if (answers.length >= count) resolve()
        else waiting = { count, resolve }
      }),
    close: () => server.close(),
  }
}

function methods(url: string): object {
  if (url.includes('auth.test')) return { ok: true, team_id: 'T1', user_id: 'U0', bot_id: 'B0' }
  if (url.includes('users.info'))
    return { ok: true, user: { id: 'U1', team_id: 'T1', profile: { email: 'sam@bench.example' } } }
  if (url.includes('conversations.open')) return { ok: true, channel: { id: 'D1' } }
  if (url.includes('conversations.history')) return { ok: true, messages: [] }
  return { ok: true, channel: 'C1', ts: '1.000001' }
}
