import { afterAll, beforeAll, expect, test } from 'vitest'
import { boardAgenda } from '#jobs/board-agenda.ts'
import { dryRun } from '#jobs/dry-run.ts'
import { kpiReview } from '#jobs/kpi-review.ts'
import { setMeeting } from '#src/rhythm/store.ts'
import { type Bot, startBot } from '#test/support/bot.ts'
import { type Clockwork, startClockwork, writeAutumn } from '#test/support/clockwork.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { pressUnshown } from '#test/support/press.ts'

const REVIEW = 'kpi-review/2026-10/board'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let clockwork: Clockwork
  let bot: Bot
  let thread: string

  beforeAll(async () => {
    clockwork = await startClockwork(database.db, [kpiReview])
    await writeAutumn(database.db)
    await clockwork.wake()
    clockwork.setTime('2026-11-04T09:00')
    await clockwork.wake()
    const { ctx } = clockwork.means
    bot = await startBot(database.db, clockwork.sandbox, { now: ctx.now })
    thread = (await clockwork.board()).find(({ text }) => text.includes('October 2026 by persona'))?.ts ?? ''
  })
  afterAll(async () => {
    await bot.stop()
    await clockwork.sandbox.close()
  })

  const as = (who: string) => clockwork.client.as(who)
  const quiet = async () => {
    await clockwork.client.quiet({ forMs: 50 })
    await bot.service.idle()
    await clockwork.client.quiet({ forMs: 50 })
  }
  const board = '#persona-board'
  const inThread = async () => (await clockwork.board(thread)).map(({ text }) => text)

  test('under every number of the thread one reads what it is, and what not to conclude', async () => {
    await as('jonas').click({ in: board, thread, label: 'Churn' })
    await quiet()
    const said = await as('jonas').read(board, { limit: 1, thread })
    expect(said).toMatch(/Carla's churn, October 2026: 5\.8 % \(n 395\)/)
    expect(said).toMatch(/• It is what retention leaves/)
    expect(said).toMatch(/• Do not conclude that money was lost in the same share/)
    expect(said).toMatch(/• Ask Mina Albrecht, who answers for Carla; Ines Caldeira, how it is counted\./)
    expect(said).toMatch(/\[Dispute\]/)
  })

  test('who disputes it says why; that stays with the number and stands before the board', async () => {
    await as('jonas').click({ in: board, thread, label: 'Dispute' })
    await quiet()
    expect(await as('jonas').submit({ text: ' ' })).toMatchObject({ state: 'invalid' })
    await as('jonas').submit({ text: 'Nine of these are one holding that merged' })
    await quiet()
    expect((await inThread()).at(-1)).toMatch(
      /Sales \(Jonas Feldt\) disputes Carla: churn 5\.8 % \(n 395\)\.\n“Nine of these are one holding that merged”/,
    )
    await as('lea').click({ in: board, thread, label: 'Churn' })
    await quiet()
    expect(await as('lea').read(board, { limit: 1, thread })).toMatch(
      /What was said against it\n.*Sales \(Jonas Feldt\): “Nine of these .*” Not settled yet\./,
    )
    const { ctx } = clockwork.means
    await setMeeting(ctx.db, { week: '1', weekday: 5, hour: 10 }, { by: 'mina', at: ctx.now() })
    expect(await dryRun(boardAgenda, ctx.now(), ctx)).toMatch(
      /Disputed: Carla, churn 5\.8 % \(n 395\)\. “Nine of these are one holding that merged” — Jonas/,
    )
  })

  test('somebody without a say can neither settle it nor dispute as nobody', async () => {
    const { id } = await database.db.dispute.findFirstOrThrow()
    const press = { action: 'settle-dispute', value: { dispute: id } }
    expect(await pressUnshown('sam', press, bot.ctx)).toMatch(/^The board settles this\./)
    const form = { modal: 'settle-dispute', about: { dispute: id }, values: { words: 'It is wrong' } }
    expect(await pressUnshown('sam', form, bot.ctx)).toMatch(/^The board settles this\.[\s\S]*It is wrong/)
    const value = {
      of: 'number',
      review: REVIEW,
      persona: 'carla-operations-lead',
      kpi: 'churn',
    }
    expect(await pressUnshown(undefined, { action: 'dispute', value }, bot.ctx)).toMatch(
      /I don't know you yet/,
    )
    expect(await database.db.dispute.count()).toBe(1)
    expect((await database.db.dispute.findFirstOrThrow()).settledAt).toBe(null)
  })

  test('the board settles it once, and whoever disputed it hears what came of it', async () => {
    await as('ines').command('#sales', '/persona disputes')
    await quiet()
    expect(await as('ines').read('#sales', { limit: 1 })).toMatch(/1 number or finding is disputed\./)
    await as('ines').click({ in: '#sales', label: 'Settle' })
    await quiet()
    await as('ines').submit({ words: 'True for seven; from November on they count as one' })
    await quiet()
    const [note] = (await inThread()).filter((text) => text.includes('disputes Carla'))
    expect(note).toMatch(/Settled by Ines Caldeira on 4 Nov 2026: True for seven/)
    expect(note).not.toMatch(/\[Settle\]/)
    expect(await as('jonas').read('@dramatis', { limit: 1 })).toMatch(/Settled by Ines Caldeira/)
    const { ctx } = clockwork.means
    expect(await dryRun(boardAgenda, ctx.now(), ctx)).not.toMatch(/Disputed/)
    const audit = await database.db.auditRecord.findMany({ where: { action: { startsWith: 'dispute' } } })
    expect(audit.map(({ actor, action }) => `${actor}: ${action}`)).toEqual([
      'jonas: dispute raised',
      'ines: dispute settled',
    ])
  })
})
