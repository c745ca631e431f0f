import { beforeAll, expect, test } from 'vitest'
import { keepDraft, partsToday, sendDraft } from '#src/board/drafts.ts'
import { withdrawProposal } from '#src/board/open-proposal.ts'
import { readProposal } from '#src/board/store.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { type DemoBoard, demoBoard, NOW } from '#test/support/board.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { exportedEntry } from '#test/support/exported.ts'
import { importFiles } from '#test/support/knowledge.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let board: DemoBoard

  beforeAll(async () => {
    board = await demoBoard(database.db)
  })

  const auditOf = async (id: number) =>
    (
      await database.db.auditRecord.findMany({
        where: { subject: `proposal/${id}` },
        orderBy: { sequence: 'asc' },
      })
    ).map(({ actor, action }) => `${actor}: ${action}`)

  /** Carla's file with one text replaced, applied past the board. */
  async function importDirectly(from: string, to: string) {
    const file = await exportedEntry(database.db, 'persona/carla-operations-lead')
    await importFiles(database.db, { 'personas/carla-operations-lead.yaml': file.replace(from, to) })
  }

  test('what an admin changes directly closes the proposal on it, and no other', async () => {
    const [gone, stays] = [
      await board.opened('l1', 'Proof from two peers'),
      await board.opened('f1', 'A slow rollout'),
    ]
    await importDirectly('Proof from a peer', 'Proof from a neighbour')
    expect(await readProposal(database.db, gone.id)).toMatchObject({
      outcome: {
        state: 'superseded',
        obstacle: { by: 'operator', clashes: [{ now: { text: expect.stringContaining('a neighbour') } }] },
      },
    })
    expect((await readProposal(database.db, stays.id))?.outcome.state).toBe('open')
    expect(await auditOf(gone.id)).toEqual(['mina: proposal opened', 'operator: proposal superseded'])
    expect(await board.vote(gone, 'jonas', 'approve')).toMatchObject({ outcome: 'closed' })
    for (const handle of ['lou', 'jonas', 'ada', 'lea', 'ines']) await board.vote(stays, handle, 'approve')
    expect(await board.textOf('f1')).toBe('A slow rollout')

    const { entries } = await followLibrary(database.db)()
    const [part] = partsToday(gone, entries)
    expect(part?.changes).toMatchObject([
      {
        type: 'changed',
        before: { text: expect.stringContaining('a neighbour') },
        after: { text: 'Proof from two peers' },
      },
    ])
  })

  test('a draft holds nothing, is sent on what its entry says by then, and only by whoever kept it', async () => {
    const mina = { id: board.idOf('mina'), handle: 'mina' }
    const place = { channelId: 'C1', zone: 'Europe/Berlin' }
    const wanted = {
      source: 'draft/1',
      proposer: mina,
      parts: [board.partOf([await board.rewording('g1', 'Fewer hand-offs')])],
      rationale: 'Later',
    }
    const draft = await keepDraft(database.db, wanted, NOW)
    expect(draft).toMatchObject({ outcome: { state: 'draft' }, channelId: '' })
    expect((await keepDraft(database.db, wanted, NOW)).id).toBe(draft.id)
    expect(await board.vote(draft, 'jonas', 'approve')).toMatchObject({ outcome: 'closed' })

    const other = await board.opened('g1', 'No hand-offs')
    expect(await sendDraft(database.db, draft.id, mina, place, NOW)).toMatchObject({ outcome: 'taken' })
    for (const handle of ['lou', 'jonas', 'ada', 'lea', 'ines']) await board.vote(other, handle, 'approve')

    const jonas = { id: board.idOf('jonas'), handle: 'jonas' }
    expect(await sendDraft(database.db, draft.id, jonas, place, NOW)).toMatchObject({ outcome: 'not yours' })
    const sent = await sendDraft(database.db, draft.id, mina, place, NOW)
    expect(sent).toMatchObject({
      outcome: 'open',
      proposal: {
        id: draft.id,
        channelId: 'C1',
        parts: [{ changes: [{ before: { text: 'No hand-offs' }, after: { text: 'Fewer hand-offs' } }] }],
      },
    })
    expect(await sendDraft(database.db, draft.id, mina, place, NOW)).toEqual(sent)
    for (const handle of ['lou', 'jonas', 'ada', 'lea', 'ines']) await board.vote(draft, handle, 'approve')
    expect(await board.textOf('g1')).toBe('Fewer hand-offs')
  })

  test('a draft is thrown away as a proposal is withdrawn', async () => {
    const mina = { id: board.idOf('mina'), handle: 'mina' }
    const parts = [board.partOf([await board.rewording('g2', 'One plan')])]
    const draft = await keepDraft(
      database.db,
      { source: 'draft/2', proposer: mina, parts, rationale: 'x' },
      NOW,
    )
    expect(await withdrawProposal(database.db, draft.id, mina, NOW)).toMatchObject({ outcome: 'withdrawn' })
    const place = { channelId: 'C1', zone: 'Europe/Berlin' }
    expect(await sendDraft(database.db, draft.id, mina, place, NOW)).toMatchObject({ outcome: 'closed' })
    expect(await sendDraft(database.db, 99_999, mina, place, NOW)).toBeUndefined()
  })
})
