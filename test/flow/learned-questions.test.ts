import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Bot, type DemoCompany, startBot, startDemoCompany } from '#test/support/bot.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'

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
  const TEXT = 'who pays for the forklift training?'
  const ALIKE = 'paying for forklift training'
  const ANSWER = 'The first course is on us.'

  async function ask(who: string, text: string) {
    await as(who).command('#sales', `/persona ${text}`)
    await company.quiet()
    return await as(who).read('#sales', { limit: 1 })
  }

  test('whoever answers by an entry reads in a few words that questions like it find that', async () => {
    for (const text of [TEXT, ALIKE]) expect(await ask('sam', text)).toMatch(/nothing verified on/)
    const jonas = as('jonas')
    const { ts = '' } =
      (await jonas.messages('@dramatis')).findLast(({ plain }) => plain.includes('wait')) ?? {}
    await jonas.click({ in: '@dramatis', ts, label: 'Answer' })
    await company.quiet()
    expect(await jonas.readModal()).toMatch(/who pays for the forklift training\?/)
    await jonas.submit({ answer: ANSWER, entry: 'objection/my-team-wont-use-it' })
    await company.quiet()
    expect((await jonas.messages('@dramatis')).at(-1)?.plain).toMatch(
      /Thanks\. 1 person has your answer\. Questions like it find “My team won't use it” from now on\. To have your answer verified for everybody:/,
    )
    const tray = (await jonas.messages('@dramatis')).map(({ plain }) => plain)
    expect(tray.join('\n')).toMatch(/1 question waits for you, Jonas\. Nothing verified answers it;/)
  })

  test('from then on a question worded differently is answered by the entry, not refused', async () => {
    const said = await ask('sam', ALIKE)
    expect(said).toMatch(
      /Jonas Feldt on “who pays for the forklift training\?”, \d+ \w+ 20\d\d: “The first course is on us\.” Their word, not in the knowledge base yet: not for customers\.\s+“My team won't use it” from Carla usually means/,
    )
  })

  test('whoever asks for the entry otherwise, or among guests, reads nothing of it', async () => {
    expect(await ask('sam', "my team won't use it")).not.toMatch(/forklift|first course/)
    await as('gita').command('#customer-room', `/persona ${ALIKE}`)
    await company.quiet()
    expect(await as('gita').read('#customer-room')).not.toMatch(/first course/)
  })

  test('the very same question still gets the word of the owner first', async () => {
    const said = await ask('noor', TEXT)
    expect(said).toMatch(/Jonas Feldt answered this on .*The first course is on us\./s)
    expect(said.match(/\[My team won't use it\]/g)).toHaveLength(1)
  })

  test('a bot that starts later has learned it, too', async () => {
    await company.bot.stop()
    second = await startBot(database.db, company.sandbox, { resuming: true })
    expect(await ask('sam', ALIKE)).toMatch(/“My team won't use it” from Carla usually means/)
  })
})
