import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemoCompany, startDemoCompany } from '#test/support/bot.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany

  beforeAll(async () => {
    company = await startDemoCompany(database.db)
  })
  afterAll(() => company.close())

  const as = (who: string) => company.client.as(who)
  async function ask(who: string, text: string) {
    await as(who).command('#sales', `/persona ${text}`)
    await company.quiet()
    return await as(who).read('#sales', { limit: 1 })
  }
  const decisions = () => database.db.entry.count({ where: { kind: 'decision' } })

  test('what there is to decide stands behind buttons', async () => {
    expect(await ask('mina', 'decide')).toMatch(
      /\[Sunset or turn around\] \[Consolidate or keep\] \[Out of the scorecards\]/,
    )
    await as('mina').click({ in: '#sales', label: 'Ad hoc KPI' })
    await company.quiet()
    expect(await as('mina').readModal()).toMatch(/Which KPI\?/)
  })

  test('an ad hoc KPI without evidence is refused under the field that lacks it', async () => {
    const sent = await as('mina').submit({
      kpi: 'Hand-offs a week',
      personas: ['carla-operations-lead'],
      rationale: 'Sales wants it',
    })
    expect(sent).toMatchObject({
      state: 'invalid',
      errors: { evidence: 'Please complete this required field.' },
    })
    await as('mina').close()
  })

  test('a decision is a proposal until the board has approved it', async () => {
    await as('mina').command('#sales', '/persona decide sunset')
    await company.quiet()
    expect(
      await as('mina').submit({ choice: 'sunset', persona: 'ravi-systems-lead', rationale: ' ' }),
    ).toMatchObject({
      errors: { rationale: 'Say why: nobody follows a decision without a reason.' },
    })
    await as('mina').submit({
      choice: 'sunset',
      persona: 'ravi-systems-lead',
      rationale: 'Nine customers in three years',
    })
    await company.quiet()
    expect(await as('jonas').read('#persona-board', { limit: 1 })).toMatch(
      /Mina proposes: the new decision Sunset Ravi/,
    )
    expect(await decisions()).toBe(0)
    expect(await ask('sam', 'ravi')).not.toContain('sunset')
  })

  test('approved it is in force: listed with its reason, and on the card', async () => {
    for (const who of ['jonas', 'ada', 'lea', 'lou', 'ines']) {
      if ((await decisions()) > 0) break
      await as(who).click({ in: '#persona-board', label: 'Approve' })
      await company.quiet()
    }
    expect(await decisions()).toBe(1)
    expect(await ask('sam', 'decisions')).toMatch(/1 decision in force\.\n {2}• Sunset Ravi, since /)
    expect(await ask('sam', 'decisions sunset ravi')).toMatch(
      /Sunset Ravi · Sunset or turn around, since .*\n {2}• Decided: sunset\n {2}Why\n {2}• Nine customers in three years/,
    )
    expect(await ask('sam', 'ravi')).toMatch(/To be sunset, since .*: Nine customers in three years/)
  })
})
