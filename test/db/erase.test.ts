import { expect, test } from 'vitest'
import { appendAudit } from '#src/audit/store.ts'
import { verifyAudit } from '#src/audit/verify.ts'
import { erase } from '#src/erasure/erase.ts'
import { exportCustomer } from '#src/erasure/export-customer.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { persona } from '#test/support/company.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { importFiles, NOW } from '#test/support/knowledge.ts'

const AT = new Date(NOW.epochMilliseconds)
const by = { by: 'operator', at: NOW }

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  /** A customer with two people, a visitor who turned out to be one of them, and another customer beside it. */
  async function fill() {
    const { db } = database
    await importFiles(db, {
      'personas/ada.yaml': persona('Ada'),
      'evidence/call.yaml': {
        ...{ method: 'interviews', title: 'A call', date: '2026-10-01', n: 1 },
        quotes: [{ text: 'At Nordwind Fracht nobody reads the list' }],
      },
    })
    await db.evidence.updateMany({ data: { account: 'K-1001', link: 'https://crm.example/K-1001' } })
    const attributes = { contact: 'Eva Hansen', seats: 4 }
    await db.account.createMany({
      data: [
        { accountId: 'K-1001', name: 'Nordwind Fracht', persona: 'ada', owner: 'sam', attributes },
        { accountId: 'K-2002', name: 'Other Freight', persona: 'ada', attributes: { sector: 'parcels' } },
      ],
    })
    for (const accountId of ['K-1001', 'K-2002'])
      await db.accountMonth.create({
        data: { accountId, month: new Date('2026-10-01'), mrrStart: 90, mrrEnd: 90 },
      })
    await db.contact.createMany({
      data: [
        {
          contactId: 'C-1',
          accountId: 'K-1001',
          name: 'Eva Hansen',
          email: 'eva@nordwind.example',
          role: 'Finance',
        },
        { contactId: 'C-2', accountId: 'K-1001', name: 'Ole', title: 'Head of tides' },
        { contactId: 'C-3', accountId: 'K-2002', name: 'Ines Post' },
        { contactId: 'C-4', accountId: 'K-2002', name: 'Eva Hansen' },
      ],
    })
    const event = (messageId: string, accountId: string | null, userId: string, properties: object) => {
      return {
        messageId,
        type: 'track',
        name: 'Paid',
        signal: 'paid',
        accountId,
        userId,
        at: AT,
        receivedAt: AT,
        properties,
      }
    }
    await db.event.createMany({
      data: [
        event('m-1', 'K-1001', 'C-1', { amount: 12, plan: 'the gold one' }),
        event('m-2', null, 'visitor-7', { amount: 3 }),
        event('m-3', 'K-2002', 'C-3', { amount: 5, plan: 'tin' }),
      ],
    })
    await db.eventSender.create({ data: { senderId: 'visitor-7', userId: 'C-1', at: AT } })
    await db.touch.create({
      data: {
        userId: 'visitor-7',
        accountId: 'K-1001',
        at: AT,
        landingPage: '/start?name=Eva',
        referrer: 'https://mail.example/eva',
      },
    })
    await db.survey.create({
      data: { surveyId: 's', accountId: 'K-1001', kind: 'nps', score: 3, comment: 'Ring Eva', at: AT },
    })
    await db.deal.create({ data: { dealId: 'd', accountId: 'K-1001', lossReason: 'Eva Hansen left' } })
    await db.personaTag.create({
      data: {
        subject: 'account',
        subjectId: 'K-1001',
        persona: 'ada',
        method: 'manual',
        confidence: 1,
        reason: 'Eva told me',
        by: 'sam',
        since: AT,
      },
    })
    await db.openQuestion.create({
      data: { text: 'What does Nordwind Fracht (K-1001) want?', normal: 'what', nearest: {}, askedAt: AT },
    })
    await db.answer.create({
      data: {
        command: 'prep',
        args: { words: 'nordwind', account: { id: 'K-1001', name: 'Nordwind Fracht' } },
        entries: [],
        answeredAt: AT,
      },
    })
  }

  const everything = async () => {
    const { db } = database
    const tables = [
      ...[await db.account.findMany(), await db.contact.findMany(), await db.event.findMany()],
      ...[await db.eventSender.findMany(), await db.touch.findMany(), await db.survey.findMany()],
      ...[
        await db.deal.findMany(),
        await db.personaTag.findMany(),
        await db.openQuestion.findMany(),
        await db.answer.findMany(),
      ],
      ...[await db.evidence.findMany(), await db.auditRecord.findMany()],
    ]
    return JSON.stringify(tables, (_key, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    )
  }

  const numbers = async () => {
    const [row] = await database.db.$queryRaw<object[]>`
      SELECT (SELECT count(*)::int FROM accounts WHERE persona = 'ada') AS accounts,
        (SELECT sum(mrr_end)::float8 FROM account_months) AS mrr, (SELECT count(*)::int FROM contacts) AS contacts,
        (SELECT count(*)::int FROM contacts WHERE role = 'Finance') AS finance,
        (SELECT count(*)::int FROM events WHERE signal = 'paid') AS events,
        (SELECT sum((properties->>'amount')::int)::int FROM events) AS amount,
        (SELECT count(DISTINCT user_id)::int FROM touches) AS visitors, (SELECT avg(score)::float8 FROM surveys) AS nps`
    return row
  }

  test('what is kept about somebody can be exported, theirs alone', async () => {
    await fill()
    const kept = await exportCustomer(database.db, 'K-1001')
    expect(kept).toMatchObject({
      accounts: [{ name: 'Nordwind Fracht' }],
      account_months: [{ mrr_end: 90 }],
      events: expect.arrayContaining([expect.objectContaining({ message_id: 'm-2' })]),
      persona_tags: [{ reason: 'Eva told me' }],
    })
    expect(kept?.contacts).toHaveLength(2)
    expect(JSON.stringify(kept)).not.toContain('K-2002')
    expect(Object.keys((await exportCustomer(database.db, 'C-3')) ?? {})).toEqual(['contacts', 'events'])
    expect(await exportCustomer(database.db, 'nobody')).toBeUndefined()
  })

  test('a customer is taken out of everything with its people, the audit trail too, and every number stays', async () => {
    const { db } = database
    const library = followLibrary(db)
    expect((await library()).evidence.get('call')).toMatchObject({ account: 'K-1001' })
    const before = await numbers()
    const erased = await erase(db, 'K-1001', by)
    expect(erased?.pseudonym).toMatch(/^erased-[0-9a-f]{16}$/)
    expect(Object.fromEntries(erased?.rows ?? [])).toMatchObject({
      ...{ accounts: 1, account_months: 1, contacts: 2, events: 2, touches: 1, surveys: 1, persona_tags: 1 },
      ...{ evidence: 1, answers: 1, open_questions: 1 },
    })
    const after = (await everything()).replace('"name":"Eva Hansen"', '')
    const [namesake] = await db.contact.findMany({ where: { contactId: 'C-4' } })
    expect(namesake).toMatchObject({ name: 'Eva Hansen' })
    for (const said of ['K-1001', 'C-1"', 'visitor-7', 'Nordwind', 'Eva', 'Ole', 'tides', 'gold', 'eva@'])
      expect(after).not.toContain(said)
    expect(after).toContain('Other Freight')
    expect(after).toContain('Ines Post')
    expect(await numbers()).toEqual(before)
    expect((await library()).evidence.get('call')).toMatchObject({ account: erased?.pseudonym })
  })

  test('erasing the same again changes nothing', async () => {
    const before = await everything()
    expect(await erase(database.db, 'K-1001', by)).toBeUndefined()
    expect(await everything()).toBe(before)
  })

  test('one person can be erased alone, and who they worked for stays', async () => {
    const { db } = database
    await db.account.create({ data: { accountId: 'K-3003', name: 'Third Freight' } })
    await db.contact.create({ data: { contactId: 'C-9', accountId: 'K-3003', name: 'Uwe Reed' } })
    const record = { actor: 'sam', action: 'tag', subject: 'contact', at: AT }
    await db.$transaction((tx) => appendAudit(tx, { ...record, payload: { who: 'Uwe Reed' } }))
    await db.$transaction((tx) => appendAudit(tx, { ...record, payload: { who: 'Ines Post' } }))
    expect(await erase(db, 'C-9', by)).toMatchObject({ details: 1 })
    expect(await everything()).not.toMatch(/Uwe|C-9/)
    expect(await db.contact.findMany({ where: { accountId: 'K-3003' } })).toMatchObject([{ name: null }])
    expect(await db.account.findUnique({ where: { accountId: 'K-3003' } })).toMatchObject({
      name: 'Third Freight',
    })
  })

  test('the audit trail says that something was erased, not what, and holds', async () => {
    const { db } = database
    expect(await db.auditRecord.findMany({ where: { action: 'erase' } })).toMatchObject([
      { actor: 'operator', subject: expect.stringMatching(/^erased-/), payload: { rows: { contacts: 2 } } },
      { payload: { rows: { contacts: 1 }, details: 1 } },
    ])
    expect(await verifyAudit(db)).toMatchObject({ rows: expect.any(Number) })
  })

  test('what versions of entries say of them stays, and is said', async () => {
    const { db } = database
    await importFiles(db, {
      'personas/bo.yaml': persona('Bo', 'As at Other Freight, nothing is written down'),
    })
    expect(await erase(db, 'K-2002', by)).toMatchObject({ left: { subjects: 0, entries: ['persona/bo'] } })
  })

  test('nobody but an admin may erase anybody', async () => {
    await expect(erase(database.db, 'K-3003', { by: 'sam', at: NOW })).rejects.toThrow('Only an admin may')
  })
})
