import type { IncomingMessage, ServerResponse } from 'node:http'
import { changed } from '#bot/sandbox/changes.ts'
import { takeCallFault } from '#bot/sandbox/faults.ts'
import type { Fields } from '#bot/sandbox/fields.ts'
import { parseJson, readBody, reply } from '#bot/sandbox/http.ts'
import { note } from '#bot/sandbox/journal.ts'
import { Refusal } from '#bot/sandbox/refusals.ts'
import { answerResponseUrl } from '#bot/sandbox/response-urls.ts'
import type { Workspace } from '#bot/sandbox/workspace.ts'
import { faulty } from './answer.ts'

const NAME = 'response_url'

/** A POST to a response_url; in faults and in the journal it is the method `response_url`. */
export async function answerResponse(
  workspace: Workspace,
  key: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const fault = takeCallFault(workspace.faults, NAME)
  if (fault?.kind === 'no_answer') return
  const outcome =
    fault === undefined || fault.kind === 'done_no_answer'
      ? carriedOut(workspace, key, await readBody(request))
      : faulty(fault)
  const error = typeof outcome.body === 'string' ? undefined : String(outcome.body.error)
  note(workspace.journal.calls, { at: workspace.clock.now(), method: NAME, error })
  changed(workspace, { kind: 'call' })
  if (fault?.kind !== 'done_no_answer') reply(response, outcome.status, outcome.body, outcome.headers)
}

/** Used up and run out are 404s; what can't be shown is a 400. Observed. */
function carriedOut(workspace: Workspace, key: string, body: Buffer) {
  try {
    answerResponseUrl(workspace, key, parseJson(body))
    return { status: 200, body: 'ok', headers: {} }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const gone = error.error === 'used_url' || error.error === 'expired_url'
    const refused: Fields = { ok: false, error: error.error, ...error.extra }
    return { status: gone ? 404 : 400, body: refused, headers: {} }
  }
}
