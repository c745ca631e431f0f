import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type DemoCompany, startDemoCompany } from '#test/support/bot.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany
  beforeAll(async () => {
    company = await startDemoCompany(database.db, { resuming: true })
  })
  afterAll(() => company.close())
  afterEach(() => company.client.noFaults())

  const shared = async () =>
    (await company.client.as('jonas').messages('#sales')).filter(({ plain }) => plain.includes('shared this'))

  async function share(persona: string) {
    const sam = company.client.as('sam')
    await sam.command('#sales', `/persona ${persona}`)
    await company.bot.service.idle()
    await sam.click({ in: '#sales', label: 'Share' })
  }

  test('what Slack rate-limits is posted as soon as it may be', async () => {
    await company.client.faults({ kind: 'ratelimited', method: 'chat.postMessage', times: 1, retryAfter: 1 })
    const before = (await shared()).length
    await share('carla')
    await expect.poll(async () => (await shared()).length, { timeout: 10_000 }).toBe(before + 1)
  })

  test('what fails with a 500 is tried again', async () => {
    await company.client.faults({ kind: 'server_error', method: 'chat.postMessage', times: 2 })
    const before = (await shared()).length
    await share('finn')
    await expect.poll(async () => (await shared()).length, { timeout: 15_000 }).toBe(before + 1)
  })

  test('where Slack refuses the blocks the words arrive as text', async () => {
    await company.client.faults({
      kind: 'error',
      method: 'chat.postMessage',
      times: 1,
      error: 'invalid_blocks',
    })
    const before = (await shared()).length
    await share('ola')
    await expect.poll(async () => (await shared()).length, { timeout: 10_000 }).toBe(before + 1)
    expect((await shared()).at(-1)).toMatchObject({ blocks: [] })
  })

  test('a channel that is gone is said to the one who shared, not tried for ever', async () => {
    await company.client.faults({
      kind: 'error',
      method: 'chat.postMessage',
      times: 9,
      error: 'channel_not_found',
    })
    await share('ravi')
    await expect
      .poll(() => company.client.as('sam').read('#sales', { limit: 1 }), { timeout: 10_000 })
      .toMatch(/\/invite @Dramatis/)
    await expect.poll(() => database.db.request.count({ where: { finishedAt: null } })).toBe(0)
  })

  test('the same delivery three times is answered once', async () => {
    await company.client.faults({ kind: 'duplicate', envelope: '*', times: 2 })
    const sam = company.client.as('sam')
    const before = (await sam.messages('#sales')).length
    await sam.command('#sales', '/persona list')
    await company.bot.service.idle()
    await company.client.quiet()
    expect((await sam.messages('#sales')).length).toBe(before + 1)
  })
})
