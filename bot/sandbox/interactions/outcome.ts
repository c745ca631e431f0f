import type { Answer } from '#bot/sandbox/delivery.ts'

/** What became of something that a person did, and what Slack shows when it went wrong. */
export type Outcome =
  | { state: 'acked'; afterMs: number }
  /** The app never heard of it: an input that doesn't dispatch, or a modal closed without a notice. */
  | { state: 'kept' }
  | { state: 'failed'; error: string; shown: string; afterMs: number }
  /** A form that can't be submitted like this; `errors` by block_id, from Slack or from the app. */
  | { state: 'invalid'; errors: Record<string, string> }

export function outcomeOf(answer: Answer, shown: (error: string) => string): Outcome {
  const afterMs = Math.round(answer.afterMs)
  if (answer.state === 'acked') return { state: 'acked', afterMs }
  return { state: 'failed', error: answer.error, shown: shown(answer.error), afterMs }
}

/** Observed: a warning sign beside the button, without a reason. */
export const CLICK_FAILED = "⚠ That didn't reach the app, or it didn't answer in time."

/** Observed: at the top of the modal, which stays open. */
export const FORM_FAILED = 'We had some trouble connecting. Try again?'
