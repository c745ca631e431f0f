import { beforeAll, describe, expect, test } from 'vitest'
import { answerBlock } from '#src/board/answer-block.ts'
import { editProposal } from '#src/board/edit-proposal.ts'
import { objectTo } from '#src/board/object.ts'
import { openProposal } from '#src/board/open-proposal.ts'
import { changedEntry } from '#src/board/parts.ts'
import type { Proposal } from '#src/board/proposal.ts'
import { type MeetingEntry, recordMeeting } from '#src/board/record-meeting.ts'
import { readProposal } from '#src/board/store.ts'
import { asks, waitingOf } from '#src/board/waiting.ts'
import type { Content, Entry } from '#src/knowledge/entry.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { writeLeave } from '#src/members/leave-store.ts'
import { DEADLINE, type DemoBoard, demoBoard, NOW } from '#test/support/board.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

/** The end of the second business day after NOW, a Friday. */
const WINDOW = Temporal.Instant.from('2026-11-24T17:00:00Z')
const SOON = NOW.add({ minutes: 5 })

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let board: DemoBoard
  let sources = 0

  beforeAll(async () => {
    board = await demoBoard(database.db)
  })

  const entryOf = async (key: string): Promise<Entry> => {
    const found = (await followLibrary(database.db)()).entries.get(key)
    if (!found) throw new Error(`There is no ${key}.`)
    return found
  }

  async function retitle(key: string, by: string, title: string, more: Partial<Content> = {}) {
    const entry = await entryOf(key)
    const proposer = { id: board.idOf(by), handle: by }
    const parts = [changedEntry(entry, { ...entry, title, ...more })]
    const wanted = { source: `rules/${++sources}`, proposer, parts, rationale: 'Heard it' }
    const opened = await openProposal(database.db, wanted, { channelId: 'C1', zone: 'Europe/Berlin' }, NOW)
    if (opened.outcome !== 'open') throw new Error(JSON.stringify(opened))
    return opened.proposal
  }

  const present = async ({ id }: Proposal): Promise<Proposal> => {
    const proposal = await readProposal(database.db, id)
    if (!proposal) throw new Error('It is gone.')
    return proposal
  }

  const object = ({ id, revision }: Proposal, handle: string, now = SOON) =>
    objectTo(
      database.db,
      { proposal: id, revision, memberId: board.idOf(handle), reason: 'It is wrong', at: now },
      now,
    )

  const answer = ({ id, revision }: Proposal, blocker: string, by: string, said: 'lifted' | 'upheld') =>
    answerBlock(
      database.db,
      {
        ...{ proposal: id, revision, memberId: board.idOf(by), answer: said, at: SOON },
        blocker: board.idOf(blocker),
      },
      SOON,
    )

  const at = (proposal: Proposal, now: Temporal.Instant) =>
    board.vote(proposal, 'lea', 'abstain', { at: now }, now).then(() => present(proposal))

  describe('what its owner decides', () => {
    test('is live at the end of the window, once they say yes and nobody objects', async () => {
      const proposal = await retitle('objection/too-expensive', 'sam', 'Much too dear')
      expect(proposal.deadline.equals(WINDOW)).toBe(true)
      expect(await board.vote(proposal, 'lea', 'approve')).toMatchObject({ outcome: 'not their turn' })
      expect(await board.vote(proposal, 'sam', 'approve')).toMatchObject({ outcome: 'no right' })
      await board.vote(proposal, 'jonas', 'approve')
      expect((await present(proposal)).outcome.state).toBe('open')
      expect(await at(proposal, WINDOW)).toMatchObject({
        outcome: { state: 'approved' },
        ruling: { decision: { because: 'no objection' } },
      })
      expect((await entryOf('objection/too-expensive')).title).toBe('Much too dear')
    })

    test('is over where they say no, and needs no word where they propose it themselves', async () => {
      const refused = await retitle('objection/too-expensive', 'sam', 'Dear')
      await board.vote(refused, 'jonas', 'reject', { reason: 'No' })
      expect(await present(refused)).toMatchObject({ ruling: { decision: { because: 'owner' } } })
      const own = await retitle('objection/too-expensive', 'jonas', 'Far too expensive')
      expect(own.outcome.state).toBe('open')
      expect((await at(own, WINDOW)).outcome.state).toBe('approved')
    })

    test("is the board's after an objection: it votes anew, and has its own time", async () => {
      const proposal = await retitle('objection/no-budget', 'sam', 'There is no budget')
      const owner = (await entryOf('objection/no-budget')).owner ?? ''
      await board.vote(proposal, owner, 'approve')
      expect(await object(proposal, 'sam')).toMatchObject({ outcome: 'no right' })
      const objector = owner === 'lea' ? 'ada' : 'lea'
      expect(await object(proposal, owner)).toMatchObject({ outcome: 'own' })
      const brought = await object(proposal, objector)
      expect(brought).toMatchObject({
        outcome: 'brought',
        proposal: { votes: [], ruling: { brought: { by: objector, reason: 'It is wrong' } } },
      })
      expect((await present(proposal)).deadline.equals(DEADLINE)).toBe(true)
      expect(await object(proposal, objector)).toMatchObject({ outcome: 'brought' })
      expect(await object(proposal, 'ines')).toMatchObject({ outcome: 'nothing to object to' })
      expect(await board.approve(proposal, 'jonas', 'ada', 'lea')).toMatchObject({
        proposal: { outcome: { state: 'approved' } },
      })
    })

    test("is the board's where they keep silent", async () => {
      const proposal = await retitle('objection/no-budget', 'sam', 'Budget is gone')
      const brought = await at(proposal, WINDOW)
      expect(brought).toMatchObject({ outcome: { state: 'open' }, ruling: { brought: {} } })
      expect(brought.deadline.toString()).toBe('2026-12-01T17:00:00Z')
    })
  })

  test("an edit that does more than wording makes it the board's; nobody votes on the wording alone", async () => {
    const entry = await entryOf('persona/carla-operations-lead')
    const changes = [await board.rewording('g1', 'Fewer hand-offs')]
    const part = { ...board.partOf(changes, entry.version) }
    const proposer = { id: board.idOf('jonas'), handle: 'jonas' }
    const wanted = { source: 'wording/1', proposer, parts: [part], rationale: 'A typo', wordingOnly: true }
    const opened = await openProposal(database.db, wanted, { channelId: 'C1', zone: 'Europe/Berlin' }, NOW)
    expect(opened).toMatchObject({ proposal: { ruling: { rule: { decides: 'owner' } } } })
    if (opened.outcome !== 'open') return
    const edit = { ...wanted, source: 'wording/2', wordingOnly: false }
    expect(await editProposal(database.db, opened.proposal.id, edit, NOW)).toMatchObject({
      proposal: { ruling: { rule: { decides: 'board' } } },
    })
  })

  describe('a block', () => {
    test('is asked of the sponsor, and lifted counts as a vote against', async () => {
      const proposal = await board.opened('l1', 'Proof from two peers')
      await board.vote(proposal, 'lea', 'block', { reason: 'A promise' })
      const { stand } = await waitingOf(await present(proposal), database.db, NOW)
      expect(stand.blocks.map(({ answerers }) => answerers.map(({ handle }) => handle))).toEqual([['vera']])
      for (const handle of ['lou', 'jonas', 'ada', 'ines']) await board.vote(proposal, handle, 'approve')
      expect((await present(proposal)).outcome.state).toBe('open')
      expect(await answer(proposal, 'lea', 'mina', 'lifted')).toMatchObject({ outcome: 'no right' })
      expect(await answer(proposal, 'jonas', 'vera', 'lifted')).toMatchObject({ outcome: 'gone' })
    })

    test('that is upheld rejects it at once', async () => {
      const proposal = await board.opened('l2', 'A real Tuesday')
      await board.vote(proposal, 'lea', 'block', { reason: 'No' })
      expect(await answer(proposal, 'lea', 'vera', 'upheld')).toMatchObject({
        proposal: { outcome: { state: 'rejected' }, ruling: { decision: { because: 'block upheld' } } },
      })
      expect(await answer(proposal, 'lea', 'vera', 'lifted')).toMatchObject({ outcome: 'closed' })
    })

    test('that was lifted stays lifted, and the others carry it', async () => {
      const proposal = await board.opened('f1', 'A rollout in peak season')
      await board.vote(proposal, 'lea', 'block', { reason: 'No' })
      expect(await answer(proposal, 'lea', 'vera', 'lifted')).toMatchObject({ outcome: 'answered' })
      const later = SOON.add({ minutes: 1 })
      await board.vote(proposal, 'lea', 'block', { reason: 'Still no', at: later }, later)
      expect((await present(proposal)).votes).toMatchObject([{ choice: 'block', answer: 'lifted' }])
      for (const handle of ['lou', 'jonas', 'ada']) await board.vote(proposal, handle, 'approve')
      expect(await board.vote(proposal, 'ines', 'abstain')).toMatchObject({
        proposal: { outcome: { state: 'approved' } },
      })
    })

    test('without an answer at the deadline is not approved, and says why', async () => {
      const proposal = await board.opened('f2', 'Drivers refuse')
      for (const handle of ['lou', 'jonas', 'ada']) await board.vote(proposal, handle, 'approve')
      await board.vote(proposal, 'ines', 'block', { reason: 'No' })
      expect(await at(proposal, DEADLINE)).toMatchObject({
        outcome: { state: 'rejected' },
        ruling: { decision: { because: 'block unanswered', approving: 3, rejecting: 1 } },
      })
    })
  })

  describe('who is away', () => {
    const day = (text: string) => Temporal.PlainDate.from(text)

    beforeAll(async () => {
      const leave = { memberId: board.idOf('ines'), deputyId: board.idOf('noor'), by: 'ines', at: NOW }
      const days = { from: day('2026-11-20'), until: day('2026-11-30') }
      await database.db.$transaction((tx) => writeLeave(tx, { ...leave, ...days }))
    })

    test("is asked through their deputy, whose vote is the seat's", async () => {
      const proposal = await board.opened('g2', 'One plan')
      const waiting = await waitingOf(proposal, database.db, NOW)
      expect([asks(waiting, board.idOf('noor')), asks(waiting, board.idOf('ines'))]).toEqual([true, false])
      await board.vote(proposal, 'noor', 'reject', { reason: 'No' })
      expect((await present(proposal)).votes).toMatchObject([
        { handle: 'ines', function: 'data', choice: 'reject', castBy: { name: 'Noor Rahimi' } },
      ])
    })

    test('votes for themselves all the same: then theirs is the one vote of the seat', async () => {
      const proposal = await board.opened('g3', 'Evenings off')
      await board.vote(proposal, 'ines', 'approve')
      await board.vote(proposal, 'noor', 'reject', { reason: 'No', at: SOON }, SOON)
      expect((await present(proposal)).votes).toMatchObject([{ handle: 'ines', choice: 'approve' }])
      const other = await board.opened('p1', 'Phone calls')
      await board.vote(other, 'noor', 'reject', { reason: 'No', at: SOON }, SOON)
      await board.vote(other, 'ines', 'approve', { at: NOW }, SOON)
      expect((await present(other)).votes).toMatchObject([{ handle: 'ines', choice: 'approve' }])
    })

    test('has nobody standing in before and after', async () => {
      const proposal = await board.opened('p2', 'Late changes')
      const earlier = NOW.subtract({ hours: 48 })
      expect(await board.vote(proposal, 'noor', 'approve', { at: earlier })).toMatchObject({
        outcome: 'no right',
      })
    })
  })

  describe('what was decided in the room', () => {
    const meeting = ({ id, revision }: Proposal, handles: string[], more: Partial<MeetingEntry> = {}) =>
      recordMeeting(
        database.db,
        {
          ...{ proposal: id, revision, approved: true, reason: 'All agreed', at: SOON },
          ...{ by: board.idOf('ada'), on: Temporal.PlainDate.from('2026-11-20') },
          present: handles.map(board.idOf),
          ...more,
        },
        SOON,
      )

    test('is the decision, with who was there and why, and is recorded by who may', async () => {
      const proposal = await board.opened('p3', 'Two dispatchers')
      const three = ['ada', 'jonas', 'lea']
      expect(await meeting(proposal, three, { by: board.idOf('sam') })).toMatchObject({ outcome: 'no right' })
      expect(await meeting(proposal, three)).toMatchObject({
        outcome: 'recorded',
        proposal: {
          outcome: { state: 'approved' },
          ruling: { decision: { because: 'meeting', meeting: { by: 'ada', reason: 'All agreed' } } },
        },
      })
      expect(await meeting(proposal, three)).toMatchObject({ outcome: 'closed' })
    })

    test('is refused with what it lacks: functions, a day, who may lift a block', async () => {
      const proposal = await board.opened('p4', 'The report')
      expect(await meeting(proposal, ['ada', 'jonas', 'sam'])).toMatchObject({
        lack: { lacks: 'functions', heard: ['sales', 'product'], least: 3 },
      })
      const on = Temporal.PlainDate.from('2026-11-19')
      expect(await meeting(proposal, ['ada', 'jonas', 'lea'], { on })).toMatchObject({
        lack: { lacks: 'day' },
      })
      await board.vote(proposal, 'lou', 'block', { reason: 'No' })
      expect(await meeting(proposal, ['ada', 'jonas', 'lea'])).toMatchObject({ lack: { lacks: 'sponsor' } })
      expect(await meeting(proposal, ['ada', 'jonas', 'lea', 'vera'])).toMatchObject({ outcome: 'recorded' })
    })

    test('needs its owner where they decide', async () => {
      const proposal = await retitle('objection/contract-length', 'sam', 'Too long')
      const { owner = '' } = await entryOf('objection/contract-length')
      const others = ['ada', 'jonas', 'lea', 'lou'].filter((handle) => handle !== owner)
      expect(await meeting(proposal, others)).toMatchObject({ lack: { lacks: 'owner' } })
      expect(await meeting(proposal, [owner], { approved: false })).toMatchObject({
        proposal: { outcome: { state: 'rejected' } },
      })
    })
  })

  test('a proposal keeps the rule that it was opened under, and the next one goes by the new rule', async () => {
    const before = await retitle('playbook/first-call', 'sam', 'The first call')
    expect(before.ruling.rule).toMatchObject({
      decides: 'owner',
      from: 'voting-rule/what-one-function-works-with v1',
    })
    const rule = await entryOf('voting-rule/what-one-function-works-with')
    const body = { ...rule.body, decides: 'board', least: 2, block: false } as never
    const change = await retitle('voting-rule/what-one-function-works-with', 'mina', rule.title, { body })
    expect(change.ruling.rule).toMatchObject({ decides: 'board', least: 3, block: true })
    await board.approve(change, 'jonas', 'ada', 'lea')
    const after = await retitle('playbook/pilot-to-contract', 'sam', 'From pilot to contract')
    expect(after.ruling.rule).toMatchObject({ decides: 'board', least: 2, block: false })
    expect((await present(before)).ruling.rule.decides).toBe('owner')
    await board.vote(after, 'jonas', 'approve')
    await board.vote(after, 'ada', 'approve')
    expect(await board.vote(after, 'lea', 'approve')).toMatchObject({
      proposal: { outcome: { state: 'approved' } },
    })
  })
})
