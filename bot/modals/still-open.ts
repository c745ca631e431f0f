import { CHANGED_MEANWHILE, CLOSED_MEANWHILE } from '#bot/views/proposal-notes.ts'
import { readProposal } from '#src/board/store.ts'
import type { Context } from '#src/context.ts'
import type { Verdict } from './modal.ts'

/** Takes a form about a proposal only while it is open with the text that its sender read. */
export async function stillOpen(
  about: { proposal: number; revision: number },
  input: string,
  ctx: Context,
): Promise<Verdict> {
  const proposal = await readProposal(ctx.db, about.proposal)
  if (proposal?.outcome.state !== 'open') return { verdict: 'mend', errors: { [input]: CLOSED_MEANWHILE } }
  if (proposal.revision !== about.revision) return { verdict: 'mend', errors: { [input]: CHANGED_MEANWHILE } }
  return { verdict: 'take' }
}
