import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemoCompany, startDemoCompany } from '#test/support/bot.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'

const BOARD = '#persona-board'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany

  beforeAll(async () => {
    company = await startDemoCompany(database.db)
  })
  afterAll(() => company.close())

  const as = (who: string) => company.client.as(who)
  const quiet = () => company.quiet()

  test('a flag becomes a proposal, and is settled by what the board decides on it', async () => {
    const said = await as('jonas').say('#sales', 'Carla signed without any pilot')
    await as('sam').shortcut('flag_persona', { in: '#sales', ts: said.ts })
    await quiet()
    await as('sam').submit({ text: 'She signed without a *pilot*' })
    await quiet()
    const mina = as('mina')
    await mina.click({ in: '@dramatis', label: 'Propose a change' })
    await quiet()
    await mina.submit({ claim: 'claim:l1' })
    expect(await mina.readModal()).toContain(
      "[Sam Whitlock found that it doesn't fit any more: She signed without a *pilot*]",
    )
    await mina.submit({ text: 'Proof from two peers' })
    await quiet()
    expect((await mina.last(BOARD)).plain).toMatch(/Why: Sam Whitlock found that it doesn't fit any more/)
    for (const who of ['lou', 'jonas', 'ada', 'lea', 'ines']) {
      await as(who).click({ in: BOARD, label: 'Approve' })
      await quiet()
    }
    expect((await mina.last(BOARD)).plain).toMatch(/Approved on/)
    const flag = await database.db.flag.findFirstOrThrow()
    expect(flag.outcome).toMatch(/^changed: The board approved proposal #\d+\.$/)
    expect((await as('sam').last('@dramatis')).plain).toMatch(
      /looked at what you flagged on Carla, .*: changed\. The board approved proposal #\d+\.$/,
    )
    const notes = (await mina.messages('@dramatis')).map(({ plain }) => plain)
    expect(notes.find((plain) => plain.includes("doesn't fit any more (message)"))).not.toContain('[Settle]')
  })
})
