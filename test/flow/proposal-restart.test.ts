import { afterEach, beforeEach, expect, test } from 'vitest'
import { channelNamed } from '#bot/stand-in.ts'
import { castVote } from '#src/board/cast-vote.ts'
import { openProposal } from '#src/board/open-proposal.ts'
import { changedEntry } from '#src/board/parts.ts'
import type { Proposal } from '#src/board/proposal.ts'
import { listUnshown, readProposal } from '#src/board/store.ts'
import { findEntry, followLibrary } from '#src/knowledge/library.ts'
import { type Bot, type DemoCompany, startBot, startDemoCompany } from '#test/support/bot.ts'
import { onEngine, type TestDatabase, testDatabase } from '#test/support/database.ts'

const BOARD = '#persona-board'
const now = () => Temporal.Now.instant()
const later = (duration: Temporal.DurationLike) => () => now().add(duration)

onEngine('PGlite', (engine) => {
  let database: TestDatabase
  let company: DemoCompany
  let second: Bot | undefined

  beforeEach(async () => {
    database = await testDatabase(engine)
    company = await startDemoCompany(database.db)
  })

  afterEach(async () => {
    await second?.stop()
    second = undefined
    await company.close()
    await database.close()
  })

  const as = (who: string) => company.client.as(who)
  const card = async () => (await as('mina').last(BOARD)).plain

  async function propose(text: string): Promise<Proposal> {
    const mina = as('mina')
    await mina.command('#sales', '/persona carla')
    await company.quiet()
    await mina.click({ in: '#sales', label: 'Propose a change' })
    await company.quiet()
    await mina.submit({ claim: 'claim:l1' })
    await mina.submit({ text, rationale: 'Interviews' })
    await company.quiet()
    const { id } = await database.db.proposal.findFirstOrThrow({ orderBy: { id: 'desc' } })
    const proposal = await readProposal(database.db, id)
    if (!proposal) throw new Error('Nothing was proposed.')
    return proposal
  }

  const memberId = async (handle: string) =>
    (await database.db.member.findUniqueOrThrow({ where: { handle } })).id

  async function restart(at: () => Temporal.Instant): Promise<void> {
    await company.bot.stop()
    second = await startBot(database.db, company.sandbox, { now: at, resuming: true })
  }

  test('at the deadline the card says how it ended, and its buttons go', async () => {
    await propose('Proof from two peers')
    await as('jonas').click({ in: BOARD, label: 'Approve' })
    await company.quiet()
    await restart(later({ hours: 240 }))
    await expect
      .poll(card)
      .toMatch(/Not decided on .*: only Sales voted; it takes 3 functions\. Carla's text stays as it is\./)
    expect(await card()).toMatch(/\n {2}\[Full diff\]$/)
    await expect.poll(async () => (await as('mina').last('@dramatis')).plain).toContain('Not decided on')
    expect(await as('mina').messages(BOARD)).toHaveLength(1)
  })

  test('a vote whose process died before the card showed it is shown after the restart', async () => {
    const { id, revision } = await propose('Proof from two peers')
    await company.bot.stop()
    const ballot = { proposal: id, revision, choice: 'approve', reason: undefined, at: now() } as const
    for (const handle of ['lou', 'jonas', 'ada', 'lea', 'ines'])
      await castVote(database.db, { ...ballot, memberId: await memberId(handle) }, now())
    expect(await card()).toContain('[Approve]')
    await restart(later({ minutes: 1 }))
    await expect.poll(card).toMatch(/Approved on .* by Marketing, Sales, Product, Support and Data\/BI\./)
    await expect.poll(async () => (await as('mina').last('@dramatis')).plain).toContain('Approved on')
    await expect.poll(() => listUnshown(database.db, later({ hours: 1 })())).toEqual([])
  })

  test('whoever proposes by the command line can change it, even if they never spoke with the app', async () => {
    const library = await followLibrary(database.db)()
    const finn = findEntry(library, 'persona', 'finn-finance-lead')
    if (!finn) throw new Error('The demo company has a Finn.')
    const proposer = { id: await memberId('ines'), handle: 'ines' }
    const parts = [changedEntry(finn, { ...finn, title: 'Finn · CFO' })]
    const place = { channelId: channelNamed('persona-board', company.sandbox) ?? '', zone: 'UTC' }
    await openProposal(
      database.db,
      { source: 'a folder', proposer, parts, rationale: 'Spring review' },
      place,
      now(),
    )
    await restart(later({ minutes: 1 }))
    const told = async () => (await as('ines').messages('@dramatis')).map(({ plain }) => plain).join('\n')
    await expect.poll(told).toMatch(/Your proposal for Finn, title .*\n {2}\[Edit\] \[Withdraw\]/s)
  })

  test('a form that was taken and not carried out is carried out after the restart, once', async () => {
    const mina = as('mina')
    await mina.command('#sales', '/persona carla')
    await company.quiet()
    await mina.click({ in: '#sales', label: 'Propose a change' })
    await company.quiet()
    await mina.submit({ claim: 'claim:l1' })
    await company.client.faults({
      kind: 'error',
      method: 'chat.postMessage',
      times: 50,
      error: 'fatal_error',
    })
    await mina.submit({ text: 'Proof from two peers', rationale: 'Interviews' })
    await company.quiet()
    expect(await mina.modals()).toEqual([])
    expect(await mina.messages(BOARD)).toEqual([])
    await company.client.noFaults()
    await restart(later({ minutes: 2 }))
    const patience = { timeout: 8000 }
    await expect.poll(async () => (await mina.messages(BOARD)).length, patience).toBe(1)
    await expect
      .poll(async () => (await mina.last('@dramatis')).plain, patience)
      .toContain('is before the board')
    await company.client.quiet()
    expect(await database.db.proposal.count()).toBe(1)
    expect(await mina.messages(BOARD)).toHaveLength(1)
  })

  test('Slack that fails while the card is updated is asked again, until the card is right', async () => {
    await propose('Proof from two peers')
    await company.client.faults({ kind: 'error', method: 'chat.update', times: 1, error: 'fatal_error' })
    await as('jonas').click({ in: BOARD, label: 'Approve' })
    await company.quiet()
    expect(await card()).toContain('Sales –')
    await restart(later({ minutes: 1 }))
    await expect.poll(card).toContain('Sales ✓ Jonas')
  })

  test('votes pressed while Slack answers nothing for an hour all count, and are shown once afterwards', async () => {
    const { id } = await propose('Proof from two peers')
    await company.client.faults({ kind: 'error', method: '*', times: 1000, error: 'internal_error' })
    for (const handle of ['lou', 'jonas', 'ada', 'lea', 'ines'])
      await as(handle).click({ in: BOARD, label: 'Approve' })
    await expect
      .poll(async () => (await readProposal(database.db, id))?.outcome.state, { timeout: 8000 })
      .toBe('approved')
    await company.bot.stop()
    await company.client.noFaults()
    expect(await card()).toContain('[Approve]')
    await restart(later({ hours: 1 }))
    const patience = { timeout: 8000 }
    await expect
      .poll(card, patience)
      .toMatch(/Approved on .* by Marketing, Sales, Product, Support and Data\/BI\./)
    await company.client.quiet()
    expect(await as('mina').messages(BOARD)).toHaveLength(1)
    const told = (await as('mina').messages('@dramatis')).filter(({ plain }) => plain.includes('Approved on'))
    expect(told).toHaveLength(1)
  })

  test('a proposer whom Slack has disabled does not keep the card from being right', async () => {
    await company.client.faults({
      kind: 'error',
      method: 'conversations.open',
      times: 9,
      error: 'user_disabled',
    })
    const { id } = await propose('Proof from two peers')
    await as('jonas').click({ in: BOARD, label: 'Approve' })
    await company.quiet()
    expect(await card()).toContain('Sales ✓ Jonas')
    expect(await listUnshown(database.db, later({ hours: 1 })())).not.toContain(id)
  })

  test('whoever presses when the form can no longer be opened is asked to press once more', async () => {
    const mina = as('mina')
    await mina.command('#sales', '/persona carla')
    await company.quiet()
    await company.client.faults({
      kind: 'error',
      method: 'views.open',
      times: 1,
      error: 'expired_trigger_id',
    })
    await mina.click({ in: '#sales', label: 'Propose a change' })
    await company.quiet()
    expect(await mina.modals()).toEqual([])
    expect((await mina.last('#sales')).plain).toContain('Press once more, please.')
    await mina.click({ in: '#sales', label: 'Propose a change' })
    await company.quiet()
    expect(await mina.modals()).toHaveLength(1)
  })

  test('over HTTP a form comes back to be mended and is taken, as over Socket Mode', async () => {
    await company.bot.stop()
    second = await startBot(database.db, company.sandbox, { via: 'http' })
    const mina = as('mina')
    await mina.command('#sales', '/persona carla')
    await company.client.quiet()
    await second.service.idle()
    await mina.click({ in: '#sales', label: 'Propose a change' })
    await second.service.idle()
    await company.client.quiet()
    await mina.submit({ claim: 'claim:l1' })
    expect(await mina.submit({ text: 'Proof from two peers', rationale: ' ' })).toMatchObject({
      state: 'invalid',
    })
    expect(await mina.submit({ rationale: 'Interviews' })).toMatchObject({ state: 'acked' })
    await expect.poll(async () => (await mina.messages(BOARD)).length, { timeout: 8000 }).toBe(1)
    expect(await mina.modals()).toEqual([])
  })

  test("without the bot in the board's channel nothing is lost, and the way out is said", async () => {
    await company.bot.stop()
    const elsewhere = () => Promise.resolve(channelNamed('random', company.sandbox))
    second = await startBot(database.db, company.sandbox, { boardChannel: elsewhere })
    const mina = as('mina')
    await mina.command('#sales', '/persona carla')
    await company.client.quiet()
    await mina.click({ in: '#sales', label: 'Propose a change' })
    await company.client.quiet()
    await mina.submit({ claim: 'claim:l1' })
    await mina.submit({ text: 'Proof from two peers', rationale: 'Interviews' })
    await second.service.idle()
    const told = async () => (await mina.messages('@dramatis')).map(({ plain }) => plain).join('\n')
    await expect.poll(told).toMatch(/not in the board's channel, #random\. Type \/invite @Dramatis there/)
    await expect.poll(told).toMatch(/Proof from two peers/)
    expect(await told()).toMatch(/Interviews/)
    expect(await database.db.proposal.count({ where: { state: 'open' } })).toBe(0)
  })

  test('a database that cannot be reached sends the form back with everything in it', async () => {
    const mina = as('mina')
    await mina.command('#sales', '/persona carla')
    await company.quiet()
    await mina.click({ in: '#sales', label: 'Propose a change' })
    await company.quiet()
    await mina.submit({ claim: 'claim:l1' })
    await database.db.$executeRaw`ALTER TABLE requests RENAME TO away`
    expect(await mina.submit({ text: 'Proof from two peers', rationale: 'Interviews' })).toMatchObject({
      state: 'invalid',
      errors: { text: expect.stringMatching(/What you typed is still here|I didn't take this/) },
    })
    await database.db.$executeRaw`ALTER TABLE away RENAME TO requests`
    expect(await mina.submit()).toMatchObject({ state: 'acked' })
    await company.quiet()
    expect(await card()).toContain('+ Proof from two peers')
  })
})
