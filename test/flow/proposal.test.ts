import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SandboxClient } from '#bot/sandbox/client.ts'
import { type DemoCompany, startDemoCompany } from '#test/support/bot.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'

const BOARD = '#persona-board'

const undated = (plain: string): string =>
  plain.replaceAll(/\d\d:\d\d/g, 'hh:mm').replaceAll(/(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+ \w{3}/g, 'a day')

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany

  beforeAll(async () => {
    company = await startDemoCompany(database.db)
  })

  afterAll(() => company.close())

  const as = (who: string): ReturnType<SandboxClient['as']> => company.client.as(who)
  const quiet = () => company.quiet()

  /** As far as the second step of the form, for one of Carla's claims. */
  async function begin(who: string, choice: string): Promise<ReturnType<SandboxClient['as']>> {
    const person = as(who)
    await person.command('#sales', '/persona carla')
    await quiet()
    await person.click({ in: '#sales', label: 'Propose a change' })
    await quiet()
    expect(await person.submit({ claim: choice })).toMatchObject({ state: 'acked' })
    return person
  }

  async function propose(who: string, choice: string, text: string): Promise<void> {
    const person = await begin(who, choice)
    const sent = await person.submit({ text, rationale: '6 of 8 new interviews' })
    expect(sent).toMatchObject({ state: 'acked' })
    await quiet()
  }

  /** The newest card, its days and times left out. */
  const card = async () => undated((await as('mina').last(BOARD)).plain)
  const vote = (who: string, label: string) => as(who).click({ in: BOARD, label })

  test('a proposal is mended, sent, voted on and live in the next answer', async () => {
    const mina = await begin('mina', 'claim:l1')
    expect(await mina.submit({ rationale: '  ' })).toEqual({
      state: 'invalid',
      errors: { rationale: 'Say why, so that the board can decide.' },
    })
    expect(await mina.submit({ rationale: 'Interviews' })).toEqual({
      state: 'invalid',
      errors: { text: 'This is what it says already. Say what should be different.' },
    })
    await mina.submit({
      text: 'Proof from two peers',
      evidence: ['interviews-carla'],
      because: ['win-loss'],
    })
    await quiet()
    expect(await mina.modals()).toEqual([])
    expect(await card()).toMatchInlineSnapshot(`
      "Dramatis, hh:mm
        Mina proposes: Carla, decision logic · needs 3 more functions by a day
        − Proof from a peer, then a 30-day pilot with her own tours
        + Proof from two peers
        Evidence: − Win and loss review of 71 deals (33 won, 38 lost), − All 1,458 deals that closed in 18 months, with list prices and prices paid
        Why: Interviews
        Rests on: Win and loss review of 71 deals (33 won, 38 lost)
        Touches: 17 playbooks, 15 objections, 1 journey and 21 other entries
        Marketing – · Sales – · Product – · Support – · Data/BI –
        [Approve] [Reject] [Abstain] [Block] [Full diff] [Decided in a meeting]"
    `)
    expect((await mina.last('@dramatis')).plain).toMatch(
      /Your proposal for Carla, decision logic is before the board in #persona-board until .*\n {2}\[Edit\] \[Withdraw\]$/s,
    )
    await vote('lou', 'Abstain')
    await vote('jonas', 'Approve')
    await vote('ada', 'Approve')
    await quiet()
    expect(await card()).toMatchInlineSnapshot(`
      "Dramatis, hh:mm (edited)
        Mina proposes: Carla, decision logic · needs 1 more function by a day
        − Proof from a peer, then a 30-day pilot with her own tours
        + Proof from two peers
        Evidence: − Win and loss review of 71 deals (33 won, 38 lost), − All 1,458 deals that closed in 18 months, with list prices and prices paid
        Why: Interviews
        Rests on: Win and loss review of 71 deals (33 won, 38 lost)
        Touches: 17 playbooks, 15 objections, 1 journey and 21 other entries
        Marketing abstains (Lou) · Sales ✓ Jonas · Product ✓ Ada · Support – · Data/BI –
        [Approve] [Reject] [Abstain] [Block] [Full diff] [Decided in a meeting]"
    `)
    await vote('lea', 'Approve')
    await quiet()
    expect(await card()).toContain('Mina proposes: Carla, decision logic · has a majority, open until a day')
    await vote('ines', 'Abstain')
    await quiet()
    expect(await card()).toMatchInlineSnapshot(`
      "Dramatis, hh:mm (edited)
        Approved on a day by Sales, Product and Support. Carla's new text is live (version 2). Marketing and Data/BI abstained.
        Mina proposed: Carla, decision logic
        − Proof from a peer, then a 30-day pilot with her own tours
        + Proof from two peers
        Evidence: − Win and loss review of 71 deals (33 won, 38 lost), − All 1,458 deals that closed in 18 months, with list prices and prices paid
        Why: Interviews
        Rests on: Win and loss review of 71 deals (33 won, 38 lost)
        Touches: 17 playbooks, 15 objections, 1 journey and 21 other entries
        Marketing abstains (Lou) · Sales ✓ Jonas · Product ✓ Ada · Support ✓ Lea · Data/BI abstains (Ines)
        [Full diff]"
    `)
    await as('sam').command('#sales', '/persona carla')
    await quiet()
    expect((await as('sam').last('#sales')).plain).toContain('Decides by: Proof from two peers;')
    expect((await mina.last('@dramatis')).plain).toContain("Carla's new text is live (version 2).")
  })

  test('a vote against needs a reason, which the card shows', async () => {
    await propose('mina', 'claim:l2', 'A real Tuesday')
    await vote('jonas', 'Reject')
    await quiet()
    const jonas = as('jonas')
    expect(await jonas.submit({ reason: ' ' })).toEqual({
      state: 'invalid',
      errors: { reason: 'Say why not: a decision needs a reason.' },
    })
    await jonas.submit({ reason: 'It was a Monday in every interview' })
    await vote('ada', 'Approve')
    await quiet()
    expect(await card()).toMatch(/Sales ✗ Jonas · Product ✓ Ada/)
    expect(await card()).toContain('Jonas: It was a Monday in every interview')
    for (const who of ['lea', 'ines']) {
      await vote(who, 'Reject')
      await quiet()
      await as(who).submit({ reason: 'No' })
    }
    await quiet()
    expect(await card()).toMatch(/Rejected on .*: 1 for, 3 against\. Carla's text stays as it is\./)
    expect((await as('mina').last(BOARD)).plain).toMatch(/\n {2}\[Full diff\]$/)
  })

  test('somebody without the right is told, and nothing is counted', async () => {
    await propose('sam', 'claim:f1', 'A rollout in peak season')
    for (const label of ['Approve', 'Reject']) {
      await vote('sam', label)
      await quiet()
      expect((await as('sam').last(BOARD)).plain).toMatch(
        /only visible to you\)\n {2}Only board members vote on this\. You can add what you know to the thread; Sam reads it\.$/,
      )
    }
    expect(await as('sam').modals()).toEqual([])
    expect(await database.db.auditRecord.count({ where: { actor: 'sam', action: 'refused' } })).toBe(2)
  })

  test('a second proposal on the same claim leads to the first; on another it is fine', async () => {
    const lea = as('lea')
    await begin('lea', 'claim:f1')
    expect(await lea.readModal()).toMatch(
      /# Already proposed\nSam was first: there is an open proposal for Carla, fears\./,
    )
    const [, taken] = await lea.modals()
    expect(JSON.stringify(taken?.blocks)).toMatch(/https:\/\/sandbox\.slack\.com\/archives\/C\w+\/p\d+/)
    await lea.close(true)
    await propose('lea', 'claim:f2', 'Drivers who refuse')
    expect(await card()).toMatch(/Lea proposes: Carla, fears/)
  })

  test('the same form delivered twice is one proposal, and the same click one vote', async () => {
    const before = await database.db.proposal.count()
    const mina = await begin('mina', 'claim:g1')
    await company.client.faults({ kind: 'duplicate', envelope: 'interactive' })
    expect(await mina.submit({ text: 'Fewer hand-offs', rationale: 'Heard it' })).toMatchObject({
      state: 'acked',
    })
    await quiet()
    expect(await mina.modals()).toEqual([])
    expect(await database.db.proposal.count()).toBe(before + 1)
    await company.client.faults({ kind: 'duplicate', envelope: 'interactive' })
    await vote('jonas', 'Approve')
    await quiet()
    expect(await database.db.vote.count({ where: { proposal: { rationale: 'Heard it' } } })).toBe(1)
    expect(
      await database.db.auditRecord.count({
        where: { action: 'vote', actor: 'jonas', subject: await newest() },
      }),
    ).toBe(1)
  })

  const newest = async () => {
    const { id } = await database.db.proposal.findFirstOrThrow({ orderBy: { id: 'desc' } })
    return `proposal/${id}`
  }

  test('another text voids the votes, and says so to those who had voted', async () => {
    await propose('mina', 'claim:g2', 'One plan for all')
    await vote('jonas', 'Approve')
    await quiet()
    await as('mina').click({ in: '@dramatis', label: 'Edit' })
    await quiet()
    expect(await as('mina').readModal()).toContain('What should it say?: [One plan for all]')
    await as('mina').submit({ text: 'One plan that everybody reads' })
    await quiet()
    expect(await card()).toMatch(
      /\+ One plan that everybody reads\n(.*\n)* {2}Marketing – · Sales – · Product –/,
    )
    expect((await as('jonas').last('@dramatis')).plain).toMatch(
      /Mina changed the proposal for Carla, goals, so your vote on it no longer counts\. Please vote again on its card in #persona-board\.\n {2}− One plan that dispatch.*\n {2}\+ One plan that everybody reads$/,
    )
  })

  test('its proposer withdraws it, and the buttons go', async () => {
    await propose('mina', 'claim:g3', 'Evenings off')
    await as('mina').click({ in: '@dramatis', label: 'Withdraw' })
    await quiet()
    expect(await card()).toMatch(/Withdrawn by Mina on .*\n(.*\n)* {2}\[Full diff\]$/)
    expect(await as('mina').read('@dramatis', { limit: 2 })).toMatch(
      /is closed: withdrawn\.\n\n.*\n {2}Withdrawn: Carla, goals\. Nothing changes\.$/,
    )
  })

  test('what changed while somebody was writing is shown to them, and their text stays', async () => {
    const mina = await begin('mina', 'claim:p4')
    await mina.fill({ text: 'The report costs her Friday', rationale: 'Interviews' })
    await propose('jonas', 'claim:p4', 'The weekly report is copied by hand')
    for (const who of ['lou', 'jonas', 'ada', 'lea', 'ines']) await vote(who, 'Approve')
    await quiet()
    await mina.submit()
    const [, form] = (await mina.readModal()).split('\n\n')
    expect(form).toMatch(
      /^# Propose a change\nThis changed while you were writing\. Compare it with your text, then send it again\.\nCarla, pains\nNow: The weekly report is copied by hand\nWhat should it say\?: \[The report costs her Friday\]/,
    )
    await mina.submit()
    await quiet()
    expect(await card()).toMatch(/− The weekly report is copied by hand\n {2}\+ The report costs her Friday/)
  })

  test('a new statement and one to be taken out are proposed the same way', async () => {
    const mina = await begin('mina', 'field:decisionRules')
    await mina.fill({ '… then': 'no' })
    await mina.submit({ ifNot: 'reachable by phone', rationale: 'Calls' })
    await quiet()
    expect(await card()).toMatch(
      /Mina proposes: Carla, decision rules .*\n {2}\+ If not reachable by phone: no \(assumption\)\n/,
    )
    const jonas = await begin('jonas', 'claim:n3')
    await jonas.submit({ remove: ['remove'], rationale: 'We start in October now' })
    await quiet()
    expect(await card()).toMatch(
      /Jonas proposes: Carla, never say .*\n {2}− We can start in October\.\n {2}Why:/,
    )
  })

  test('everybody at once: one vote each, and the card shows the last of it', async () => {
    await propose('mina', 'claim:p5', 'Drivers skip any app')
    const { ts } = await as('mina').last(BOARD)
    const click = (who: string) => as(who).click({ in: BOARD, ts, label: 'Approve' })
    const clicks = ['lou', 'jonas', 'ada', 'lea', 'ines', 'lou', 'jonas', 'ada', 'lea', 'ines'].map(click)
    await Promise.allSettled(clicks)
    await quiet()
    const subject = await newest()
    const votes = await database.db.vote.findMany({
      where: { proposalId: Number(subject.slice('proposal/'.length)) },
    })
    expect(votes).toHaveLength(5)
    const plain = (await as('mina').messages(BOARD)).find((message) => message.ts === ts)?.plain
    expect(plain).toMatch(/Approved on .* by .*\n(.*\n)* {2}\[Full diff\]$/)
    expect(plain?.match(/✓/g)).toHaveLength(votes.length)
  })

  test('the full diff shows everything', async () => {
    await as('noor').click({ in: BOARD, label: 'Full diff' })
    await quiet()
    expect(await as('noor').readModal()).toMatchInlineSnapshot(`
      "# Proposal #12
      Carla, pains
      Mina Albrecht on version 3
      Pains, as it is
      Drivers skip any app with a password at five in the morning and call her instead
      Theme No surprises, before the signature or after it, severity 2
      Evidence
      • Interviews with 24 operations leads (Carla)
      • All 1,912 support tickets of half a year, by persona
      Pains, as it would be
      Drivers skip any app
      Theme No surprises, before the signature or after it, severity 2
      Evidence
      • Interviews with 24 operations leads (Carla)
      • All 1,912 support tickets of half a year, by persona
      Why
      6 of 8 new interviews
      Touches
      • Journey: The operations lead's journey
      • Job: Get through peak, Hand over the shift without phoning, Keep systems talking without being called, Prove the hours and close the month
      • Playbook: Answer in their style, Campaign brief, Content along the decision, Core messages, Feature brief, First 14 days, First call, Health by persona, Onboarding checklist by persona, Opening talk track, Pilot to contract, Product scorecard by persona, Programmes to keep and to grow, Renewal rescue, Rescue after escalation, Signs and what follows them, Ticket patterns by persona
      • Objection: Does it work with our ERP?, I have to involve IT first, Is our data safe with you?, Just send me something, My team won't use it, No budget, Not now, after peak, The contract is too long, The works council won't agree, Too complex, Too expensive, We already have a tool, We can build that ourselves, Why do you want more at renewal?, Your competitor is cheaper
      • Discovery guide: Choose your goal at the start, Discovery questions, What to ask an operations lead
      • Value argument: Hours that come back every week, More volume with the people that you have, Nothing that you can't get out of
      • Buying committee: Who decides at one or two sites, Who decides for a whole group
      • Competitor: Building it themselves, Fieldmouse, Kolonna, Tourmin
      • Term: Persona A
      • Tag rule: Lives in the Planner
      • KPI link: Support in training, solved the first time
      • Experiment: Risk before innovation
      • Target: Carla is at work within three weeks
      Votes
      • Marketing, Lou Marchetti: approves
      • Sales, Jonas Feldt: approves
      • Product, Ada Okonjo: approves
      • Support, Lea Brandt: approves
      • Data/BI, Ines Caldeira: approves
      [Close]"
    `)
  })
})
