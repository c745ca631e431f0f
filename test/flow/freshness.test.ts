import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sendTest } from '#jobs/by-hand.ts'
import { dryRun } from '#jobs/dry-run.ts'
import { freshnessNotice } from '#jobs/freshness-notice.ts'
import { ownerDigest } from '#jobs/owner-digest.ts'
import { advanceSequence, lockSequence } from '#src/knowledge/sequence.ts'
import { startBot } from '#test/support/bot.ts'
import { type Clockwork, startClockwork } from '#test/support/clockwork.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let clockwork: Clockwork
  let bot: Awaited<ReturnType<typeof startBot>>

  beforeAll(async () => {
    clockwork = await startClockwork(database.db, [ownerDigest, freshnessNotice])
    bot = await startBot(database.db, clockwork.sandbox, { now: clockwork.means.ctx.now })
  })
  afterAll(async () => {
    await bot.stop()
    await clockwork.sandbox.close()
  })

  const as = (who: string) => clockwork.client.as(who)
  const direct = async (who: string) => (await as(who).messages('@Dramatis')).map(({ plain }) => plain)
  const quiet = async () => {
    await clockwork.client.quiet()
    await bot.service.idle()
  }
  const wakeAt = async (local: string) => {
    clockwork.setTime(local)
    await clockwork.wake()
  }

  /** Everything is fresh, but for objections of Lea's, verified on these days. */
  async function only(days: Record<string, string | null>) {
    await database.db.$transaction(async (tx) => {
      const sequence = await lockSequence(tx)
      const lea = await tx.member.findUniqueOrThrow({ where: { handle: 'lea' } })
      await tx.$executeRaw`UPDATE entries SET verified_at = '2026-10-20', verify_every = 'P2Y', sequence = ${sequence}`
      for (const [slug, day] of Object.entries(days))
        await tx.$executeRaw`UPDATE entries SET verified_at = ${day}::timestamptz, verify_every = 'P180D', verifier_id = ${lea.id}::uuid
          WHERE kind = 'objection' AND slug = ${slug}`
      await advanceSequence(tx, sequence)
    })
  }

  const verified = async (slug: string) =>
    (await database.db.entry.findFirstOrThrow({ where: { kind: 'objection', slug } })).verifiedAt

  beforeEach(async () => {
    clockwork.sandbox.reset()
    await database.db.jobPeriod.deleteMany()
    await database.db.job.deleteMany()
    await database.db.post.deleteMany()
    clockwork.setTime('2026-11-03T12:00')
    await clockwork.wake()
  })

  test('its verifier is told once when an entry comes due and once when it has gone stale; on Mondays by the digest', async () => {
    await only({ 'too-expensive': '2026-05-20' })
    await wakeAt('2026-11-04T08:31')
    const [due, ...others] = await direct('lea')
    expect(others).toEqual([])
    expect(due).toMatch(
      /Does this still hold\?\n.*The objection .*oo expensive.* goes stale on 16 Nov 2026\./s,
    )
    expect(due).toContain('[Still true] [Edit]')
    await wakeAt('2026-11-05T08:31')
    await wakeAt('2026-11-06T08:31')
    expect(await direct('lea')).toHaveLength(1)
    await wakeAt('2026-11-16T08:31')
    expect((await direct('lea')).slice(1)).toEqual([
      expect.stringMatching(
        /Your week, Lea\. 1 thing needs you\..*went stale on 16 Nov.*\[Still true\] \[Edit\]/s,
      ),
    ])
    await wakeAt('2026-11-17T08:31')
    expect(await direct('lea')).toHaveLength(2)
  })

  test('what has been stale for two weeks more is told to its owner too', async () => {
    await only({ 'too-expensive': '2026-05-20' })
    await wakeAt('2026-11-27T08:31')
    expect(await direct('jonas')).toEqual([])
    await wakeAt('2026-12-01T08:31')
    expect(await direct('jonas')).toEqual([
      expect.stringMatching(/1 entry of yours, stale for two weeks or more.*Lea Brandt verifies it/s),
    ])
    await as('jonas').click({ in: '@Dramatis', label: 'Show Too expensive' })
    await quiet()
    expect((await as('jonas').last('@Dramatis')).plain).toContain('Too expensive')
    await wakeAt('2026-12-02T08:31')
    expect((await direct('jonas')).filter((text) => text.includes('two weeks'))).toHaveLength(1)
  })

  test('on a weekend nobody is told anything; the digest of Monday says what went stale', async () => {
    await only({ 'too-expensive': '2026-05-11' })
    await wakeAt('2026-11-04T08:31')
    await wakeAt('2026-11-07T08:31')
    await wakeAt('2026-11-08T08:31')
    expect(await direct('lea')).toHaveLength(1)
    await wakeAt('2026-11-09T08:31')
    expect((await direct('lea')).slice(1)).toEqual([expect.stringContaining('went stale on 7 Nov 2026')])
  })

  test('one click confirms an entry: until when is said, and the list shows it', async () => {
    await only({ 'too-expensive': '2026-05-20', 'no-budget': '2026-05-01' })
    await wakeAt('2026-11-04T08:31')
    expect((await direct('lea'))[0]).toContain('Do these 2 entries still hold?')
    await as('lea').click({ in: '@Dramatis', label: 'Still true' })
    await quiet()
    const [list, answer] = await direct('lea')
    expect(answer).toMatch(/The objection .* holds until 3 May 2027\. Thank you\./)
    expect(list).toMatch(/Does this still hold\?.*✓ Confirmed: /s)
    expect(list).not.toContain('All still true')
    expect((await verified('no-budget'))?.toISOString()).toBe('2026-11-04T07:31:00.000Z')
  })

  test('all that is due is confirmed in one go, but for what is unticked', async () => {
    await only({ 'too-expensive': '2026-05-20', 'no-budget': '2026-05-01', 'too-complex': '2026-05-02' })
    await wakeAt('2026-11-04T08:31')
    await as('lea').click({ in: '@Dramatis', label: 'All still true' })
    await quiet()
    expect(await as('lea').readModal()).toMatch(/3 entries to confirm\./)
    expect(await as('lea').submit({ 'entries-0': [] })).toEqual({
      state: 'invalid',
      errors: { 'entries-0': 'Tick what still holds, or close this: nothing is changed then.' },
    })
    await as('lea').submit({
      'entries-0': ['objection/too-expensive@1', 'objection/no-budget@1'],
    })
    await quiet()
    const [list, answer] = await direct('lea')
    expect(answer).toMatch(/2 entries confirmed\. Thank you\.\n.*2 hold until 3 May 2027: /s)
    expect(list).toMatch(/Does this still hold\?.*Too complex.*✓ Confirmed: .* and /s)
    expect((await verified('too-complex'))?.toISOString()).toBe('2026-05-02T00:00:00.000Z')
  })

  test('what has changed since it was listed is shown instead of confirmed', async () => {
    await only({ 'too-expensive': '2026-05-20' })
    await wakeAt('2026-11-04T08:31')
    await database.db.$transaction(async (tx) => {
      const sequence = await lockSequence(tx)
      await tx.$executeRaw`UPDATE entries SET version = version + 1, sequence = ${sequence} WHERE slug = 'too-expensive'`
      await advanceSequence(tx, sequence)
    })
    await as('lea').click({ in: '@Dramatis', label: 'Still true' })
    await quiet()
    const [, answer] = await direct('lea')
    expect(answer).toMatch(/has changed since you saw it, so I didn't confirm it.*Ask first.*\[Still true\]/s)
    await as('lea').click({ in: '@Dramatis', label: 'Still true' })
    await quiet()
    expect((await as('lea').last('@Dramatis')).plain).toContain('holds until 3 May 2027')
  })

  test('under an answer the button is there for who may confirm it, while it is due', async () => {
    await only({ 'too-expensive': '2026-05-20' })
    clockwork.setTime('2026-11-04T12:00')
    const answer = async (who: string) => {
      await as(who).say('@Dramatis', 'objection too expensive')
      await quiet()
      return (await as(who).last('@Dramatis')).plain
    }
    expect(await answer('noor')).not.toContain('Still true')
    expect(await answer('mina')).toContain('[Still true]')
    expect(await answer('lea')).toContain('[Still true]')
    await as('lea').click({ in: '@Dramatis', label: 'Still true' })
    await quiet()
    expect((await as('lea').last('@Dramatis')).plain).toContain('holds until 3 May 2027')
    expect(await answer('lea')).not.toContain('Still true')
  })

  test('somebody else is told kindly whose it is by now, and that is in the audit trail', async () => {
    await only({ 'too-expensive': '2026-05-20' })
    await wakeAt('2026-11-04T08:31')
    await database.db.$transaction(async (tx) => {
      const sequence = await lockSequence(tx)
      const ada = await tx.member.findUniqueOrThrow({ where: { handle: 'ada' } })
      await tx.$executeRaw`UPDATE entries SET verifier_id = ${ada.id}::uuid, sequence = ${sequence} WHERE slug = 'too-expensive'`
      await advanceSequence(tx, sequence)
    })
    await as('lea').click({ in: '@Dramatis', label: 'Still true' })
    await quiet()
    expect((await as('lea').last('@Dramatis')).plain).toContain(
      "The objection Too expensive is Ada Okonjo's to confirm, so nothing was changed.",
    )
    const refusal = await database.db.auditRecord.findFirstOrThrow({ where: { action: 'refused' } })
    expect(refusal).toMatchObject({
      actor: 'lea',
      subject: 'objection/too-expensive',
      payload: { wanted: 'verify' },
    })
  })

  test('where its verifier is not in Slack, a deputy is told', async () => {
    await only({ 'too-expensive': '2026-05-20' })
    const email = async (address: string) =>
      await database.db.$transaction(async (tx) => {
        const sequence = await lockSequence(tx)
        await tx.$executeRaw`DELETE FROM slack_identities`
        await tx.$executeRaw`UPDATE members SET email = ${address}, sequence = ${sequence} WHERE handle = 'lea'`
        await advanceSequence(tx, sequence)
      })
    await email('lea@elsewhere.example')
    await wakeAt('2026-11-04T08:31')
    await email('lea@ferrybell.example')
    expect(await direct('lea')).toEqual([])
    expect(await direct('sam')).toEqual([expect.stringContaining('Does this still hold?')])
    await as('sam').click({ in: '@Dramatis', label: 'Still true' })
    await quiet()
    expect((await as('sam').last('@Dramatis')).plain).toContain('holds until 3 May 2027')
  })

  test('a dry run and a test send say what would be told, and record nothing', async () => {
    await only({ 'too-expensive': '2026-05-20' })
    const at = Temporal.Instant.from('2026-11-04T09:00:00Z')
    expect(await dryRun(freshnessNotice, at, clockwork.means.ctx)).toMatch(/@lea.*Does this still hold\?/s)
    clockwork.setTime('2026-11-04T08:00')
    expect(await sendTest(freshnessNotice, at, 'mina', clockwork.means)).toContain('to mina alone')
    expect(await direct('mina')).toEqual([expect.stringContaining('A test that only you see')])
    await wakeAt('2026-11-04T08:31')
    expect(await direct('lea')).toHaveLength(1)
  })
})
