import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Pressed } from '#bot/actions/action.ts'
import { reviewNote, reviewWatch } from '#bot/actions/review-note.ts'
import { reviewNote as noteModal } from '#bot/modals/review-note.ts'
import { deliver } from '#bot/slack/deliver.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { runByHand } from '#jobs/by-hand.ts'
import { kpiReview } from '#jobs/kpi-review.ts'
import { kpiReviewClose } from '#jobs/kpi-review-close.ts'
import { writeMonth } from '#test/support/account-months.ts'
import { type Clockwork, startClockwork } from '#test/support/clockwork.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

const CARLA = 'carla-operations-lead'
const FINN = 'finn-finance-lead'
const REVIEW = 'kpi-review/2026-10/board'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let clockwork: Clockwork

  beforeAll(async () => {
    clockwork = await startClockwork(database.db, [kpiReview, kpiReviewClose])
    const first = Temporal.PlainDate.from('2025-10-01')
    for (let ago = 0; ago < 13; ago += 1) {
      const falling = ago >= 11
      await writeMonth(database.db, first.add({ months: ago }).toString(), {
        [CARLA]: { n: 400, kept: falling ? 372 : 394 + (ago % 3), supportEach: 36 },
        [FINN]: { n: 300, kept: falling ? 280 : 295 + (ago % 2), supportEach: 18 },
      })
    }
    await clockwork.wake()
    clockwork.setTime('2026-11-04T09:01')
    await clockwork.wake()
  })
  afterAll(() => clockwork.sandbox.close())

  /** What a member's press asks for; it is done as the bot would, but for the private answer, which is returned. */
  async function press(handle: string, act: (pressed: Pressed) => Promise<Outgoing[]>): Promise<string> {
    const member = (await clockwork.means.ctx.readLibrary()).members.get(handle)
    const pressed = {
      request: `${handle}/${Math.random()}`,
      asker: { teamId: 'T', userId: 'U', outsider: false, member },
    } as unknown as Pressed
    const wanted = await act(pressed)
    const { ctx, wire } = clockwork.means
    const nobody = { id: 'x', userId: '', channelId: undefined, threadTs: undefined, responseUrl: undefined }
    await deliver(
      wanted.filter(({ to }) => to === 'channel'),
      { ...nobody, triggerId: undefined, direct: false },
      ctx,
      wire,
    )
    return wanted.map((each) => (each.to === 'asker' ? plainText(each.message.blocks) : each.to)).join('\n')
  }
  const carla = { review: REVIEW, persona: CARLA, kpi: 'retention' }
  const finn = { review: REVIEW, persona: FINN, kpi: 'retention' }
  const thread = async () => {
    const [review] = await clockwork.board()
    return (await clockwork.board(review?.ts)).map(({ plain }) => plain)
  }

  test('the second month outside asks for a word by a day, in the thread, of whoever answers for it', async () => {
    const [review] = await clockwork.board()
    expect(review?.plain).toContain('October 2026 by persona: Carla needs a look, 2nd month.')
    const card = (await thread()).find((plain) => plain.includes('need a word'))
    expect(card).toContain('2 numbers need a word by 14 Nov 2026.')
    expect(card).toContain("Carla's retention, 2nd month: Mina Albrecht, what do you make of it?")
  })

  test('whoever has no say in it is told so, and that is recorded', async () => {
    const said = await press('sam', (pressed) => reviewWatch.run(carla, pressed, clockwork.means.ctx))
    expect(said).toContain('Board members and KPI owners answer here.')
    expect(await database.db.auditRecord.count({ where: { action: 'refused', subject: REVIEW } })).toBe(1)
    expect(await database.db.reviewNote.count()).toBe(0)
  })

  test('a note is taken once and shown on the card, and the card keeps it when the review is run again', async () => {
    const { ctx, wire: _ } = clockwork.means
    expect(await press('ines', (pressed) => reviewNote.run(carla, pressed, ctx))).toBe('modal')
    const about = { about: carla, values: { text: '  ' } }
    const pressed = { request: 'r1', asker: { member: (await ctx.readLibrary()).members.get('ines') } }
    const empty = await noteModal.check(about, pressed as unknown as Pressed, ctx)
    expect(empty).toMatchObject({
      verdict: 'mend',
      errors: { text: expect.stringContaining('Say in a sentence') },
    })
    const filled = { about: carla, values: { text: 'Kolonna undercut us in *Bavaria* <!channel>.' } }
    for (let time = 0; time < 2; time += 1)
      await press('ines', (by) => noteModal.run(filled, { ...by, request: 'r1' }, ctx))
    expect(await database.db.reviewNote.count()).toBe(1)
    const said = "Carla's retention, 2nd month. Ines Caldeira: Kolonna undercut us in *Bavaria* <!channel>."
    expect((await thread()).join('\n')).toContain(said)
    await runByHand(kpiReview, ctx.now(), clockwork.means)
    expect((await thread()).join('\n')).toContain(said)
  })

  test('after ten days it closes with the name of who said nothing, once', async () => {
    clockwork.setTime('2026-11-13T18:00')
    await clockwork.wake()
    expect((await thread()).join('\n')).not.toContain('closed')
    clockwork.setTime('2026-11-14T18:00')
    await clockwork.wake()
    clockwork.setTime('2026-11-15T18:00')
    await clockwork.wake()
    const closed = (await thread()).filter((plain) => plain.includes('This review is closed.'))
    expect(closed).toEqual([expect.stringContaining("Finn's retention: no note from Mina Albrecht.")])
    expect(closed[0]).not.toContain('Carla')
    const late = await press('ines', (pressed) => reviewWatch.run(finn, pressed, clockwork.means.ctx))
    expect(late).toBe('This review closed on 14 Nov 2026. The thread stays open.')
  })
})
