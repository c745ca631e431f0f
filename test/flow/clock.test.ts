import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { announce } from '#jobs/announce.ts'
import { runByHand, sendTest } from '#jobs/by-hand.ts'
import { dryRun } from '#jobs/dry-run.ts'
import { kpiReview } from '#jobs/kpi-review.ts'
import { writeMonth } from '#test/support/account-months.ts'
import { type Clockwork, forgetRuns, startClockwork, writeAutumn } from '#test/support/clockwork.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { importFiles } from '#test/support/knowledge.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let clockwork: Clockwork

  beforeAll(async () => {
    clockwork = await startClockwork(database.db)
    await writeAutumn(database.db)
  })
  afterAll(() => clockwork.sandbox.close())
  beforeEach(async () => {
    clockwork.sandbox.reset()
    await clockwork.client.noFaults()
    await forgetRuns(database.db)
    clockwork.setTime('2026-10-20T12:00')
    await clockwork.wake()
  })

  const messages = async () => (await clockwork.board()).map(({ plain }) => plain)
  const runs = () => database.db.jobRun.findMany({ orderBy: { period: 'asc' } })

  test('a job that the clock meets for the first time is registered and makes up for nothing', async () => {
    expect(await messages()).toEqual([])
    expect(await runs()).toEqual([])
  })

  test('on its day the review is posted once, with its picture, and the numbers are in its thread', async () => {
    clockwork.setTime('2026-11-04T08:59')
    await clockwork.wake()
    expect(await messages()).toEqual([])
    clockwork.setTime('2026-11-04T09:01')
    await clockwork.wake()
    await clockwork.wake()
    const [review, ...others] = await clockwork.board()
    expect(others).toEqual([])
    expect(review?.plain).toContain(
      "October 2026 by persona: Carla's retention fell to 94.2 % (n 395, ▼ 4.6 pt).",
    )
    expect(review?.plain).toContain('Insufficient data: Gus (n = 16).')
    expect(review?.plain).not.toMatch(/Late|by hand/)
    expect(review?.blocks.map(({ type }) => type)).toContain('image')
    const [, table, personas] = await clockwork.board(review?.ts)
    expect(table?.plain).toContain('Carla | 395 | 94.2 % | ▼ 4.6 pt | 5.8 %')
    expect(personas?.plain).toContain('Retention 94.2 %: 372 of 395 customers')
  })

  test('after a downtime the latest period is posted, says that it is late, and names the others', async () => {
    clockwork.setTime('2026-12-02T10:00')
    await clockwork.wake()
    const [first] = await messages()
    expect(first).toContain(
      'Late: it was due Wed 4 Nov 2026, 09:00 Europe/Berlin; I was down from Tue 20 Oct 2026',
    )
    clockwork.setTime('2027-03-08T10:00')
    await clockwork.wake()
    const [, second] = await messages()
    expect(second).toContain('It stands in for November 2026, December 2026 and January 2027 too.')
    expect(second).toContain('February 2027 by persona: there are no numbers yet.')
    expect((await runs()).map(({ period }) => period)).toEqual(['2026-10', '2027-02'])
  })

  test('a review waits for its sources until the fifth business day, then says what is missing', async () => {
    await database.db
      .$executeRaw`DELETE FROM account_months WHERE month = '2026-10-01' AND account_id = 'finn-finance-lead-1'`
    clockwork.setTime('2026-11-04T09:01')
    await clockwork.wake()
    expect(await messages()).toEqual([])
    expect(await runs()).toMatchObject([
      { state: 'waiting', outcome: 'waits for the account-months of 1 account' },
    ])
    clockwork.setTime('2026-11-06T09:02')
    await clockwork.wake()
    const [review] = await messages()
    expect(review).toContain(
      'Late: it was due Wed 4 Nov 2026, 09:00 Europe/Berlin, and waited for its sources.',
    )
    expect(review).toContain('Not complete: 1 account that paid the month before has no row yet.')
    await writeMonth(database.db, '2026-10-01', { 'finn-finance-lead': { n: 1, kept: 1, supportEach: 18 } })
  })

  test('it waits for a source of its numbers that was not read since the month ended, or could not be', async () => {
    const schedule = 'schedule: {every: month, on: 2}\n'
    const select = 'select: SELECT account_id, month, mrr_start, mrr_end FROM mrr\n'
    await importFiles(database.db, {
      'sources/billing.yaml': `title: Invoices\nconnection: billing\ntable: account_months\n${schedule}${select}`,
      'sources/spend.yaml': `title: Ad spend\nconnection: ads\ntable: spend\n${schedule}select: SELECT campaign, month, amount FROM s\n`,
    })
    const runAt = async (at: string, state: string) => {
      const [id, startedAt] = [randomUUID(), new Date(at)]
      const run = {
        source: 'billing',
        version: 1,
        by: 'clock',
        reading: 'x',
        state,
        startedAt,
        seenAt: startedAt,
      }
      await database.db.sourceRun.create({ data: { id, ...run } })
    }
    await runAt('2026-10-02T05:30:00Z', 'done')
    clockwork.setTime('2026-11-04T09:01')
    await clockwork.wake()
    expect(await messages()).toEqual([])
    expect(await runs()).toMatchObject([{ state: 'waiting', outcome: 'waits for the source Invoices' }])
    await runAt('2026-11-05T05:30:00Z', 'failed')
    clockwork.setTime('2026-11-06T09:02')
    await clockwork.wake()
    const [review] = await messages()
    expect(review).toContain('Not complete: Invoices could not be read.')
    expect(review).not.toContain('Ad spend')
    await forgetRuns(database.db)
    clockwork.sandbox.reset()
    await runAt('2026-11-06T05:30:00Z', 'done')
    expect(await runByHand(kpiReview, clockwork.means.ctx.now(), clockwork.means)).toContain('posted')
    expect((await messages())[0]).not.toContain('Not complete')
  })

  test('without a picture the review goes out all the same', async () => {
    await clockwork.client.faults({
      kind: 'error',
      method: 'files.getUploadURLExternal',
      error: 'file_uploads_disabled',
    })
    clockwork.setTime('2026-11-04T09:01')
    await clockwork.wake()
    const [review] = await clockwork.board()
    expect(review?.plain).toContain('October 2026 by persona')
    expect(review?.blocks.map(({ type }) => type)).not.toContain('image')
    expect(await runs()).toMatchObject([
      { state: 'posted', outcome: expect.stringContaining('without its picture') },
    ])
  })

  test('a picture that Slack refuses to show is left out', async () => {
    await clockwork.client.faults({ kind: 'error', method: 'chat.postMessage', error: 'invalid_blocks' })
    clockwork.setTime('2026-11-04T09:01')
    await clockwork.wake()
    const [review] = await clockwork.board()
    expect(review?.blocks.map(({ type }) => type)).toEqual(['rich_text', 'context', 'context', 'actions'])
  })

  test.each([
    { kind: 'ratelimited', method: 'chat.postMessage', times: 2, retryAfter: 1 },
    { kind: 'server_error', method: 'chat.postMessage', times: 2 },
    { kind: 'no_answer', method: 'chat.postMessage', times: 1 },
    { kind: 'done_no_answer', method: 'chat.postMessage', times: 1 },
  ] as const)('where Slack answers a post with $kind, one stays', async (fault) => {
    await clockwork.client.faults(fault)
    clockwork.setTime('2026-11-04T09:01')
    await clockwork.wake()
    const all = await clockwork.board()
    expect(all).toHaveLength(1)
    expect(await clockwork.board(all[0]?.ts)).toHaveLength(3)
  })

  test('run by hand it says so, and run again it changes nothing', async () => {
    clockwork.setTime('2026-11-02T09:00')
    const at = clockwork.means.ctx.now()
    expect(await runByHand(kpiReview, at, clockwork.means)).toBe(
      'Monthly KPI review, October 2026. board: posted 3 messages.',
    )
    clockwork.setTime('2026-11-02T10:00')
    expect(await runByHand(kpiReview, at, clockwork.means)).toContain('nothing has changed since')
    clockwork.setTime('2026-11-04T09:01')
    await clockwork.wake()
    expect(await messages()).toEqual([
      expect.stringContaining('Run by hand, Mon 2 Nov 2026, 09:00 Europe/Berlin.'),
    ])
  })

  test('a message that somebody deleted is posted again by hand', async () => {
    clockwork.setTime('2026-11-04T09:01')
    await clockwork.wake()
    const [review] = await clockwork.board()
    const [, table] = await clockwork.board(review?.ts)
    const channel = (await database.db.setting.findFirst())?.value ?? ''
    await clockwork.means.wire.client.chat.delete({ channel, ts: table?.ts ?? '' })
    await database.db.post.updateMany({ where: { ts: table?.ts ?? '' }, data: { digest: 'another' } })
    await runByHand(kpiReview, clockwork.means.ctx.now(), clockwork.means)
    expect(await clockwork.board(review?.ts)).toHaveLength(3)
  })

  test('a dry run prints what would be posted and leaves no trace', async () => {
    const said = await dryRun(kpiReview, Temporal.Instant.from('2026-11-04T09:00:00Z'), clockwork.means.ctx)
    expect(said).toContain("Carla's retention fell to 94.2 %")
    expect(said).toContain('[picture: Retention in October 2026: Carla keeps 94.2 %.')
    expect(await runs()).toEqual([])
    expect(await database.db.post.count()).toBe(0)
  })

  test('a test goes to one person alone and is not recorded as run', async () => {
    const at = Temporal.Instant.from('2026-11-04T09:00:00Z')
    expect(await sendTest(kpiReview, at, 'jonas', clockwork.means)).toContain(
      'sent 3 messages to jonas alone',
    )
    expect(await messages()).toEqual([])
    const seen = await clockwork.client.as('jonas').messages('@Dramatis')
    expect(seen[0]?.plain).toContain('A test that only you see')
    expect(await runs()).toEqual([])
  })

  test('a failure is told once to who can mend it and to who waits, and so is its end', async () => {
    const board = (await database.db.setting.findFirst())?.value ?? ''
    await database.db.setting.updateMany({ data: { value: 'C404' } })
    clockwork.setTime('2026-11-04T09:01')
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await clockwork.wake()
      await announce(clockwork.means)
      await database.db.jobRun.updateMany({ data: { nextTryAt: null } })
    }
    const told = async (who: string) =>
      (await clockwork.client.as(who).messages('@Dramatis')).map(({ plain }) => plain)
    expect(await told('mina')).toEqual([
      expect.stringContaining("Monthly KPI review, October 2026, can't be posted to board."),
    ])
    expect(await told('mina')).toEqual([expect.stringContaining('channel_not_found')])
    expect(await told('ines')).toEqual([
      expect.stringContaining('Monthly KPI review, October 2026, is late. The operator knows why'),
    ])
    await database.db.setting.updateMany({ data: { value: board } })
    await clockwork.wake()
    await announce(clockwork.means)
    await announce(clockwork.means)
    expect(await told('mina')).toHaveLength(2)
    expect((await told('mina'))[1]).toContain(
      'Monthly KPI review works again: October 2026 is done for board.',
    )
    expect(await told('jonas')).toEqual([])
  })
})
