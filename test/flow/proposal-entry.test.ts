import { afterAll, beforeAll, expect, test } from 'vitest'
import { readProposal } from '#src/board/store.ts'
import { type DemoCompany, startDemoCompany } from '#test/support/bot.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'

const BOARD = '#persona-board'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany

  beforeAll(async () => {
    company = await startDemoCompany(database.db)
  })

  afterAll(() => company.close())

  const quiet = () => company.quiet()

  async function begin(who: string, choice: string) {
    const person = company.client.as(who)
    await person.command('#sales', '/persona carla')
    await quiet()
    await person.click({ in: '#sales', label: 'Propose a change' })
    await quiet()
    expect(await person.submit({ claim: choice })).toMatchObject({ state: 'acked' })
    return person
  }

  const card = async () => (await company.client.as('noor').last(BOARD)).plain

  test('a title is proposed, a second one on it refused under its field', async () => {
    const mina = await begin('mina', 'set:title')
    expect(await mina.readModal()).toMatch(/Carla, title\nNow: Carla · Operations Lead/)
    expect(await mina.submit({ rationale: 'x' })).toEqual({
      state: 'invalid',
      errors: { title: 'This is what it says already. Say what should be different.' },
    })
    expect(await mina.submit({ title: '', rationale: 'x' })).toMatchObject({ state: 'invalid' })
    await mina.submit({ title: 'Carla · Head of *Operations*', evidence: ['interviews-carla'] })
    await quiet()
    expect(await card()).toMatch(
      /Mina proposes: Carla, title .*\n {2}Title: Carla · Operations Lead → Carla · Head of \*Operations\*\n/,
    )
    const lea = await begin('lea', 'set:title')
    expect(await lea.submit({ title: 'Carla · COO', rationale: 'x' })).toMatchObject({
      state: 'invalid',
      errors: { rationale: expect.stringMatching(/^Mina has an open proposal on this \(#\d+\)/) },
    })
    await lea.close(true)
  })

  test('who owns it is chosen among people', async () => {
    const mina = await begin('mina', 'set:owner')
    await mina.submit({ owner: 'jonas', rationale: 'He knows her best' })
    await quiet()
    expect(await card()).toMatch(/Carla, owner .*\n {2}Owner: Mina Albrecht → Jonas Feldt\n/)
  })

  test('a persona is retired, with who takes its place', async () => {
    const mina = await begin('mina', 'retire:')
    await mina.submit({ successor: 'finn-finance-lead', rationale: 'They have become one' })
    await quiet()
    expect(await card()).toMatch(
      /Mina proposes: retiring Carla .*\n {2}Status: active → retired\n {2}\+ Successor: Finn/,
    )
  })

  test('a new playbook is made from its form', async () => {
    const mina = await begin('mina', 'new:playbook')
    expect(await mina.readModal()).toMatch(/A new playbook/)
    expect(await mina.submit({ title: 'Rescue & repair', rationale: 'Asked for' })).toMatchObject({
      state: 'invalid',
      errors: { function: expect.any(String), when: expect.any(String) },
    })
    await mina.submit({
      function: 'support',
      when: 'Two escalations in a week',
      steps: 'Call the team lead\n\nSay what went wrong',
    })
    await quiet()
    expect(await mina.modals()).toEqual([])
    expect(await card()).toMatch(/Mina proposes: the new playbook Rescue & repair/)
    expect(await card()).toMatch(/\+ Call the team lead \(assumption\)\n/)
    const part = await database.db.proposalPart.findFirstOrThrow({ where: { baseVersion: 0 } })
    expect(part).toMatchObject({ kind: 'playbook', slug: 'rescue-repair' })
  })

  test('what does several things is edited one by one, and one of them left out', async () => {
    const mina = company.client.as('mina')
    const edit = async (filled: Record<string, string | string[]>) => {
      await mina.click({ in: '@dramatis', label: 'Edit' })
      await quiet()
      return await mina.submit(filled)
    }
    const optionOf = async (text: string): Promise<string> => {
      const { parts } = (await readProposal(database.db, await newest())) ?? { parts: [] }
      const at = parts[0]?.changes.findIndex((change) => JSON.stringify(change).includes(text))
      return `0:${at}`
    }
    const newest = async () => (await database.db.proposal.findFirstOrThrow({ orderBy: { id: 'desc' } })).id
    expect(await edit({ spot: await optionOf('Call the team lead') })).toMatchObject({ state: 'acked' })
    expect(await mina.readModal()).toMatch(/Rescue & repair, steps\nA new statement/)
    await mina.submit({ text: 'Call the dispatcher', evidence: ['interviews-carla'] })
    await quiet()
    expect(await card()).toMatch(/\+ Call the dispatcher\n/)
    expect(await card()).toMatch(/\+ Say what went wrong/)
    await edit({ spot: await optionOf('"title"') })
    await mina.submit({ title: 'Rescue', rationale: 'Shorter', evidence: ['interviews-finn'] })
    await quiet()
    expect(await card()).toMatch(/Mina proposes: the new playbook Rescue ·.*Why: Shorter\n {2}Rests on: /s)
    await edit({ spot: await optionOf('Say what went wrong'), leave: ['leave'] })
    await quiet()
    expect(await card()).not.toMatch(/Say what went wrong/)
    expect(await card()).toMatch(/\+ Call the dispatcher\n.*Why: Shorter/s)
    expect(await readProposal(database.db, await newest())).toMatchObject({
      revision: 4,
      evidence: ['interviews-finn'],
      parts: [{ slug: 'rescue-repair', baseVersion: 0 }],
    })
  })

  test('a draft is kept, sent, and then before the board', async () => {
    const mina = await begin('mina', 'set:verifyEvery')
    await mina.submit({ verifyEvery: 'P90D', rationale: 'She changes fast', draft: ['draft'] })
    await quiet()
    const note = await mina.last('@dramatis')
    expect(note.plain).toMatch(
      /A draft of yours: Carla, verify every\. Nobody else sees it yet\.\n {2}Verify every: 180 days → 90 days\n(.*\n)* {2}\[Send to the board\] \[Edit\] \[Throw away\]/,
    )
    await mina.click({ in: '@dramatis', label: 'Edit' })
    await quiet()
    await mina.submit({ spot: '0:0' })
    await mina.submit({ verifyEvery: 'P30D', rationale: 'She changes faster' })
    await quiet()
    expect(await mina.modals()).toEqual([])
    expect((await mina.last('@dramatis')).plain).toMatch(/180 days → 30 days\n {2}Why: She changes faster\n/)
    expect(await card()).not.toMatch(/verify every/)
    await mina.click({ in: '@dramatis', label: 'Send to the board' })
    await quiet()
    expect(await card()).toMatch(/Mina proposes: Carla, verify every.*180 days → 30 days/s)
  })
})
