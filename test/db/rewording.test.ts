import { beforeAll, expect, test } from 'vitest'
import { confirmVote } from '#src/board/cast-vote.ts'
import { editProposal } from '#src/board/edit-proposal.ts'
import { withdrawProposal } from '#src/board/open-proposal.ts'
import type { Proposal } from '#src/board/proposal.ts'
import { readProposal } from '#src/board/store.ts'
import { DEADLINE, type DemoBoard, demoBoard, NOW } from '#test/support/board.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

const LATER = NOW.add({ minutes: 5 })

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let board: DemoBoard
  let edits = 0

  beforeAll(async () => {
    board = await demoBoard(database.db)
  })

  /** Another text by its proposer, who says that the meaning stays. */
  async function reword(
    { id }: Proposal,
    claimId: string,
    text: string,
    { wordingOnly = true, cites }: { wordingOnly?: boolean; cites?: string[] } = {},
  ): Promise<Proposal> {
    const change = await board.rewording(claimId, text)
    if (cites && change.type === 'changed') change.after.cites = cites
    const wanted = {
      source: `reword/${++edits}`,
      proposer: { id: board.idOf('mina'), handle: 'mina' },
      parts: [board.partOf([change])],
      rationale: 'Interviews',
      wordingOnly,
    }
    const edited = await editProposal(database.db, id, wanted, NOW)
    if (edited.outcome !== 'open') throw new Error(`The edit was refused: ${edited.outcome}.`)
    return edited.proposal
  }

  const confirm = ({ id, revision }: Proposal, handle: string, at = LATER) =>
    confirmVote(database.db, { proposal: id, revision, memberId: board.idOf(handle), at }, at)

  const auditOf = async ({ id }: Proposal) => {
    const rows = await database.db.auditRecord.findMany({
      where: { subject: `proposal/${id}` },
      orderBy: { sequence: 'asc' },
    })
    return rows.map(({ actor, action }) => `${actor}: ${action}`)
  }

  const present = async ({ id }: Proposal): Promise<Proposal> => {
    const proposal = await readProposal(database.db, id)
    if (!proposal) throw new Error('It is gone.')
    return proposal
  }

  const chosen = ({ votes }: Pick<Proposal, 'votes'>) =>
    votes.map(({ handle, choice, reason }) => [handle, choice, reason])

  test('no vote counts for a new wording until its voter confirms it, and then it is the vote that it was, once', async () => {
    const first = await board.opened('l1', 'Proof from two peers')
    await board.vote(first, 'jonas', 'reject', { reason: 'One is enough' })
    await board.vote(first, 'lou', 'abstain')
    const second = await reword(first, 'l1', 'Proof from two of her peers')
    expect(second).toMatchObject({ revision: 2, votes: [], voided: [] })
    expect(second.unconfirmed.map(({ handle, choice }) => [handle, choice])).toEqual(
      expect.arrayContaining([
        ['jonas', 'reject'],
        ['lou', 'abstain'],
      ]),
    )
    const outcomes = [
      await confirm(second, 'jonas'),
      await confirm(second, 'jonas', LATER.add({ minutes: 1 })),
    ]
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['counted', 'counted'])
    const after = await present(first)
    expect(chosen(after)).toEqual([['jonas', 'reject', 'One is enough']])
    expect(after.unconfirmed.map(({ handle }) => handle)).toEqual(['lou'])
    expect((await auditOf(first)).slice(-2)).toEqual(['mina: proposal reworded', 'jonas: vote confirmed'])
  })

  test('the last confirmation decides, as a vote does', async () => {
    const first = await board.opened('l2', 'A real Tuesday')
    for (const handle of ['jonas', 'ada']) await board.vote(first, handle, 'approve')
    const second = await reword(first, 'l2', 'A real Tuesday of hers')
    for (const handle of ['lou', 'ines']) await board.vote(second, handle, 'abstain')
    expect(await board.vote(second, 'lea', 'approve')).toMatchObject({
      proposal: { outcome: { state: 'open' } },
    })
    await confirm(second, 'jonas')
    expect(await confirm(second, 'ada')).toMatchObject({ proposal: { outcome: { state: 'approved' } } })
    expect(await board.textOf('l2')).toBe('A real Tuesday of hers')
  })

  test('a button for a wording that was changed again confirms nothing; the question is then about the newest', async () => {
    const first = await board.opened('g1', 'Fewer hand-offs')
    await board.vote(first, 'jonas', 'approve')
    const second = await reword(first, 'g1', 'Fewer hand-overs')
    const third = await reword(first, 'g1', 'Far fewer hand-overs')
    expect(await confirm(second, 'jonas')).toMatchObject({ outcome: 'outdated', proposal: { votes: [] } })
    const [asked] = third.unconfirmed
    expect(asked?.votedOn).toMatchObject({
      revision: 1,
      parts: [{ changes: [{ after: { text: 'Fewer hand-offs' } }] }],
    })
    await confirm(third, 'jonas')
    expect(chosen(await present(first))).toEqual([['jonas', 'approve', undefined]])
  })

  test('another meaning voids what was counted and what was still to confirm', async () => {
    const first = await board.opened('g2', 'One plan')
    for (const handle of ['jonas', 'ada']) await board.vote(first, handle, 'approve')
    const second = await reword(first, 'g2', 'One plan for all')
    await confirm(second, 'ada')
    const third = await reword(first, 'g2', 'Two plans', { wordingOnly: false })
    expect(third).toMatchObject({ votes: [], unconfirmed: [] })
    expect(third.voided.map(({ name }) => name).sort()).toEqual(['Ada Okonjo', 'Jonas Feldt'])
    await confirm(third, 'jonas')
    expect((await present(first)).votes).toEqual([])
    const fourth = await reword(first, 'g2', 'Three plans', { wordingOnly: false })
    expect(fourth.voided).toEqual([])
  })

  test('an edit of more than words is no rewording, whatever its proposer says', async () => {
    const first = await board.opened('g3', 'Evenings off')
    await board.vote(first, 'jonas', 'approve')
    expect(await reword(first, 'g3', 'Evenings off', { cites: [] })).toMatchObject({
      unconfirmed: [],
      voided: [{ name: 'Jonas Feldt' }],
    })
  })

  test('after the decision, and from somebody who never voted, nothing is confirmed', async () => {
    const first = await board.opened('p1', 'Shift changes by phone')
    await board.vote(first, 'jonas', 'approve')
    const second = await reword(first, 'p1', 'Shift changes on the phone')
    expect(await confirm(second, 'ada')).toMatchObject({ outcome: 'counted', proposal: { votes: [] } })
    expect(await confirm(second, 'sam')).toMatchObject({ outcome: 'no right' })
    await withdrawProposal(database.db, first.id, { id: board.idOf('mina'), handle: 'mina' }, NOW)
    expect(await confirm(second, 'jonas')).toMatchObject({ outcome: 'closed', proposal: { votes: [] } })
    const third = await board.opened('p1', 'Shift changes by phone')
    await board.vote(third, 'jonas', 'approve')
    const late = await reword(third, 'p1', 'Shift changes on the phone')
    expect(await confirm(late, 'jonas', DEADLINE)).toMatchObject({
      outcome: 'closed',
      proposal: { outcome: { state: 'expired' }, votes: [] },
    })
  })

  test('who votes anew on the card simply has voted, even at once with a confirmation', async () => {
    const first = await board.opened('p2', 'Late changes')
    for (const handle of ['jonas', 'ada']) await board.vote(first, handle, 'approve')
    const second = await reword(first, 'p2', 'Changes that come late')
    await board.vote(second, 'jonas', 'reject', { reason: 'Now I see it' })
    await confirm(second, 'jonas')
    const newer = LATER.add({ seconds: 1 })
    await Promise.all([
      ...Array.from({ length: 3 }, () => confirm(second, 'ada')),
      board.vote(second, 'ada', 'abstain', { at: newer }, newer),
    ])
    const after = await present(first)
    expect(chosen(after)).toEqual(
      expect.arrayContaining([
        ['jonas', 'reject', 'Now I see it'],
        ['ada', 'abstain', undefined],
      ]),
    )
    expect(after.votes).toHaveLength(2)
  })
})
