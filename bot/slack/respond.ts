import type { Message } from './message.ts'
import type { Wire } from './wire.ts'

const ATTEMPTS = 3
const PATIENCE_MS = 10_000

/**
 * Answers privately at a `response_url`, in a thread where one is given. False where it is spent or expired (five uses, 30 minutes), so that the
 * answer has to go another way; throws where Slack can't be reached.
 */
export async function respond(
  url: string,
  message: Message,
  wire: Wire,
  threadTs?: string | undefined,
): Promise<boolean> {
  const place = threadTs === undefined ? {} : { thread_ts: threadTs }
  let content: object = { ...place, text: message.text, blocks: message.blocks }
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await attemptOnce(url, content, wire)
    if (outcome === 'delivered') return true
    if (outcome === 'expired') return false
    if (outcome === 'blocks refused') content = { ...place, text: message.text }
    else if (attempt >= ATTEMPTS)
      throw new Error(`A response_url failed ${attempt} times: ${outcome.failure}`)
    else await new Promise((resolve) => setTimeout(resolve, outcome.waitMs))
  }
}

type Outcome = 'delivered' | 'expired' | 'blocks refused' | { failure: string; waitMs: number }

async function attemptOnce(url: string, content: object, { fetch }: Wire): Promise<Outcome> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...content }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    return judge(response, await response.text(), 'blocks' in content)
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error), waitMs: 1000 }
  }
}

function judge({ ok, status, headers }: Response, body: string, hasBlocks: boolean): Outcome {
  if (hasBlocks && /invalid_blocks|msg_blocks_too_long/.test(body)) return 'blocks refused'
  if (/expired_url|used_url|no_active_hooks/.test(body) || status === 404 || status === 410) return 'expired'
  if (ok && !/"ok"\s*:\s*false/.test(body)) return 'delivered'
  const seconds = Math.min(Number(headers.get('retry-after') ?? 1), 30)
  return {
    failure: `HTTP ${status} ${body.slice(0, 100)}`,
    waitMs: (Number.isFinite(seconds) ? seconds : 1) * 1000,
  }
}
