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
  const card = async () => (await as('mina').last(BOARD)).plain
  const told = async (who: string) => (await as(who).messages('@dramatis')).map(({ plain }) => plain)

  async function click(who: string, at: string, label: string): Promise<void> {
    await as(who).click({ in: at, label })
    await quiet()
  }

  async function edit(values: Record<string, unknown>) {
    await click('mina', '@dramatis', 'Edit')
    const sent = await as('mina').submit(values as never)
    await quiet()
    return sent
  }

  test('an edit of wording asks each voter for one click, which counts their vote again', async () => {
    const mina = as('mina')
    await mina.command('#sales', '/persona carla')
    await quiet()
    await click('mina', '#sales', 'Propose a change')
    await mina.submit({ claim: 'claim:g2' })
    expect(await mina.readModal()).toContain('Nobody votes on a typo')
    await mina.submit({ text: 'One plan for all', rationale: 'Interviews' })
    await quiet()
    await click('jonas', BOARD, 'Approve')
    await click('lou', BOARD, 'Abstain')
    await click('lea', BOARD, 'Reject')
    await as('lea').submit({ reason: 'Too vague' })
    await quiet()

    expect(await edit({ text: 'One plan', evidence: [], wordingOnly: ['wordingOnly'] })).toMatchObject({
      state: 'invalid',
      errors: { wordingOnly: expect.stringMatching(/^More than the words would change/) },
    })
    await as('mina').close(true)
    await edit({ text: 'One plan that all read', wordingOnly: ['wordingOnly'] })
    expect(await card()).toMatch(
      /Marketing – · Sales – · Product – · Support – · Data\/BI –\n {2}Only the wording changed: asks 3 to confirm \(Jonas, Lou and Lea\)\n/,
    )
    expect((await told('jonas')).at(-1)?.replace(/\d\d:\d\d/, 'hh:mm')).toMatchInlineSnapshot(`
      "Dramatis, hh:mm
        Mina reworded the proposal for Carla, goals and says that its meaning stays. You had approved it; that counts again once you confirm it.
        − One plan for all
        + One plan that all read
        If you see it differently now, vote on its card in #persona-board.
        [Still approve] [Look at it again]"
    `)
    expect((await told('lou')).at(-1)).toContain('[Still abstain] [Look at it again]')

    await click('lea', '@dramatis', 'Still reject')
    expect(await card()).toMatch(
      /Support ✗ Lea .*\n.*asks 2 to confirm \(Jonas and Lou\)\n {2}Lea: Too vague/,
    )
    expect((await told('lea')).at(-1)).toMatch(/Your rejection counts for .* as it reads now\.$/)

    await edit({ text: 'One plan that all can read', wordingOnly: ['wordingOnly'] })
    expect((await told('jonas')).filter((plain) => plain.includes('reworded'))).toHaveLength(1)
    expect((await told('jonas')).at(-1)).toMatch(/− One plan for all\n {2}\+ One plan that all can read\n/)
    expect((await told('lea')).at(-1)).toMatch(
      /− One plan that all read\n {2}\+ One plan that all can read\n/,
    )
    await click('jonas', '@dramatis', 'Look at it again')
    expect(await as('jonas').readModal()).toMatch(/What you had voted on\nOne plan for all\n/)
    await as('jonas').close(true)

    await click('lou', BOARD, 'Approve')
    expect((await told('lou')).at(-1)).toMatch(/Your approval counts for .* as it reads now\.$/)
    await click('mina', '@dramatis', 'Withdraw')
    for (const who of ['jonas', 'lou', 'lea'])
      expect((await told(who)).at(-1)).toMatch(/The proposal for Carla, goals is closed: withdrawn\.$/)
  })
})
