import type { Pressed } from '#bot/actions/action.ts'
import { refreshAgain } from '#bot/actions/refresh-again.ts'
import type { Block } from '#bot/slack/blocks.ts'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import { cardLink } from '#bot/slack/proposal.ts'
import * as notes from '#bot/views/proposal-notes.ts'
import { keepDraft } from '#src/board/drafts.ts'
import { type OpenOutcome, openProposal, type Place, type Proposing } from '#src/board/open-proposal.ts'
import type { Proposal } from '#src/board/proposal.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import type { Context } from '#src/context.ts'

/**
 * Opens a proposal in the board's channel and returns what follows from it. `typed`: what the proposer wrote, which is
 * given back to them where it can't be opened.
 */
export async function bringBeforeBoard(
  wanted: Proposing,
  typed: string[],
  pressed: Pressed,
  ctx: Context,
): Promise<Outgoing[]> {
  return await proposed(await open(wanted, pressed, ctx), typed, pressed, ctx)
}

/** Opens it, or keeps it as a draft where nothing but the moment is against it: nothing that was written is lost. */
async function open(wanted: Proposing, pressed: Pressed, ctx: Context): Promise<Outcome> {
  const place = await boardPlace(pressed, ctx)
  const outcome = 'outcome' in place ? place : await openProposal(ctx.db, wanted, place, ctx.now())
  if (!KEPT.has(outcome.outcome) || wanted.parts.length === 0) return outcome
  return { ...outcome, draft: await keepDraft(ctx.db, wanted, ctx.now()) }
}

const KEPT = new Set(['taken', 'no board', 'no channel', 'not invited'])

type NoPlace = { outcome: 'no channel' } | { outcome: 'not invited'; channelId: string }
type Outcome = (OpenOutcome | NoPlace) & { draft?: Proposal }

/** Where the board decides, and until when; or why it can't. */
export async function boardPlace({ office, channels }: Pressed, ctx: Context): Promise<Place | NoPlace> {
  const channelId = await office.boardChannel()
  if (!channelId) return { outcome: 'no channel' }
  const { state } = await channels.place(channelId)
  if (state === 'closed') return { outcome: 'not invited', channelId }
  return { channelId, zone: ctx.zone }
}

/** Keeps it for its proposer, who sends it when they want. */
export async function keptDraft(wanted: Proposing, ctx: Context): Promise<Outgoing[]> {
  const { id } = await keepDraft(ctx.db, wanted, ctx.now())
  return [{ to: 'proposal', proposal: id }]
}

/** What follows from having proposed or edited: the card, and word to everybody whom it concerns. */
export async function proposed(
  outcome: Outcome,
  typed: string[],
  { asker, channels }: Pressed,
  ctx: Context,
): Promise<Outgoing[]> {
  const { draft } = outcome
  const refuse = (blocks: Block[]): Outgoing[] => [
    ...(draft ? [{ to: 'proposal' as const, proposal: draft.id }] : []),
    {
      to: 'asker',
      message: message([...blocks, ...(draft ? notes.keptAsDraft() : notes.youWrote(typed))]),
    },
  ]
  switch (outcome.outcome) {
    case 'open':
      return [
        { to: 'proposal', proposal: outcome.proposal.id },
        ...(await tellVoters(outcome.proposal, ctx)),
        ...(await refreshAgain(ctx)),
      ]
    case 'taken':
      return refuse(notes.takenNote(outcome.by, await cardLink(outcome.by, channels, ctx)))
    case 'stale':
      return refuse(notes.movedOn())
    case 'refused':
      return refuse(notes.refusedBy(outcome.faults))
    case 'no board':
      return refuse(notes.noBoard())
    case 'no channel':
      return refuse(notes.noBoardChannel())
    case 'not invited':
      return refuse(notes.notInvited(outcome.channelId))
    case 'closed':
      return refuse(notes.closedMeanwhile())
    case 'not yours': {
      const wanted = { action: 'edit', subject: `proposal/${outcome.proposal.id}` }
      await recordRefusal(ctx.db, asker, wanted, ctx.now())
      return refuse(notes.onlyTheProposer(outcome.proposal))
    }
  }
}

/** Whoever had voted on another meaning hears that their vote no longer counts. */
async function tellVoters(proposal: Proposal, ctx: Context): Promise<Outgoing[]> {
  const library = await ctx.readLibrary()
  return proposal.voided.flatMap(({ slackUserId }) =>
    slackUserId
      ? [
          {
            to: 'person' as const,
            userId: slackUserId,
            key: `proposal/${proposal.id}/voided/${proposal.meaning}/${slackUserId}`,
            message: message(notes.votesVoided(proposal, library)),
          },
        ]
      : [],
  )
}
