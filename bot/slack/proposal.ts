import { proposalCard } from '#bot/views/proposal-card.ts'
import { impactOf } from '#src/board/impact.ts'
import type { Proposal } from '#src/board/proposal.ts'
import { askedOf } from '#src/board/rewording.ts'
import { settleDue } from '#src/board/settle.ts'
import { delayShowing, isShown, listUnshown, markShown, readProposal } from '#src/board/store.ts'
import { type Waiting, waitingOf } from '#src/board/waiting.ts'
import type { Context } from '#src/context.ts'
import type { Library } from '#src/knowledge/library.ts'
import { findPost } from '#src/posts/store.ts'
import type { Channels } from './channels.ts'
import { inTurn } from './in-turn.ts'
import { message } from './message.ts'
import type { Outgoing } from './outgoing.ts'
import { postOnce } from './post.ts'
import { remindSilent } from './remind-silent.ts'
import type { KeyedPost } from './send.ts'
import { askAnswerers, updateReminders } from './tell-deciders.ts'
import { tellOrigin } from './tell-origin.ts'
import { askVoters, tellProposer } from './tell-people.ts'
import type { Wire } from './wire.ts'

/** So long whoever changed a proposal may take to show it, before somebody else does. */
const SHOWN_WITHIN = { seconds: 15 }
/** Until what could not be shown is tried again. */
const TRY_AGAIN_AFTER = { seconds: 60 }

/**
 * Decides what is due, wants shown what changed and was not shown because somebody died on the way, and reminds those
 * in time who have not voted.
 */
export async function decideDue(ctx: Context): Promise<Outgoing[]> {
  const settled = await settleDue(ctx.db, ctx.now())
  const late = await listUnshown(ctx.db, ctx.now().subtract(SHOWN_WITHIN))
  const shown = [...new Set([...settled, ...late])].map(
    (proposal): Outgoing => ({ to: 'proposal', proposal }),
  )
  return [...shown, ...(await remindSilent(ctx))]
}

/**
 * Brings everything that shows a proposal up to date. What it says is read right before it is sent, and read again
 * afterwards: whoever writes last has seen the last change, in this process or another.
 */
export async function showProposal(id: number, ctx: Context, wire: Wire): Promise<void> {
  try {
    await inTurn(`proposal/${id}`, () => showUntilRight(id, ctx, wire))
  } catch (error) {
    await delayShowing(ctx.db, id, ctx.now().add(TRY_AGAIN_AFTER).subtract(SHOWN_WITHIN))
    throw error
  }
}

async function showUntilRight(id: number, ctx: Context, wire: Wire): Promise<void> {
  // Of many who vote at once the first shows what all of them did.
  if (await isShown(ctx.db, id)) return
  for (;;) {
    const proposal = await readProposal(ctx.db, id)
    if (!proposal) return
    const library = await ctx.readLibrary()
    const waiting = await waitingOf(proposal, ctx.db, ctx.now())
    // A draft was never before the board: only its proposer sees it.
    if (proposal.channelId !== '') await postOnce(await cardOf(waiting, library, ctx), ctx, wire)
    await tellProposer(waiting, library, ctx, wire)
    await askVoters(waiting, library, ctx, wire)
    await askAnswerers(waiting, library, ctx, wire)
    await updateReminders(waiting, library, ctx, wire)
    await tellOrigin(proposal, library, ctx, wire)
    if ((await markShown(ctx.db, id, proposal.step)) === proposal.step) return
  }
}

/** The card in the board's channel. */
async function cardOf({ proposal, stand }: Waiting, library: Library, ctx: Context): Promise<KeyedPost> {
  const { id, parts, channelId } = proposal
  const asked = askedOf(proposal, stand.voters)
  const impact = await impactOf(ctx.db, parts, library)
  const card = proposalCard({ proposal, stand, impact, asked, library })
  return { key: `proposal/${id}`, channelId, message: message(card) }
}

/** The address of the card. */
export async function cardLink(
  { id, channelId }: Proposal,
  channels: Channels,
  ctx: Context,
): Promise<string | undefined> {
  const post = await findPost(ctx.db, `proposal/${id}`)
  return post?.ts ? await channels.permalink(channelId, post.ts) : undefined
}
