import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyAudit } from '#src/audit/verify.ts'
import { type DemoCompany, startDemoCompany } from '#test/support/bot.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'

const BOARD = '#persona-board'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany
  let card = ''

  beforeAll(async () => {
    company = await startDemoCompany(database.db)
    const mina = company.client.as('mina')
    await mina.command('#sales', '/persona carla')
    await company.quiet()
    await mina.click({ in: '#sales', label: 'Propose a change' })
    await company.quiet()
    await mina.submit({ claim: 'claim:l2' })
    await mina.submit({ text: 'A real Tuesday', rationale: 'Interviews' })
    await company.quiet()
    card = (await mina.last(BOARD)).ts
  })

  afterAll(() => company.close())

  const fullDiff = async (): Promise<string> => {
    const noor = company.client.as('noor')
    await noor.click({ in: BOARD, ts: card, label: 'Full diff' })
    await company.quiet()
    const text = await noor.readModal()
    await noor.close(true)
    return text
  }

  const audited = async () =>
    (
      await database.db.auditRecord.findMany({
        where: { action: { startsWith: 'comment' } },
        orderBy: { sequence: 'asc' },
      })
    ).map(({ actor, action, payload }) => [actor, action, (payload as { text?: string } | null)?.text])

  test('what is said in the thread of a card belongs to the record, as it stands', async () => {
    const jonas = company.client.as('jonas')
    const { ts } = await jonas.say(BOARD, 'It was a *Monday* <!channel> in @sam & two others', card)
    await company.client.as('ada').say(BOARD, 'Not in my interviews', card)
    await company.quiet()
    expect(await fullDiff()).toMatch(
      /Said in the thread\nJonas Feldt\nIt was a \*Monday\*.* & two others\nAda Okonjo\nNot in my interviews\n/,
    )
    await jonas.edit(BOARD, ts, 'It was a Monday in four of six')
    await company.quiet()
    expect(await fullDiff()).toContain('Jonas Feldt\nIt was a Monday in four of six\n')
    await jonas.takeBack(BOARD, ts)
    await company.quiet()
    expect(await fullDiff()).toMatch(/Said in the thread\nAda Okonjo\nNot in my interviews/)
    expect(await audited()).toEqual([
      ['jonas', 'comment', undefined],
      ['ada', 'comment', 'Not in my interviews'],
      ['jonas', 'comment edited', undefined],
      ['jonas', 'comment deleted', undefined],
    ])
    expect(await verifyAudit(database.db)).toHaveProperty('head')
  })

  test("what is said elsewhere, and the bot's own words, are nobody's to keep", async () => {
    const { ts } = await company.client.as('sam').say('#sales', 'A question to all')
    await company.client.as('lea').say('#sales', 'Mine, too', ts)
    await company.client.as('lea').say(BOARD, 'Beside the card')
    await company.quiet()
    expect(await audited()).toHaveLength(4)
    expect(await database.db.request.count({ where: { kind: 'reply' } })).toBe(4)
  })
})
