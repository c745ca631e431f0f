import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Bot, type DemoCompany, startBot, startDemoCompany } from '#test/support/bot.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'

const BOARD = '#persona-board'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany
  let second: Bot | undefined

  beforeAll(async () => {
    company = await startDemoCompany(database.db)
  })

  afterAll(async () => {
    await second?.stop()
    await company.close()
  })

  const as = (who: string) => company.client.as(who)
  const quiet = () => company.quiet()
  const card = async () => (await as('mina').last(BOARD)).plain
  const direct = async (who: string) => (await as(who).last('@dramatis')).plain

  async function press(who: string, label: string, values?: Record<string, unknown>, place = BOARD) {
    await as(who).click({ in: place, label })
    await quiet()
    if (!values) return
    expect(await as(who).submit(values as never)).toMatchObject({ state: 'acked' })
    await quiet()
  }

  async function propose(asked: string, claim: string): Promise<void> {
    const sam = as('sam')
    await sam.command('#sales', `/persona ${asked}`)
    await quiet()
    await sam.click({ in: '#sales', label: 'Propose a change' })
    await quiet()
    await sam.submit({ claim })
    await sam.submit({ text: 'Each depot has its price', rationale: 'Ola asked twice' })
    await quiet()
  }

  test("its owner says yes, a board member objects, and the card is the board's", async () => {
    await propose('objection too expensive', 'claim:s4')
    expect(await card()).toMatch(/Sam proposes: .* waits for Jonas, who owns it, until/)
    expect(await card()).toMatch(/\[Approve\] \[Reject\] \[Object\] \[Full diff\] \[Decided in a meeting\]$/)
    await press('jonas', 'Approve')
    expect(await card()).toMatch(/Jonas, who owns it, says yes: live on .* unless a board member objects/)
    await press('lea', 'Object', { reason: 'Another promise' })
    expect(await card()).toContain('Lea objected, so the board decides: Another promise')
    expect(await card()).toMatch(/\[Approve\] \[Reject\] \[Abstain\] \[Block\]/)
  })

  test('a block asks the sponsor, whose answer takes the buttons from the question', async () => {
    await press('lea', 'Block', { reason: 'Sold as one price' })
    expect(await card()).toMatch(/Lea blocks it, and Vera decides on that by/)
    expect(await direct('lea')).toMatch(/Vera is asked to lift or to uphold it/)
    expect(await direct('vera')).toMatch(
      /Sold as one price\n(.*\n)* {2}\[Lift the block\] \[Uphold\] \[Full diff\]$/,
    )
    await press('vera', 'Lift the block', undefined, '@dramatis')
    expect(await direct('vera')).toMatch(/Vera lifted Lea's block of Too expensive, say\.$/)
    expect(await card()).toContain("Vera lifted Lea's block: it counts as a vote against.")
  })

  test('what a meeting decided is refused with what it lacks, then recorded', async () => {
    await as('ada').click({ in: BOARD, label: 'Decided in a meeting' })
    await quiet()
    const present = ['Jonas Feldt, Sales', 'Ada Okonjo, Product']
    const filled = { decided: 'Approved', present, reason: 'Both promises hold' }
    expect(await as('ada').submit(filled)).toEqual({
      state: 'invalid',
      errors: {
        present:
          'It takes 3 functions of the board, and this is Sales and Product: 1 more function is needed.',
      },
    })
    await as('ada').submit({ ...filled, present: [...present, 'Lea Brandt, Support'] })
    await quiet()
    expect(await card()).toMatch(/Approved in the meeting of .*, as Ada recorded\./)
    expect(await card()).toMatch(/Jonas, Ada and Lea were there: “Both promises hold”/)
    expect(await card()).toMatch(/\n {2}\[Full diff\]$/)
  })

  test('who has not voted is reminded once, by two instances and after a restart, and loses the buttons by voting', async () => {
    await propose('carla', 'claim:l2')
    await press('jonas', 'Approve')
    const { id, deadline } = await database.db.proposal.findFirstOrThrow({ orderBy: { id: 'desc' } })
    const at = () => Temporal.Instant.fromEpochMilliseconds(deadline.getTime()).subtract({ hours: 3 })
    second = await startBot(database.db, company.sandbox, { now: at, resuming: true })
    const reminders = () => database.db.post.findMany({ where: { key: { startsWith: `remind/${id}/` } } })
    const patience = { timeout: 20_000 }
    await expect.poll(async () => (await reminders()).filter(({ ts }) => ts).length, patience).toBe(4)
    await second.stop()
    second = await startBot(database.db, company.sandbox, { now: at, resuming: true })
    await quiet()
    const asked = (await as('ines').messages('@dramatis')).filter(({ plain }) =>
      plain.includes('Sam asks for your vote'),
    )
    expect(asked).toHaveLength(1)
    expect((await reminders()).map(({ key }) => key)).not.toContain(`remind/${id}/jonas`)
    await as('ines').click({ in: '@dramatis', label: 'Abstain' })
    await expect.poll(() => direct('ines'), patience).toMatch(/You have voted on Carla, decision logic\./)
  })
})
