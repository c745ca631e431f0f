import { setTimeout as wait } from 'node:timers/promises'
import type { Verdict } from '#bot/modals/modal.ts'
import { FORM_BROKE, NOT_TAKEN } from '#bot/views/sentences.ts'
import type { Context } from '#src/context.ts'
import { causeOf, newReference, UserError } from '#src/errors.ts'
import type { Incoming } from './incoming.ts'

/** Of Slack's three seconds, those for the checks; the rest is for writing it down. */
const CHECK_WITHIN_MS = 1200

type Submission = Extract<Incoming, { type: 'submission' }>

/** Runs the checks of a form in time for its ack; undefined where it can be taken. Nothing typed is ever lost. */
export async function checkForm(
  incoming: Submission,
  judge: () => Promise<Verdict>,
  ctx: Context,
): Promise<object | undefined> {
  try {
    const verdict = await Promise.race([judge(), wait(CHECK_WITHIN_MS, 'late' as const)])
    return verdict === 'late' ? backWith(NOT_TAKEN, incoming) : ackOf(verdict)
  } catch (error) {
    if (error instanceof UserError) return backWith(error.message, incoming)
    const reference = newReference()
    ctx.log.error({ reference, request: incoming.id, cause: causeOf(error), err: error }, 'A form failed')
    return backWith(FORM_BROKE(reference), incoming)
  }
}

function ackOf(verdict: Verdict): object | undefined {
  switch (verdict.verdict) {
    case 'take':
      return undefined
    case 'mend':
      return { response_action: 'errors', errors: verdict.errors }
    case 'push':
    case 'update':
      return { response_action: verdict.verdict, view: verdict.view }
  }
}

/** The form stays open as it is, with a sentence under its first input. */
export const backWith = (sentence: string, { values }: Submission): object => ({
  response_action: 'errors',
  errors: { [Object.keys(values)[0] ?? '']: sentence },
})
