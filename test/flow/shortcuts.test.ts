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

  /** Jonas says something, and somebody answers it with a persona. Returns what Jonas wrote. */
  async function answering(text: string, where: string, who = 'sam', thread?: string) {
    const said = await company.client.as('jonas').say(where, text, thread)
    const picked = { in: where, ts: said.ts }
    expect(await company.client.as(who).shortcut('answer_with_persona', picked)).toMatchObject({
      state: 'acked',
    })
    await company.quiet()
    return said.ts
  }

  test('a message is answered as a question, for the one alone who asked', async () => {
    await answering('What is carla afraid of?', '#sales')
    expect(await company.client.as('sam').read('#sales', { limit: 1 })).toMatch(/rollout that stalls/i)
    expect(await company.client.as('jonas').read('#sales')).not.toMatch(/rollout that stalls/i)
  })

  test('Share puts the answer under the message, and Keep into the direct messages', async () => {
    const ts = await answering('Finn', '#sales')
    const sam = company.client.as('sam')
    const { ts: answered } = await sam.last('#sales')
    for (const label of ['Keep', 'Share']) await sam.click({ in: '#sales', ts: answered, label })
    await company.quiet()
    expect(await company.client.as('jonas').read('#sales', { thread: ts })).toMatch(
      /shared this with you[\s\S]*Finn · Finance Lead/,
    )
    expect(await sam.read('@Dramatis')).toMatch(/Finn · Finance Lead/)
  })

  test('of the answer to the next question too, Share puts it under the message', async () => {
    const ts = await answering('Carla', '#sales')
    const sam = company.client.as('sam')
    for (const label of ['All about', 'Share']) {
      const { ts: last } = await sam.last('#sales')
      await sam.click({ in: '#sales', ts: last, label })
      await company.quiet()
    }
    expect(await company.client.as('jonas').read('#sales', { thread: ts })).toMatch(/shared this with you/)
  })

  test('the same shortcut delivered twice answers once', async () => {
    const sam = company.client.as('sam')
    const before = (await sam.messages('#sales')).length
    await company.client.faults({ kind: 'duplicate', envelope: 'interactive' })
    await answering('What is finn afraid of?', '#sales')
    expect((await sam.messages('#sales')).length).toBe(before + 2)
  })

  test('in a channel without the bot the answer comes all the same, and Share says how to invite it', async () => {
    await answering('What is carla afraid of?', '#random')
    const sam = company.client.as('sam')
    expect(await sam.read('#random', { limit: 1 })).toMatch(/rollout that stalls/i)
    await sam.click({ in: '#random', label: 'Share' })
    await company.quiet()
    expect(await sam.read('#random', { limit: 1 })).toMatch(/\/invite @Dramatis/)
  })

  test('between two people there is nobody to share with, so only Keep is offered', async () => {
    await answering('What is carla afraid of?', '@sam', 'jonas')
    const seen = await company.client.as('jonas').read('@sam', { limit: 1 })
    expect(seen).toMatch(/\[Keep\]/)
    expect(seen).not.toMatch(/\[Share\]/)
  })

  test('a reply is answered in its thread', async () => {
    const sam = company.client.as('sam')
    const { ts: first } = await sam.say('#sales', 'Carla again')
    await answering('What is carla afraid of?', '#sales', 'sam', first)
    expect(await sam.read('#sales', { thread: first })).toMatch(/rollout that stalls/i)
    expect(await company.client.as('jonas').read('#sales', { thread: first })).not.toMatch(/rollout/i)
  })

  test('a guest is shown what is marked for customers, and can share nothing', async () => {
    await answering('Carla', '#customer-room', 'gita')
    const seen = await company.client.as('gita').read('#customer-room', { limit: 1 })
    expect(seen).toMatch(/Live in 30 days/)
    expect(seen).not.toMatch(/Afraid of|Operations Lead|Share/)
  })

  test('a message that is gone when its answer is shared gets it into the channel', async () => {
    const ts = await answering('What is ola afraid of?', '#sales')
    const sales = [...company.sandbox.workspace.channels.values()].find(({ name }) => name === 'sales')
    sales?.timeline.byTs.delete(ts)
    const sam = company.client.as('sam')
    await sam.click({ in: '#sales', label: 'Share' })
    await company.quiet()
    expect(await company.client.as('jonas').read('#sales', { limit: 1 })).toMatch(/shared this with you/)
  })

  test('whoever becomes a guest is treated as one from then on', async () => {
    const sam = company.client.as('sam')
    await answering('Carla', '#sales')
    expect(await sam.read('#sales', { limit: 1 })).toMatch(/Operations Lead/)
    const [person] = (await company.client.workspace()).people.filter(({ handle }) => handle === 'sam')
    const known = company.sandbox.workspace.people.get(person?.id ?? '')
    if (known) known.guest = true
    await company.client.event({ type: 'user_change', user: { id: person?.id, deleted: false } })
    await company.quiet()
    await answering('Carla', '#sales')
    expect(await sam.read('#sales', { limit: 1 })).not.toMatch(/Operations Lead/)
  })
})
