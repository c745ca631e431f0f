/**
 * Faults on request. A Web API fault applies to the next `times` calls of `method` (`*` for any):
 *   ratelimited       429 with Retry-After
 *   server_error      500 without doing anything
 *   no_answer         nothing is done and no answer ever comes
 *   done_no_answer    it is done, and the answer is lost
 *   error             the Slack error `error`, such as invalid_blocks or channel_not_found
 * `duplicate` sends the next `times` envelopes of `envelope` (events_api, interactive, slash_commands) twice.
 */
export type Fault =
  | { kind: 'ratelimited'; method: string; times: number; retryAfter: number }
  | { kind: 'server_error' | 'no_answer' | 'done_no_answer'; method: string; times: number }
  | { kind: 'error'; method: string; times: number; error: string }
  | { kind: 'duplicate'; envelope: string; times: number }

export type CallFault = Exclude<Fault, { kind: 'duplicate' }>

/** `rateLimits` switches on Slack's own limit of one chat.postMessage a second and channel. */
export type Faults = { list: Fault[]; rateLimits: boolean; lastPosts: Map<string, number> }

export const newFaults = (): Faults => ({ list: [], rateLimits: false, lastPosts: new Map() })

/** The first fault that waits for this method; each use counts down. */
export function takeCallFault(faults: Faults, method: string): CallFault | undefined {
  const fault = faults.list.find(
    (each) => each.kind !== 'duplicate' && (each.method === method || each.method === '*'),
  )
  if (fault === undefined || fault.kind === 'duplicate') return undefined
  use(faults, fault)
  return fault
}

export function takeDuplicate(faults: Faults, envelope: string): boolean {
  const fault = faults.list.find(
    (each) => each.kind === 'duplicate' && (each.envelope === envelope || each.envelope === '*'),
  )
  if (fault !== undefined) use(faults, fault)
  return fault !== undefined
}

/** Seconds to wait before posting to this channel again, or 0 if the post may go out now. */
export function postingPause(faults: Faults, channel: string, now: number): number {
  if (!faults.rateLimits) return 0
  const last = faults.lastPosts.get(channel)
  if (last !== undefined && now - last < 1000) return 1
  faults.lastPosts.set(channel, now)
  return 0
}

function use(faults: Faults, fault: Fault): void {
  fault.times -= 1
  if (fault.times <= 0) faults.list = faults.list.filter((each) => each !== fault)
}
