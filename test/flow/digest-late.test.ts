import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownerDigest } from '#jobs/owner-digest.ts'
import { chooseDigestTime } from '#src/rhythm/store.ts'
import { pauseJob, resumeJob } from '#src/runs/pauses.ts'
import { type Clockwork, startClockwork } from '#test/support/clockwork.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

// Mina has her week on Mondays at eight, Ines on Fridays at four.
onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let clockwork: Clockwork

  beforeAll(async () => {
    clockwork = await startClockwork(database.db, [ownerDigest])
    await wakeAt('2026-11-08T12:00')
    await chooseDigestTime(database.db, { weekday: 5, hour: 16 }, by('ines'))
  })
  afterAll(() => clockwork.sandbox.close())

  const by = (who: string) => ({ by: who, at: clockwork.means.ctx.now() })
  const wakeAt = async (local: string) => {
    clockwork.setTime(local)
    await clockwork.wake()
  }
  const seen = { mina: 0, ines: 0 }
  /** What has come since the last look. */
  async function came(who: 'mina' | 'ines'): Promise<string[]> {
    const all = await clockwork.client.as(who).messages('@Dramatis')
    const weeks = all.map(({ plain }) => plain).filter((text) => text.includes('Your week, '))
    const fresh = weeks.slice(seen[who])
    seen[who] = weeks.length
    return fresh
  }

  test('a week that ended during a downtime comes late and says so, and the next one at its time', async () => {
    await wakeAt('2026-11-09T06:10')
    await wakeAt('2026-11-09T08:10')
    await wakeAt('2026-11-12T12:00')
    expect(await came('mina')).toHaveLength(1)
    await wakeAt('2026-11-17T10:00')
    expect(await came('ines')).toEqual([
      expect.stringMatching(
        /Late: it was due Fri 13 Nov 2026, 16:00 Europe\/Berlin; I was down from Thu 12 Nov 2026, 12:00 Europe\/Berlin to Tue 17 Nov .*Your week, Ines/s,
      ),
    ])
    expect(await came('mina')).toEqual([
      expect.stringMatching(/Late: it was due Mon 16 Nov 2026, 08:00 Europe\/Berlin; I was down/),
    ])
    await wakeAt('2026-11-20T16:01')
    expect(await came('ines')).toEqual([expect.not.stringContaining('Late')])
    expect(await came('mina')).toEqual([])
  })

  test('of weeks that nobody claimed each reader gets the latest that they missed, and no other', async () => {
    await wakeAt('2026-12-08T10:00')
    expect(await came('ines')).toEqual([
      expect.stringContaining(
        'Late: it was due Fri 4 Dec 2026, 16:00 Europe/Berlin; I was down from Fri 20 Nov',
      ),
    ])
    expect(await came('mina')).toEqual([
      expect.stringMatching(
        /Late: it was due Mon 7 Dec 2026, .* It stands in for week 48 of 2026 and week 49/s,
      ),
    ])
    await wakeAt('2026-12-11T16:01')
    expect(await came('ines')).toHaveLength(1)
  })

  test('one that is due within a day stands in for the one that was missed', async () => {
    await wakeAt('2026-12-24T18:00')
    expect(await came('ines')).toEqual([])
    expect(await came('mina')).toHaveLength(1)
    await wakeAt('2026-12-25T16:01')
    expect(await came('ines')).toHaveLength(1)
    expect(await came('mina')).toEqual([])
  })

  test('what ended while the job was paused comes once it is resumed, and names the pause', async () => {
    await wakeAt('2026-12-30T06:10')
    await came('mina')
    await pauseJob(database.db, ownerDigest.name, by('mina'))
    await wakeAt('2027-01-04T10:00')
    expect(await came('ines')).toEqual([])
    await resumeJob(database.db, ownerDigest.name, by('mina'))
    await wakeAt('2027-01-04T10:11')
    expect(await came('ines')).toEqual([
      expect.stringMatching(
        /Late: it was due Fri 1 Jan 2027, 16:00 Europe\/Berlin, and was paused from Wed 30 Dec/,
      ),
    ])
    expect(await came('mina')).toHaveLength(1)
  })
})
