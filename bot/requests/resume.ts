import type { Outgoing } from '#bot/slack/outgoing.ts'
import { decideDue } from '#bot/slack/proposal.ts'
import type { Context } from '#src/context.ts'
import { causeOf } from '#src/errors.ts'
import { claimAbandoned, forgetOldRequests } from '#src/requests/store.ts'
import type { Service } from './serve.ts'

const EVERY_MS = 5000

/** Finishes requests that were written down and not answered, for as long as the program runs. Returns how to stop it. */
export function resumeAbandoned(service: Service, ctx: Context): () => void {
  let busy = false
  const round = async () => {
    if (busy) return
    busy = true
    try {
      await forgetOldRequests(ctx.db, ctx.now())
      for (const { payload, receivedAt } of await claimAbandoned(ctx.db, ctx.now())) {
        await service.serve(payload, Temporal.Instant.fromEpochMilliseconds(receivedAt.getTime()))
      }
      for (const each of await decideDue(ctx)) await sendAlone(each, service, ctx)
    } catch (error) {
      ctx.log.warn({ cause: causeOf(error) }, 'Unfinished requests could not be taken up')
    } finally {
      busy = false
    }
  }
  const keep = async () =>
    await service
      .keepInHand()
      .catch((error: unknown) =>
        ctx.log.warn({ cause: causeOf(error) }, 'Requests in hand could not be kept'),
      )
  const timer = setInterval(() => void Promise.all([keep(), round()]), EVERY_MS)
  void round()
  return () => clearInterval(timer)
}

/** What fails does not keep the others from being sent; it comes up again by itself. */
async function sendAlone(outgoing: Outgoing, service: Service, ctx: Context): Promise<void> {
  await service
    .send([outgoing])
    .catch((error: unknown) => ctx.log.warn({ cause: causeOf(error) }, 'A proposal could not be shown'))
}
