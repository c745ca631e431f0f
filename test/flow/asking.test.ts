import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemoCompany, startDemoCompany } from '#test/support/bot.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany
  beforeAll(async () => {
    company = await startDemoCompany(database.db)
  })
  afterAll(() => company.close())

  /** Waits until everything that was begun is answered and seen. */
  async function settled() {
    await company.bot.service.idle()
    await company.client.quiet()
  }

  /** Types a command and reads what Sam sees last. */
  async function ask(text: string, where = '#sales') {
    const sam = company.client.as('sam')
    await sam.command(where, text)
    await settled()
    return await sam.read(where, { limit: 1 })
  }

  async function press(label: string, where = '#sales') {
    const sam = company.client.as('sam')
    await sam.click({ in: where, label })
    await settled()
    return await sam.read(where, { limit: 1 })
  }

  test('a command is answered to the one who asked, and to nobody else', async () => {
    expect(await ask('/persona carla')).toMatch(/Carla · Operations Lead/)
    expect(await company.client.as('jonas').read('#sales')).not.toMatch(/Carla/)
  })

  test('no words list the personas, and a button opens one', async () => {
    expect(await ask('/persona')).toMatch(/4 personas, 3 to turn away/)
    expect(await press('Finn')).toMatch(/Finn · Finance Lead/)
  })

  test('every answer ends in its freshness, its sources and its assumptions', async () => {
    expect(await ask('/persona objection too expensive')).toMatch(/Verified \d+ days ago · \d+ sources/)
  })

  test('Why? says who, based on what, since when', async () => {
    await ask('/persona carla')
    const why = await press('Why?')
    expect(why).toMatch(/version 1, since/)
    expect(why).toMatch(/Mina \w+ owns it/)
    expect(why).toMatch(/interviews, n 24/)
    expect(why).toMatch(/Assumptions, which nothing supports yet/)
  })

  test('Keep puts one copy into the direct messages, however often it is pressed', async () => {
    await ask('/persona ola')
    const sam = company.client.as('sam')
    const { ts } = await sam.last('#sales')
    for (const _ of [1, 2]) await sam.click({ in: '#sales', ts, label: 'Keep' })
    await settled()
    const copies = (await sam.messages('@Dramatis')).filter(({ text }) =>
      text?.includes('Ola · Network Director'),
    )
    expect(copies).toHaveLength(1)
  })

  test('what is wanted less often is in a menu under the answer', async () => {
    expect(await ask('/persona playbook first call')).toMatch(/\[… .*Keep \/ Propose a change\]/)
    await press('Keep')
    expect(await company.client.as('sam').read('@Dramatis', { limit: 1 })).toContain('First call')
    await press('Propose a change')
    expect(await company.client.as('sam').readModal()).toContain('First call')
    await company.client.as('sam').close(true)
  })

  test('Share shows the very text that was answered, also after the entry has changed', async () => {
    await ask('/persona objection contract length')
    await database.db.entry.updateMany({
      where: { slug: 'contract-length' },
      data: { title: 'Changed', sequence: 999 },
    })
    await database.db.changeCounter.update({ where: { id: 1 }, data: { sequence: 999 } })
    await press('Share')
    expect(await company.client.as('jonas').read('#sales')).toMatch(/“The contract is too long” from Finn/)
  })

  test('where a guest reads along only customer-facing lines are shared, and it is said', async () => {
    expect(await ask('/persona objection too expensive', '#customer-room')).toMatch(/usually means/)
    expect(await press('Share', '#customer-room')).toMatch(/customer-facing lines only/)
    const seen = await company.client.as('gita').read('#customer-room')
    expect(seen).toMatch(/31 % fewer manual hand-offs/)
    expect(seen).not.toMatch(/usually means|discount|lost deals/)
  })

  test('in a channel without the bot Share says how to invite it', async () => {
    await ask('/persona carla', '#random')
    expect(await press('Share', '#random')).toMatch(/\/invite @Dramatis/)
  })

  test('a guest sees what is marked for customers, by whatever way they ask', async () => {
    const gita = company.client.as('gita')
    await gita.command('#customer-room', '/persona carla')
    await settled()
    const seen = await gita.read('#customer-room')
    expect(seen).toMatch(/Live in 30 days/)
    expect(seen).not.toMatch(/Afraid of|Operations Lead/)
  })

  test('a mention is answered in its thread, a direct message where it was sent', async () => {
    const sam = company.client.as('sam')
    const { ts } = await sam.say('#sales', '@Dramatis what is carla afraid of?')
    await settled()
    expect(await sam.read('#sales', { thread: ts })).toMatch(/rollout that stalls/i)
    await sam.say('@Dramatis', 'finn')
    await settled()
    expect(await sam.read('@Dramatis', { limit: 1 })).toMatch(/Finn · Finance Lead/)
  })

  test('where a mention comes from a place that the bot cannot look into, nothing internal is said', async () => {
    await company.client.faults({
      kind: 'error',
      method: 'conversations.info',
      times: 1,
      error: 'missing_scope',
    })
    const sam = company.client.as('sam')
    const { ts } = await sam.say('#sales', '@Dramatis carla')
    await settled()
    const seen = await sam.read('#sales', { thread: ts })
    expect(seen).toMatch(/Live in 30 days/)
    expect(seen).not.toMatch(/Afraid of/)
  })

  test('a question that nothing answers is admitted, and noted once for the owner of what is nearest', async () => {
    for (const _ of [1, 2]) {
      expect(await ask('/persona what does carla think of quantum zebras?')).toMatch(/nothing verified on/)
    }
    const noted = await database.db.openQuestion.findMany({ where: { text: { contains: 'zebras' } } })
    expect(noted).toMatchObject([{ times: 2 }])
  })

  test('what people ask is counted by function, and what they typed is not kept', async () => {
    await ask('/persona ravi')
    expect(
      await database.db.answer.findFirst({ where: { command: 'question' }, orderBy: { answeredAt: 'desc' } }),
    ).toMatchObject({ function: 'sales' })
    const payloads = await database.db.request.findMany({ where: { finishedAt: { not: null } } })
    expect(payloads.every(({ payload }) => Object.keys(payload as object).length === 0)).toBe(true)
  })

  test('hostile words come back as they are and ping nobody', async () => {
    const seen = await ask('/persona <!channel> <@U123> *bold* `code` & more')
    expect(seen).toContain('<!channel> <@U123> *bold* `code` & more')
    const { text } = await company.client.as('sam').last('#sales')
    expect(text).toContain('&lt;!channel&gt; &lt;@U123&gt;')
  })
})
