import { beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '#src/audit/verify.ts'
import { editProposal } from '#src/board/edit-proposal.ts'
import { withdrawProposal } from '#src/board/open-proposal.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import { settleDue } from '#src/board/settle.ts'
import { readProposal } from '#src/board/store.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { readVersion } from '#src/knowledge/store.ts'
import { DEADLINE, type DemoBoard, demoBoard, NOW } from '#test/support/board.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

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

  test('three functions approve, and the new text is what the next reader gets', async () => {
    const readLibrary = followLibrary(database.db)
    await readLibrary()
    const proposal = await board.opened('l1', 'Proof from two peers')
    await board.vote(proposal, 'jonas', 'approve')
    await board.vote(proposal, 'ada', 'approve')
    expect(await board.textOf('l1')).not.toBe('Proof from two peers')
    await board.vote(proposal, 'lea', 'approve')
    await board.vote(proposal, 'lou', 'abstain')
    // As long as somebody could still block it, nothing is decided.
    expect((await readProposal(database.db, proposal.id))?.outcome.state).toBe('open')
    const last = await board.vote(proposal, 'ines', 'abstain')
    expect(last).toMatchObject({
      outcome: 'counted',
      proposal: { outcome: { state: 'approved' }, parts: [{ version: 2 }] },
    })
    const { entries } = await readLibrary()
    expect(JSON.stringify(entries.get('persona/carla-operations-lead'))).toContain('Proof from two peers')
    const version = await database.db.entryVersion.findFirstOrThrow({
      where: { entryId: board.carla.id, version: 2 },
    })
    expect(version).toMatchObject({ reason: `proposal ${proposal.id}`, authorId: board.idOf('mina') })
    const kept = await readVersion(database.db, { kind: 'persona', slug: board.carla.slug, version: 1 })
    expect(JSON.stringify(kept)).toContain('Proof from a peer')
    expect(await auditOf(proposal.id)).toEqual([
      'mina: proposal opened',
      'jonas: vote',
      'ada: vote',
      'lea: vote',
      'lou: vote',
      'ines: vote',
      'board: proposal decided',
    ])
  })

  test('a member who presses again has one vote, the newest one, even if the older press arrives later', async () => {
    const proposal = await board.opened('l2', 'A real Tuesday')
    await board.vote(proposal, 'jonas', 'approve')
    const later = NOW.add({ minutes: 5 })
    await board.vote(proposal, 'jonas', 'reject', { reason: 'No', at: later }, later)
    const stale = await board.vote(proposal, 'jonas', 'approve', { at: NOW }, later.add({ minutes: 5 }))
    expect(stale).toMatchObject({
      proposal: { votes: [{ handle: 'jonas', choice: 'reject', reason: 'No' }] },
    })
    expect(await auditOf(proposal.id)).toEqual(['mina: proposal opened', 'jonas: vote', 'jonas: vote'])
  })

  test('who is not on the board is not counted, and that is in the audit trail', async () => {
    const proposal = await board.opened('f1', 'A rollout in peak season')
    expect(await board.vote(proposal, 'sam', 'approve')).toMatchObject({
      outcome: 'no right',
      proposal: { votes: [] },
    })
    expect(await board.vote(proposal, 'nobody', 'approve', { memberId: undefined })).toMatchObject({
      outcome: 'no right',
    })
    const sam = {
      teamId: 'T',
      userId: 'U',
      outsider: false,
      member: { id: '', handle: 'sam', name: 'Sam', function: undefined },
    }
    await recordRefusal(database.db, sam, { action: 'vote', subject: `proposal/${proposal.id}` }, NOW)
    expect(await auditOf(proposal.id)).toEqual(['mina: proposal opened', 'sam: refused'])
  })

  test('a second proposal on the same claim is refused with the first; on another claim it is fine', async () => {
    const first = await board.opened('g1', 'Fewer hand-offs')
    expect(await board.propose('g1', 'No hand-offs')).toMatchObject({
      outcome: 'taken',
      by: { id: first.id },
    })
    const other = await board.opened('g2', 'One plan')
    await withdrawProposal(database.db, first.id, { id: board.idOf('mina'), handle: 'mina' }, NOW)
    expect(await board.propose('g1', 'No hand-offs')).toMatchObject({ outcome: 'open' })
    expect((await readProposal(database.db, other.id))?.outcome.state).toBe('open')
  })

  test('the same request twice is one proposal', async () => {
    const first = await board.propose('g3', 'Quiet evenings', { source: 'submission/V1/1' })
    const again = await board.propose('g3', 'Quiet evenings', { source: 'submission/V1/1' })
    expect(again).toMatchObject(first)
  })

  test('an entry that moved on in another claim takes the change on top; in the same claim it conflicts', async () => {
    const [one, two] = [
      await board.opened('p1', 'Shift changes by phone'),
      await board.opened('p2', 'Late changes'),
    ]
    await board.approve(one, 'jonas', 'ada', 'lea')
    await board.approve(two, 'jonas', 'ada', 'lea')
    expect([await board.textOf('p1'), await board.textOf('p2')]).toEqual([
      'Shift changes by phone',
      'Late changes',
    ])

    const three = await board.opened('p3', 'Two dispatchers')
    await database.db.proposalPart.updateMany({
      where: { proposalId: three.id },
      data: {
        changes: [
          { ...(await board.rewording('p3', 'Two dispatchers')), before: { id: 'p3', text: 'Older' } },
        ] as never,
      },
    })
    expect(await board.approve(three, 'jonas', 'ada', 'lea')).toMatchObject({
      proposal: { outcome: { state: 'conflicting' } },
    })
    expect(await board.textOf('p3')).not.toBe('Two dispatchers')
  })

  test('another text voids the votes, names who had voted, and starts the time again', async () => {
    const proposal = await board.opened('t1', 'A bad peak')
    await board.vote(proposal, 'jonas', 'approve')
    await board.vote(proposal, 'ada', 'approve')
    const wanted = {
      source: 'edit/1',
      proposer: { id: board.idOf('mina'), handle: 'mina' },
      parts: [board.partOf([await board.rewording('t1', 'A very bad peak')])],
      rationale: 'More interviews',
    }
    const monday = NOW.add({ hours: 72 })
    const edited = await editProposal(database.db, proposal.id, wanted, monday)
    expect(edited).toMatchObject({
      outcome: 'open',
      proposal: { revision: 2, votes: [], rationale: 'More interviews' },
    })
    const after = await readProposal(database.db, proposal.id)
    expect(after?.voided.map(({ name }) => name).sort()).toEqual(['Ada Okonjo', 'Jonas Feldt'])
    expect(after?.deadline.toString()).toBe('2026-11-30T17:00:00Z')
    expect(await board.vote(proposal, 'lea', 'approve')).toMatchObject({ outcome: 'outdated' })
    expect(await editProposal(database.db, proposal.id, wanted, NOW)).toMatchObject({
      proposal: { revision: 2 },
    })
    const stranger = { ...wanted, source: 'edit/2', proposer: { id: board.idOf('jonas'), handle: 'jonas' } }
    expect(await editProposal(database.db, proposal.id, stranger, NOW)).toMatchObject({
      outcome: 'not yours',
    })
  })

  test('at the deadline it is decided once by the votes that are there, and whoever comes later is told', async () => {
    const proposal = await board.opened('t2', 'A dispatcher leaves')
    for (const handle of ['jonas', 'ada']) await board.vote(proposal, handle, 'approve')
    await board.vote(proposal, 'lea', 'reject', { reason: 'Too vague' })
    expect(await settleDue(database.db, DEADLINE.subtract({ seconds: 1 }))).not.toContain(proposal.id)
    expect(await settleDue(database.db, DEADLINE)).toContain(proposal.id)
    expect(await settleDue(database.db, DEADLINE)).not.toContain(proposal.id)
    expect((await readProposal(database.db, proposal.id))?.outcome.state).toBe('approved')
    const late = await board.vote(proposal, 'ines', 'reject', {}, DEADLINE.add({ seconds: 1 }))
    expect(late).toMatchObject({ outcome: 'closed', proposal: { outcome: { state: 'approved' } } })
  })

  test('a press before the deadline counts if the bot comes round to it only afterwards', async () => {
    const proposal = await board.opened('t3', 'A second site')
    for (const handle of ['jonas', 'ada']) await board.vote(proposal, handle, 'approve')
    const late = await board.vote(
      proposal,
      'lea',
      'approve',
      { at: DEADLINE.subtract({ seconds: 1 }) },
      DEADLINE.add({ minutes: 3 }),
    )
    expect(late).toMatchObject({ outcome: 'counted', proposal: { outcome: { state: 'approved' } } })
  })

  test('a press after the deadline decides by what was there before', async () => {
    const proposal = await board.opened('s1', 'Hand-offs a week')
    for (const handle of ['jonas', 'ada']) await board.vote(proposal, handle, 'approve')
    const late = await board.vote(proposal, 'lea', 'approve', {}, DEADLINE.add({ seconds: 1 }))
    expect(late).toMatchObject({ outcome: 'closed', proposal: { outcome: { state: 'expired' } } })
  })

  test('only its proposer withdraws it, and only while it is open', async () => {
    const proposal = await board.opened('s2', 'Calls after 18:00')
    const mina = { id: board.idOf('mina'), handle: 'mina' }
    const jonas = { id: board.idOf('jonas'), handle: 'jonas' }
    expect(await withdrawProposal(database.db, proposal.id, jonas, NOW)).toMatchObject({
      outcome: 'not yours',
    })
    expect(await withdrawProposal(database.db, proposal.id, mina, NOW)).toMatchObject({
      outcome: 'withdrawn',
    })
    expect(await board.vote(proposal, 'lea', 'approve')).toMatchObject({ outcome: 'closed' })
    expect(await withdrawProposal(database.db, proposal.id, mina, NOW)).toMatchObject({
      outcome: 'withdrawn',
    })
    expect(await withdrawProposal(database.db, 99_999, mina, NOW)).toBeUndefined()
  })

  test('the audit trail is whole after all of it', async () => {
    expect(await verifyAudit(database.db)).toHaveProperty('head')
  })

  describe('all at once', () => {
    const members = ['lou', 'jonas', 'ada', 'lea', 'ines']

    test('twice five clicks make five votes and one decision', async () => {
      const proposal = await board.opened('r1', 'Peers on the phone')
      const outcomes = await Promise.all(
        [...members, ...members].map((handle) => board.vote(proposal, handle, 'approve')),
      )
      expect(outcomes.map(({ outcome }) => outcome)).not.toContain('no right')
      const after = await readProposal(database.db, proposal.id)
      expect(after?.outcome.state).toBe('approved')
      const decided = (await auditOf(proposal.id)).filter((line) => line === 'board: proposal decided')
      expect(decided).toHaveLength(1)
      expect(new Set(after?.votes.map(({ handle }) => handle)).size).toBe(after?.votes.length)
    })

    test('two clocks and a last vote at the deadline decide once', async () => {
      const proposal = await board.opened('r2', 'Her own numbers')
      for (const handle of ['lou', 'jonas', 'ada'])
        await board.vote(proposal, handle, handle === 'lou' ? 'reject' : 'approve')
      const { version } = await database.db.entry.findUniqueOrThrow({ where: { id: board.carla.id } })
      await Promise.all([
        settleDue(database.db, DEADLINE),
        settleDue(database.db, DEADLINE),
        board.vote(proposal, 'lea', 'approve', {}, DEADLINE),
      ])
      const after = await database.db.entry.findUniqueOrThrow({ where: { id: board.carla.id } })
      expect(after.version).toBeGreaterThan(version)
      expect((await auditOf(proposal.id)).filter((line) => line.includes('decided'))).toHaveLength(1)
      const versions = await database.db.entryVersion.findMany({
        where: { reason: `proposal ${proposal.id}` },
      })
      expect(versions).toHaveLength(1)
    })

    test('of ten proposals on one claim one is opened, and the others name it', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, (_, index) => board.propose('r3', `The onboarding person ${index}`)),
      )
      const open = outcomes.flatMap((each) => (each.outcome === 'open' ? [each.proposal.id] : []))
      const named = outcomes.flatMap((each) => (each.outcome === 'taken' ? [each.by.id] : []))
      expect(open).toHaveLength(1)
      expect(named).toEqual(Array.from({ length: 9 }, () => open[0]))
    })
  })
})
