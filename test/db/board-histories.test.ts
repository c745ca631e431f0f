import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { answerBlock } from '#src/board/answer-block.ts'
import { castVote, confirmVote } from '#src/board/cast-vote.ts'
import { claimsById } from '#src/board/diff.ts'
import { editProposal } from '#src/board/edit-proposal.ts'
import { objectTo } from '#src/board/object.ts'
import { openProposal } from '#src/board/open-proposal.ts'
import { partOf } from '#src/board/parts.ts'
import type { Proposal } from '#src/board/proposal.ts'
import { settleDue } from '#src/board/settle.ts'
import { readProposal } from '#src/board/store.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { endLeave, writeLeave } from '#src/members/leave-store.ts'
import { type DemoBoard, demoBoard, NOW } from '#test/support/board.ts'
import { type BoardModel, boardModel, type Choice, SEATS } from '#test/support/board-model.ts'
import { BOARD, DEPUTIES, history, type Step } from '#test/support/board-steps.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

const DAY = Temporal.PlainDate.from('2026-11-20')

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let board: DemoBoard
  let number = 0

  beforeAll(async () => {
    board = await demoBoard(database.db)
  })

  const KEY = { board: 'theme/calm-shifts', owner: 'objection/too-expensive' }

  async function wantedFor(turn: 'board' | 'owner', title: string) {
    const entry = (await followLibrary(database.db)()).entries.get(KEY[turn])
    if (!entry) throw new Error(`There is no ${KEY[turn]}.`)
    const proposer = { id: board.idOf('mina'), handle: 'mina' }
    const [before] = claimsById(entry.body).values()
    if (!before) throw new Error('It has no claims.')
    const { field, claim } = before
    const parts = [
      partOf(entry, [{ type: 'changed', field, before: claim, after: { ...claim, text: title } }]),
    ]
    return { source: `history/${++number}`, proposer, parts, rationale: title }
  }

  const seat = async (handle: string, roles: string[]) => {
    await database.db.member.update({ where: { handle }, data: { roles } })
  }

  async function leave(away: keyof typeof DEPUTIES, ends: boolean): Promise<void> {
    const one = { memberId: board.idOf(away), by: away, at: NOW, from: DAY }
    const until = DAY.add({ months: 6 })
    await database.db.$transaction(async (tx) => {
      if (ends) await endLeave(tx, one)
      else await writeLeave(tx, { ...one, deputyId: board.idOf(DEPUTIES[away]), until })
    })
  }

  /** The company as it was before. */
  async function restore(): Promise<void> {
    for (const handle of BOARD) await seat(handle, ['board'])
    for (const away of ['lea', 'ada'] as const) await leave(away, true)
  }

  const read = async (id: number): Promise<Proposal> => {
    const proposal = await readProposal(database.db, id)
    if (!proposal) throw new Error('It is gone.')
    return proposal
  }

  async function play({ turn, steps }: { turn: 'board' | 'owner'; steps: { step: Step; twice: boolean }[] }) {
    const { db } = database
    let now = NOW.add({ hours: number })
    const title = `Title ${number + 1}`
    const place = { channelId: 'C1', zone: 'Europe/Berlin' }
    const opened = await openProposal(db, await wantedFor(turn, title), place, now)
    if (opened.outcome !== 'open') throw new Error(JSON.stringify(opened))
    const { id } = opened.proposal
    const model = boardModel(turn)
    let wanted = title

    /** What the store says has to be one of what the model says, and all of what it says must be. */
    async function compare(settled: boolean): Promise<void> {
      const real = await read(id)
      if (settled && model.state === 'open') {
        const { may, must } = model.outcomes(Temporal.Instant.compare(now, deadline) >= 0)
        expect([...may]).toContain(real.outcome.state)
        if (must) expect(real.outcome.state).toBe(must)
        if (real.outcome.state !== 'open') model.state = real.outcome.state as BoardModel['state']
      } else expect(real.outcome.state).toBe(model.state)
      deadline = real.deadline
    }

    /** Those whose vote was counted are as in the model, in whatever order; nobody is counted after the decision. */
    async function compareRush(cast: { handle: string; choice: Choice; outcome: string }[]): Promise<void> {
      const counted = cast.filter(({ outcome }) => outcome === 'counted')
      const wrote = counted.map(({ handle, choice }) => model.vote(handle, choice, model.revision))
      const late = Temporal.Instant.compare(now, deadline) >= 0
      await compare(wrote.includes(true) || late)
      if (cast.some(({ outcome }) => outcome === 'closed')) expect(model.state).not.toBe('open')
    }

    let { deadline } = opened.proposal
    for (const { step: each, twice } of steps) {
      now = now.add({ minutes: 1 })
      const press = (handle: string, revision = model.revision) => ({
        ...{ proposal: id, revision, memberId: board.idOf(handle), at: now },
      })
      const act = async (run: () => Promise<unknown>) => {
        await Promise.all(twice ? [run(), run()] : [run()])
      }
      // Whatever is pressed after the deadline first decides what was there.
      const late = Temporal.Instant.compare(now, deadline) >= 0
      if (late && !['remove', 'seat', 'away', 'back', 'wait', 'edit', 'last moment'].includes(each.do)) {
        await settleDue(db, now)
        await compare(true)
      }
      switch (each.do) {
        case 'vote': {
          const counts = model.vote(each.who, each.choice, model.revision)
          await act(() => castVote(db, { ...press(each.who), choice: each.choice, reason: undefined }, now))
          await compare(counts)
          break
        }
        case 'rush': {
          // What was decided on the way stays: of those who press at once, the others come too late.
          // Who stands in is left out: whether their press counts first or not at all is a matter of order.
          const deputies = [...model.standIns.values()]
          const pressing = each.ballots.filter(([handle]) => !deputies.includes(handle))
          const cast = await Promise.all(
            pressing.map(async ([handle, choice]) => {
              const ballot = { ...press(handle), choice, reason: undefined }
              return { handle, choice, ...(await castVote(db, ballot, now)) }
            }),
          )
          await compareRush(cast)
          break
        }
        case 'last moment': {
          if (model.state !== 'open' || model.turn === 'owner') break
          now = deadline.add({ seconds: 1 })
          const at = deadline.subtract({ seconds: 1 })
          const ballot = { ...press(each.who), at, choice: each.choice, reason: undefined }
          const [, outcome] = await Promise.all([settleDue(db, now), castVote(db, ballot, now)])
          await compareRush([{ handle: each.who, choice: each.choice, ...outcome }])
          break
        }
        case 'outdated': {
          const revision = model.revision - 1
          await act(() =>
            castVote(db, { ...press(each.who, revision), choice: 'approve', reason: undefined }, now),
          )
          await compare(false)
          break
        }
        case 'confirm': {
          const counts = model.confirm(each.who, model.revision)
          await act(() => confirmVote(db, press(each.who), now))
          await compare(counts)
          break
        }
        case 'answer': {
          const counts = model.answer(each.blocker, each.answer)
          const said = { ...press('vera'), blocker: board.idOf(each.blocker), answer: each.answer }
          await act(() => answerBlock(db, said, now))
          await compare(counts)
          break
        }
        case 'object': {
          const counts = model.object(each.who, model.revision)
          await act(() => objectTo(db, { ...press(each.who), reason: 'No' }, now))
          await compare(counts)
          break
        }
        case 'edit': {
          if (late || !model.edit(each.wordingOnly)) break
          wanted = `${title}, edit ${model.revision}`
          const text = { ...(await wantedFor(turn, wanted)), wordingOnly: each.wordingOnly }
          await act(() => editProposal(db, id, text, now))
          deadline = (await read(id)).deadline
          await compare(true)
          break
        }
        case 'remove':
          model.seats.delete(each.who)
          await seat(each.who, [])
          break
        case 'seat':
          model.seats.set(each.who, new Map<string, string>(SEATS).get(each.who) ?? '')
          await seat(each.who, ['board'])
          break
        case 'away':
          model.standIns.set(each.who, DEPUTIES[each.who])
          await leave(each.who, false)
          break
        case 'back':
          model.standIns.delete(each.who)
          await leave(each.who, true)
          break
        case 'wait':
          now = now.add({ hours: each.hours })
          if (Temporal.Instant.compare(now, deadline) >= 0) {
            await Promise.all([settleDue(db, now), settleDue(db, now)])
            await compare(true)
          }
      }
    }
    // All the time there is: first for the owner, then for the board.
    for (let round = 0; round < 2 && model.state === 'open'; round += 1) {
      now = deadline.add({ seconds: 1 })
      await Promise.all([settleDue(db, now), settleDue(db, now)])
      await compare(true)
    }
    expect(model.state).not.toBe('open')
    await compareTrail(id, model, wanted, turn)
  }

  /** Nothing is lost and nothing counted twice: votes, decision, text. */
  async function compareTrail(id: number, model: BoardModel, wanted: string, turn: 'board' | 'owner') {
    const trail = await database.db.auditRecord.findMany({ where: { subject: `proposal/${id}` } })
    const count = (...actions: string[]) => trail.filter(({ action }) => actions.includes(action)).length
    expect(count('vote', 'vote confirmed')).toBe(model.counted)
    expect(count('proposal decided')).toBe(1)
    const real = await read(id)
    const present = [...model.votes].filter(([, said]) => said.revision === model.revision)
    expect(
      Object.fromEntries(real.votes.map(({ handle, choice, answer }) => [handle, [choice, answer]])),
    ).toEqual(Object.fromEntries(present.map(([handle, { choice, answer }]) => [handle, [choice, answer]])))
    const versions = await database.db.entryVersion.count({ where: { reason: `proposal ${id}` } })
    expect(versions).toBe(model.state === 'approved' ? 1 : 0)
    const entry = (await followLibrary(database.db)()).entries.get(KEY[turn])
    const [first] = claimsById(entry?.body ?? {}).values()
    expect(first?.claim.text === wanted).toBe(model.state === 'approved')
  }

  test('whatever happens in whatever order, it ends as the simple model says', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(history, async (played) => {
        try {
          await play(played)
        } finally {
          await restore()
        }
      }),
      { numRuns: 60, interruptAfterTimeLimit: 30_000, endOnFailure: true },
    )
  })
})
