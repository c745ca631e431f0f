import { afterAll, beforeAll, expect, test } from 'vitest'
import { sandboxClient } from '#bot/sandbox/client.ts'
import { startWorkspace } from '#bot/stand-in.ts'
import { type DemoCompany, startBot, startDemoCompany } from '#test/support/bot.ts'
import { smallCompany } from '#test/support/company.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'
import { importFiles } from '#test/support/knowledge.ts'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany
  beforeAll(async () => {
    company = await startDemoCompany(database.db)
  })
  afterAll(() => company.close())

  const as = (who: string) => company.client.as(who)

  async function home(who: string): Promise<string> {
    await as(who).openHome()
    await company.quiet()
    return await as(who).readHome()
  }

  /** Presses a button in the Home tab, or in what lies over it. */
  async function press(who: string, label: string, where: { home?: boolean } = {}) {
    expect(await as(who).click({ ...where, label })).toMatchObject({ state: 'acked' })
    await company.quiet()
  }

  /** Mina proposes something new of one of Carla's claims. */
  async function proposed(claim: string, text: string): Promise<void> {
    const mina = as('mina')
    await mina.command('#sales', '/persona carla')
    await company.quiet()
    await mina.click({ in: '#sales', label: 'Propose a change' })
    await company.quiet()
    await mina.submit({ claim: `claim:${claim}` })
    await mina.submit({ text, rationale: '6 of 8 new interviews' })
    await company.quiet()
  }

  test('a rep sees all personas and the playbooks of their function, and nothing of the state of it all', async () => {
    const seen = await home('sam')
    expect(seen).toMatch(/^Nothing needs you today, Sam\./)
    expect(seen).toMatch(/Personas\n\[Carla\] \[Finn\] \[Ola\] \[Ravi\] \[All personas\]/)
    expect(seen).toMatch(/Playbooks of Sales\n\[First call\]/)
    expect(seen).not.toMatch(/Gus|The knowledge base|Campaign brief/)
  })

  test('an owner sees what is theirs and how the knowledge base stands', async () => {
    await as('sam').command('#sales', '/persona what does carla think of quantum zebras?')
    await company.quiet()
    const seen = await home('mina')
    expect(seen).toMatch(/Your personas\n\[\w+\] \[/)
    expect(seen).toMatch(/\d+ % verified: \d+ of \d+ entries/)
    expect(seen).toMatch(/\d+ % assumptions: [\d,]+ of [\d,]+ claims cite no evidence/)
    expect(seen).toMatch(
      /what does carla think of quantum zebras\? was asked and has no verified answer\.\n\[Answer\] \[Not for us\]/,
    )
    expect(seen.match(/quantum zebras/g)).toHaveLength(1)
    expect(seen).not.toMatch(/Sam/)
  })

  test('who confirms an entry says with one press that it still holds, and it is gone from their Home', async () => {
    const stale = await home('ines')
    expect(stale).toMatch(/1 thing needs you, Ines/)
    expect(stale).toMatch(/The objection The contract is too long went stale on/)
    await press('ines', 'Still true', { home: true })
    expect(await as('ines').readModal()).toMatch(/holds until/)
    await as('ines').close(true)
    expect(await as('ines').readHome()).not.toMatch(/The contract is too long/)
  })

  test('a board member votes from Home, and Home and the card follow', async () => {
    await proposed('l1', 'Proof from two peers')
    expect(await home('sam')).toMatch(/1 open proposal before the board/)
    const jonas = await home('jonas')
    expect(jonas).toMatch(/1 thing needs you, Jonas/)
    expect(jonas).toMatch(/Mina proposes: Carla, decision logic · waits for your vote until/)
    expect(jonas).toMatch(/\+ Proof from two peers/)
    await press('jonas', 'Approve', { home: true })
    expect(await as('jonas').readHome()).toMatch(
      /Nothing needs you today, Jonas[\s\S]*1 open proposal before/,
    )
    expect(await as('jonas').read('#persona-board', { limit: 1 })).toMatch(/Sales ✓ Jonas/)
  })

  test('a vote against takes its reason over Home, and then it is gone from there', async () => {
    expect(await home('ada')).toMatch(/1 thing needs you, Ada/)
    await press('ada', 'Reject', { home: true })
    expect(await as('ada').submit({ reason: 'Too early' })).toMatchObject({ state: 'acked' })
    await company.quiet()
    expect(await as('ada').modals()).toEqual([])
    expect(await as('ada').readHome()).toMatch(/Nothing needs you today, Ada/)
  })

  test('an answer comes over Home, the next over it, and a form in its place', async () => {
    await home('sam')
    await press('sam', 'Carla', { home: true })
    expect(await as('sam').readModal()).toMatch(/Carla · Operations Lead/)
    expect(await as('sam').readModal()).not.toMatch(/\[Share\]/)
    await press('sam', 'Objections')
    expect(await as('sam').modals()).toHaveLength(2)
    await as('sam').close()
    await press('sam', 'Why?')
    expect(await as('sam').readModal()).toMatch(/version 1, since/)
    await as('sam').close()
    await press('sam', 'Keep')
    expect(await as('sam').readModal()).toMatch(/Kept: a copy is in your messages/)
    expect(await as('sam').read('@Dramatis')).toMatch(/Carla · Operations Lead/)
    await as('sam').close()
    await press('sam', 'Propose a change')
    expect(await as('sam').modals()).toHaveLength(1)
    expect(await as('sam').submit({ claim: 'claim:l2' })).toMatchObject({ state: 'acked' })
    expect(await as('sam').modals()).toHaveLength(2)
    await as('sam').close(true)
  })

  test('an answer that Slack does not open over Home comes as a direct message', async () => {
    await home('noor')
    await company.client.faults({
      kind: 'error',
      method: 'views.open',
      times: 1,
      error: 'expired_trigger_id',
    })
    await press('noor', 'Finn', { home: true })
    expect(await as('noor').modals()).toEqual([])
    expect(await as('noor').read('@Dramatis')).toMatch(/Finn · Finance Lead/)
  })

  test('a guest reads a friendly line and no name of a persona', async () => {
    const seen = await home('gita')
    expect(seen).toMatch(/Ask me in Messages: I show you what is meant for customers/)
    expect(seen).not.toMatch(/Carla|Finn|playbook/i)
  })

  test('somebody whom the knowledge base does not name is told how to ask', async () => {
    await company.client.addPerson({ name: 'Nadia New' })
    expect(await home('nadia')).toMatch(/^Hello![\s\S]*type \/persona anywhere/)
  })

  test('the Home tab opened twice by one event is published once', async () => {
    const published = async () =>
      (await company.client.journal()).calls.filter(({ method }) => method === 'views.publish').length
    const before = await published()
    await company.client.faults({ kind: 'duplicate', envelope: 'events_api' })
    await home('vera')
    expect(await published()).toBe(before + 1)
  })

  /** What the messages tab suggests to somebody who opens it. */
  async function suggestions(who: string): Promise<string[]> {
    await as(who).openHome('messages')
    await company.quiet()
    const channels = await company.client.call<{
      channels: { with?: string[]; suggested?: { prompts: { title: string }[] } }[]
    }>('GET', 'channels', { as: who })
    const app = company.sandbox.workspace.appUser.id
    const tab = channels.channels.find((channel) => channel.with?.includes(app))
    return tab?.suggested?.prompts.map(({ title }) => title) ?? []
  }

  test('the messages tab suggests what is there, with a playbook of the function of whoever opens it', async () => {
    expect(await suggestions('sam')).toEqual([
      'What is Carla afraid of?',
      'Answer “Too expensive”',
      'Open “First call”',
      'Show all personas',
    ])
    const marketing = await database.db.entry.findMany({ where: { kind: 'playbook' } })
    const [, , opens = ''] = await suggestions('lou')
    const named = marketing.find(({ title }) => opens === `Open “${title}”`)
    expect(named?.body).toMatchObject({ function: 'marketing' })
  })

  test('each suggestion is answered', async () => {
    await as('vera').openHome('messages')
    await company.quiet()
    for (const { prompts } of company.sandbox.workspace.prompts.values())
      for (const { message } of prompts) {
        await as('vera').say('@Dramatis', message)
        await company.quiet()
        expect((await as('vera').last('@Dramatis')).plain).not.toMatch(/nothing verified|That didn't work/)
      }
  })

  test('to a guest nothing is suggested that names what is there', async () => {
    expect((await suggestions('gita')).join()).not.toMatch(/Carla|Too expensive/)
  })

  test('where Slack takes no suggestions, nobody hears of it', async () => {
    await company.client.faults({
      kind: 'error',
      method: 'assistant.threads.setSuggestedPrompts',
      times: 1,
      error: 'missing_scope',
    })
    await suggestions('ada')
    expect(await as('ada').messages('@Dramatis')).toEqual([])
  })

  test('where Slack refuses a Home tab, what was done is done all the same and nobody is bothered', async () => {
    await proposed('l2', 'A real Tuesday')
    await home('lea')
    await company.client.faults({ kind: 'error', method: 'views.publish', times: 1, error: 'not_enabled' })
    await press('lea', 'Approve', { home: true })
    expect(await as('lea').modals()).toEqual([])
    expect(await database.db.vote.count({ where: { member: { handle: 'lea' } } })).toBe(1)
  })
})

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)

  test('without any knowledge Home welcomes, and says how to bring some in', async () => {
    await importFiles(database.db, { 'people.yaml': smallCompany()['people.yaml'] })
    const sandbox = await startWorkspace(database.db)
    const bot = await startBot(database.db, sandbox)
    const mina = sandboxClient(sandbox.pageUrl).as('mina')
    await mina.openHome()
    await sandboxClient(sandbox.pageUrl).quiet({ forMs: 50 })
    await bot.service.idle()
    const seen = await mina.readHome()
    await bot.stop()
    await sandbox.close()
    expect(seen).toMatch(/^Welcome, Mina\./)
    expect(seen).toMatch(/import personas/)
  })
})
