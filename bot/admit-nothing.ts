import type { Context } from '#src/context.ts'
import { whoHears } from '#src/freshness/answerable.ts'
import type { Asker } from '#src/members/identity.ts'
import { closedQuestion, noteQuestion } from '#src/questions/store.ts'
import type { Asking, Found } from './commands/command.ts'
import type { Block } from './slack/blocks.ts'
import type { Outgoing } from './slack/outgoing.ts'
import { trayOf } from './slack/tray.ts'
import { personName } from './views/names.ts'
import { answeredBefore } from './views/question-notes.ts'
import { nothingFound } from './views/sentences.ts'

type Nothing = Extract<Found, { found: 'nothing' }>

/**
 * Nothing verified fits. What the owner has said to the same question is shown as their word; otherwise the question
 * is noted for the owner of what is nearest, who finds it among what waits for them.
 */
export async function admitNothing(
  { question, nearest }: Nothing,
  { text, asker }: { text: string; asker: Asker },
  { library, now, zone }: Asking,
  ctx: Context,
): Promise<{ blocks: Block[]; also: Outgoing[] }> {
  const closed = await closedQuestion(ctx.db, text, now)
  if (closed) {
    const entry = closed.outcome.state === 'answered' ? closed.outcome.entry : undefined
    const told = { question: closed, library, zone }
    return { blocks: answeredBefore(told, library.entries.get(entry ?? '')), also: [] }
  }
  const owner = whoHears(
    nearest.find((entry) => entry.owner !== undefined),
    library,
  )
  const ownerId = owner === undefined ? undefined : library.members.get(owner)?.id
  const { member } = asker
  const noted = { text, nearest, ownerId, askerId: member?.id, function: member?.function }
  const { askedAt, ownerId: waitsFor } = await noteQuestion(ctx.db, noted, now)
  const waiting = [...library.members.values()].find(({ id }) => id === waitsFor)?.handle
  return {
    blocks: nothingFound(question, nearest, personName(library, waiting)),
    also: waiting === undefined ? [] : [trayOf('questions', waiting, askedAt, zone)],
  }
}
