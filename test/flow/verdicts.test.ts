import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemoCompany, startDemoCompany } from '#test/support/bot.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany
  let now = Temporal.Now.instant()

  beforeAll(async () => {
    company = await startDemoCompany(database.db, { now: () => now })
  })
  afterAll(() => company.close())

  const as = (who: string) => company.client.as(who)

  async function ask(who: string, text: string) {
    await as(who).command('#sales', `/persona ${text}`)
    await company.quiet()
    return (await as(who).last('#sales')).ts
  }

  async function press(who: string, label: string, ts?: string) {
    await as(who).click({ in: '#sales', label, ...(ts && { ts }) })
    await company.quiet()
    return await as(who).read('#sales', { limit: 1 })
  }

  test('whether an answer worked is counted once, the later press instead of the earlier, without a name', async () => {
    const ts = await ask('sam', 'objection finn too expensive')
    expect(await press('sam', 'Worked', ts)).toMatch(/Good to know, thanks\./)
    now = now.add({ seconds: 5 })
    await company.client.faults({ kind: 'duplicate', envelope: 'interactive' })
    expect(await press('sam', "Didn't", ts)).toMatch(
      /Thanks, its owner sees that\..*\n {2}\[What did they say\?\]$/s,
    )
    const [verdict, ...others] = await database.db.feedback.findMany()
    expect(others).toEqual([])
    expect(verdict).toMatchObject({
      kind: 'objection',
      slug: 'too-expensive',
      persona: 'finn-finance-lead',
      function: 'sales',
      worked: false,
    })
    expect(JSON.stringify(verdict)).not.toMatch(/sam/i)
  })

  test('what was heard instead is one press away, with the persona chosen', async () => {
    await as('sam').click({ in: '#sales', label: 'What did they say?' })
    await company.quiet()
    expect(await as('sam').readModal()).toMatch(
      /What did they say\?\nIn reply to Too expensive.*Finn · Finance Lead/s,
    )
    await as('sam').submit({ quote: 'What if it takes four weeks?' })
    await company.quiet()
    expect(await database.db.evidence.findFirst({ where: { method: 'field-note' } })).toMatchObject({
      persona: 'finn-finance-lead',
      source: 'In reply to: Too expensive',
    })
  })

  test('a card says how often it worked for its persona, once that is often enough to say', async () => {
    for (const text of [
      'objection finn too expensive',
      'objection finn too expensive',
      'objection finn too expensive',
    ])
      await press('sam', 'Worked', await ask('sam', text))
    now = now.add({ minutes: 2 })
    await ask('noor', 'objection finn too expensive')
    expect(await as('noor').read('#sales', { limit: 1 })).not.toMatch(/worked \d/)
    expect(await press('noor', 'Worked')).toMatch(/It worked 4 of 5 times for Finn\./)
    now = now.add({ minutes: 2 })
    await ask('noor', 'objection finn too expensive')
    expect(await as('noor').read('#sales', { limit: 1 })).toMatch(/ · worked 4 of 5 times for Finn\n/)
    await ask('noor', 'objection carla too expensive')
    expect(await as('noor').read('#sales', { limit: 1 })).not.toMatch(/worked \d/)
    now = now.add({ hours: 181 * 24 })
    await ask('noor', 'objection finn too expensive')
    expect(await as('noor').read('#sales', { limit: 1 })).not.toMatch(/worked \d/)
  })

  test('what is shared with people from outside says nothing of it, and a persona asks for no verdict', async () => {
    await ask('sam', 'carla')
    expect(await as('sam').read('#sales', { limit: 1 })).not.toContain('[Worked]')
    await ask('sam', 'playbook sales first call')
    expect(await as('sam').read('#sales', { limit: 1 })).toContain('[Worked]')
    await as('gita').command('#customer-room', '/persona objection finn too expensive')
    await company.quiet()
    expect(await as('gita').read('#customer-room', { limit: 1 })).not.toMatch(/Worked|worked \d/)
  })
})
