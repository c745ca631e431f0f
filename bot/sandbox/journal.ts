/** What went over the wire lately, for tests and for whoever wonders why: the newest thousand of each. */
export type Journal = { calls: WebApiCall[]; troubles: Trouble[]; deliveries: DeliveryNote[] }

type WebApiCall = { at: number; method: string; error: string | undefined }

/** `late_ack`: the answer came after three seconds, and nobody saw it. `lost_event`: given up after the last retry. */
type Trouble = { at: number; kind: 'late_ack' | 'bad_ack' | 'lost_event'; detail: string }

type DeliveryNote = {
  at: number
  id: string
  kind: string
  attempt: number
  via: string
  outcome: string
}

const KEPT = 1_000

export const newJournal = (): Journal => ({ calls: [], troubles: [], deliveries: [] })

export function note<T>(list: T[], entry: T): void {
  list.push(entry)
  if (list.length > KEPT * 2) list.splice(0, list.length - KEPT)
}
