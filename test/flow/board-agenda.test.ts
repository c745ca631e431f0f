import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { BOARD } from '#bot/stand-in.ts'
import { boardAgenda } from '#jobs/board-agenda.ts'
import { dryRun } from '#jobs/dry-run.ts'
import { answerFinding, keepFindings } from '#src/findings/store.ts'
import { useClockCompany } from '#test/support/clock-company.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { pressUnshown } from '#test/support/press.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  const company = useClockCompany(database, [boardAgenda])
  const { as, quiet, wakeAt } = company
  const agendas = async () =>
    (await as('mina').messages(`#${BOARD}`))
      .map(({ plain }) => plain)
      .filter((text) => text.includes('Board, '))
  async function meets(values: Record<string, string>) {
    await as('mina').openHome()
    await quiet()
    await as('mina').click({ home: true, label: 'Board meeting' })
    await quiet()
    await as('mina').submit(values)
    await quiet()
  }

  test('until somebody has said when the board meets nothing is posted, and Home invites to say it', async () => {
    await wakeAt('2026-10-30T09:01')
    expect(await agendas()).toEqual([])
    await as('mina').openHome()
    await quiet()
    expect(await as('mina').readHome()).toContain('When does the board meet? Say it once')
    await as('sam').openHome()
    await quiet()
    expect(await as('sam').readHome()).not.toContain('Board meeting')
  })

  test('whoever neither owns the personas nor is an admin is told so, with the button and with the form', async () => {
    const { ctx } = company.clockwork.means
    const values = { week: '1', weekday: '2', hour: '10' }
    const told = /Whoever owns the personas, or an admin, says when the board meets/
    expect(await pressUnshown('sam', { action: 'board-meeting', value: {} }, ctx)).toMatch(told)
    expect(await pressUnshown('sam', { modal: 'board-meeting', about: {}, values }, ctx)).toMatch(told)
    expect(await database.db.setting.count({ where: { key: 'board-meeting' } })).toBe(0)
  })

  test('its agenda comes once, on the business day two days before, whoever takes it up', async () => {
    company.clockwork.setTime('2026-11-20T12:00')
    await meets({ week: '1', weekday: '2', hour: '10' })
    expect(await as('mina').read('@Dramatis', { limit: 1 })).toContain(
      'The board meets on the first Tuesday of the month at 10:00, next on 1 Dec 2026. Its agenda comes on 27 Nov 2026.',
    )
    await as('mina').command('#sales', '/persona carla')
    await quiet()
    await as('mina').click({ in: '#sales', label: 'Propose a change' })
    await quiet()
    await as('mina').submit({ claim: 'claim:l1' })
    await as('mina').submit({ text: 'Proof from two peers', rationale: '6 of 8 new interviews' })
    await quiet()
    const now = company.clockwork.means.ctx.now()
    const found = (['finn-finance-lead', 'ola-network-director'] as const).map((persona) => ({
      id: randomUUID(),
      facts: { kind: 'unused' as const, persona, answers: 120 },
    }))
    await keepFindings(database.db, 'mina', found, now)
    const afterIt = { by: 'mina', snoozedUntil: now.add({ hours: 30 * 24 }) }
    await answerFinding(database.db, found[1]?.id ?? '', afterIt, now)
    await wakeAt('2026-11-26T09:01')
    expect(await agendas()).toEqual([])
    await wakeAt('2026-11-27T09:01')
    company.clockwork.means.worker = { ...company.clockwork.means.worker, id: randomUUID() }
    await wakeAt('2026-11-27T09:40')
    await wakeAt('2026-11-30T09:01')
    expect(await agendas()).toEqual([
      expect.stringMatching(
        /Board, Tue 1 Dec, 10:00: 1 to decide, 2 to talk about.*1\. Carla, .*: waits for .* — Mina.*2\. Refresh Finn ahead of time\? Nobody needed Finn in 90 days — Mina/s,
      ),
    ])
    const [post] = (await as('mina').messages(`#${BOARD}`)).filter(({ plain }) => plain.includes('Board, '))
    expect(JSON.stringify(post?.blocks)).toMatch(/"type":"link","url":"http/)
  })

  test('an agenda whose day was missed in a downtime still comes before its meeting, and not after it', async () => {
    await wakeAt('2027-01-04T11:00')
    expect(await agendas()).toHaveLength(2)
    expect((await agendas())[1]).toContain('Board, Tue 5 Jan, 10:00')
    await wakeAt('2027-02-02T11:00')
    expect(await agendas()).toHaveLength(2)
  })

  test('a dry run shows it and asks no workspace for anything', async () => {
    const at = Temporal.ZonedDateTime.from('2027-02-26T09:00[Europe/Berlin]').toInstant()
    expect(await dryRun(boardAgenda, at, company.clockwork.means.ctx)).toMatch(/Board, Tue 2 Mar, 10:00/)
  })
})
