import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyAudit } from '#src/audit/verify.ts'
import { readSetting } from '#src/settings/store.ts'
import { type DemoCompany, startDemoCompany } from '#test/support/bot.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'
import { pressUnshown } from '#test/support/press.ts'

const NOW = Temporal.Instant.from('2026-11-24T09:00:00Z')

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany

  beforeAll(async () => {
    company = await startDemoCompany(database.db, { now: () => NOW })
  })
  afterAll(() => company.close())

  const as = (who: string) => company.client.as(who)
  const direct = async (who: string) => (await as(who).messages('@Dramatis')).map(({ plain }) => plain)
  const memberOf = (handle: string) => database.db.member.findUniqueOrThrow({ where: { handle } })
  async function board(who: string): Promise<string> {
    await as(who).command('#sales', '/persona board')
    await company.quiet()
    return await as(who).read('#sales', { limit: 1 })
  }
  async function press(who: string, label: string) {
    await board(who)
    await as(who).click({ in: '#sales', label })
    await company.quiet()
  }
  async function submit(who: string, values: Record<string, unknown>) {
    const outcome = await as(who).submit(values)
    await company.quiet()
    return outcome
  }
  const audited = (action: string) =>
    database.db.auditRecord.findMany({ where: { action }, orderBy: { sequence: 'asc' } })

  test('the board says who votes for which function, who answers for it and where it meets', async () => {
    const seen = await board('sam')
    expect(seen).toContain('The persona board: 5 members vote. Every function has a voice.')
    expect(seen).toContain('Sales: Jonas Feldt')
    expect(seen).toContain('Sponsor: Vera Lindqvist')
    expect(seen).toContain('[I am away]')
    expect(seen).not.toContain('[Add a person]')
  })

  test('an admin changes what somebody does, with a reason; a function without a voter is named', async () => {
    await press('mina', 'Change a person')
    await submit('mina', { person: 'lea' })
    expect(
      await submit('mina', { function: 'support', roles: ['rep'], why: 'Parental leave' }),
    ).toMatchObject({
      state: 'acked',
    })
    expect(await memberOf('lea')).toMatchObject({ roles: ['rep'] })
    expect((await audited('person changed')).at(-1)).toMatchObject({
      actor: 'mina',
      subject: 'member/lea',
      payload: { before: { roles: ['board'] }, after: { roles: ['rep'] }, why: 'Parental leave' },
    })
    expect((await direct('lea')).at(-1)).toMatch(
      /you are now: Support; works with personas\..*Mina Albrecht set this/s,
    )
    expect(await board('mina')).toContain('Support has no voice yet.')
    expect(await board('mina')).toContain('Support: nobody – a gap')
  })

  test('somebody of the workspace is added, and votes from then on', async () => {
    const noor = await memberOf('noor')
    await database.db.slackIdentity.deleteMany({ where: { memberId: noor.id } })
    await database.db.member.delete({ where: { handle: 'noor' } })
    expect(await board('noor')).not.toContain('[I am away]')
    await press('mina', 'Add a person')
    const values = {
      user: 'noor',
      name: 'Noor Rahimi',
      function: 'support',
      roles: ['board'],
      why: 'For Lea',
    }
    expect(await submit('mina', values)).toMatchObject({ state: 'acked' })
    expect(await memberOf('noor-rahimi')).toMatchObject({ function: 'support', roles: ['board'] })
    expect(await board('noor')).toContain('Support: Noor Rahimi')
    expect(await board('noor')).toContain('[I am away]')
  })

  test('the only admin stays one, and the form says why', async () => {
    await press('mina', 'Change a person')
    await submit('mina', { person: 'mina' })
    const outcome = await submit('mina', { function: 'marketing', roles: ['persona-owner'], why: 'Holiday' })
    expect(outcome).toMatchObject({ state: 'invalid' })
    expect(JSON.stringify(outcome)).toContain('Mina Albrecht is the only admin')
    expect((await memberOf('mina')).roles).toContain('admin')
    await as('mina').close()
  })

  test('somebody says when they are away and who stands in; the deputy hears of it', async () => {
    await press('jonas', 'I am away')
    expect(await submit('jonas', { from: '2026-12-05', until: '2026-12-01', deputy: 'ada' })).toMatchObject({
      state: 'invalid',
      errors: { until: 'The last day is before the first: choose a later one.' },
    })
    expect(await submit('jonas', { from: '2026-12-01', until: '2026-12-05', deputy: 'ada' })).toMatchObject({
      state: 'acked',
    })
    expect((await direct('ada')).at(-1)).toMatch(
      /You stand in for Jonas Feldt from 1 Dec 2026 to 5 Dec 2026\./,
    )
    expect(await board('sam')).toContain('Jonas Feldt, 1 Dec 2026 to 5 Dec 2026: Ada Okonjo stands in')
    await press('jonas', 'End a leave')
    const [leave] = await database.db.leave.findMany()
    await submit('jonas', { leave: `${leave?.memberId}@2026-12-01` })
    expect(await database.db.leave.count()).toBe(0)
  })

  test("the board's channel is one that the bot is in and nobody from outside reads", async () => {
    await press('mina', 'Its channel')
    expect(await submit('mina', { channel: '#random' })).toMatchObject({
      errors: { channel: "I'm not in that channel: type /invite @Dramatis there, then save again." },
    })
    expect(await submit('mina', { channel: '#customer-room' })).toMatchObject({
      errors: { channel: expect.stringMatching(/^Guests or people of other companies read along there/) },
    })
    expect(await submit('mina', { channel: '#persona-board' })).toMatchObject({ state: 'acked' })
    expect(await readSetting(database.db, 'board-channel')).toMatch(/^C/)
    expect((await audited('setting changed')).at(-1)).toMatchObject({
      actor: 'mina',
      subject: 'setting/board-channel',
    })
  })

  test('what changed is told to admins, and the trail stays whole', async () => {
    await press('mina', 'What changed')
    expect(await as('mina').read('#sales', { limit: 1 })).toMatch(
      /Lea Brandt changed: Support; works with personas \(before: Support; votes on the board\)\. Why: Parental leave/,
    )
    expect(await verifyAudit(database.db)).toMatchObject({ head: expect.any(String) })
  })

  test('whoever may not is told who may, and that is recorded', async () => {
    const { ctx } = company.bot
    const press = { action: 'person-add', value: {} }
    await expect(pressUnshown('sam', press, ctx)).rejects.toThrow(
      'Only an admin may change who does what: ask Mina Albrecht.',
    )
    const form = {
      modal: 'person-duty',
      about: { person: 'sam' },
      values: { function: 'sales', roles: ['admin'], why: '?' },
    }
    await expect(pressUnshown('sam', form, ctx)).rejects.toThrow('Only an admin may change who does what')
    const channel = { modal: 'board-channel', about: {}, values: { channel: 'C1' } }
    await expect(pressUnshown('ada', channel, ctx)).rejects.toThrow(
      "choose the board's channel: ask Mina Albrecht.",
    )
    expect((await memberOf('sam')).roles).toEqual(['rep'])
    await as('sam').say('@Dramatis', 'board')
    await company.quiet()
    expect(await as('sam').read('@Dramatis', { limit: 1 })).not.toContain('[Its channel]')
  })
})
