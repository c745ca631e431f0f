import { describe, expect, test } from 'vitest'
import { tryParts } from '#src/board/enact.ts'
import { newEntry } from '#src/board/parts.ts'
import { importFolder } from '#src/knowledge/import-folder.ts'
import { openDoubts } from '#src/tags/doubt-store.ts'
import { retagAll } from '#src/tags/retag.ts'
import { openTags } from '#src/tags/store.ts'
import { tryRule } from '#src/tags/try-rule.ts'
import { fitsNearlyAll } from '#src/tags/wide.ts'
import { persona, smallCompany } from '#test/support/company.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { folderOf } from '#test/support/folder.ts'
import { pressUnshown } from '#test/support/press.ts'
import { contextOn, NOW, useImports } from './accounts-import.ts'

const now = Temporal.Instant.from(NOW)
const signal = {
  ...{ title: 'Planner used', family: 'behavioural', does: 'used the planner' },
  from: [{ type: 'track', name: 'Planned' }],
}
const rule = (more: object) => ({ title: 'Rule', ...more })
const rules = {
  'tag-rules/large.yaml': rule({ persona: 'finn', when: 'account.attributes.vehicles > 50', priority: 2 }),
  'tag-rules/planning.yaml': rule({
    ...{ persona: 'owner-ollie', when: "count('planner-used', 7) >= 1", priority: 1, confidence: 0.8 },
  }),
  'tag-rules/chosen.yaml': rule({ reads: 'account.attributes.goal', method: 'self-selection' }),
  'tag-rules/costs.yaml': rule({
    ...{ persona: 'finn', when: "account.ticketCategory == 'invoice'", method: 'support' },
  }),
}

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  const { importFile } = useImports(database)
  const ctx = () => contextOn(database.db)
  const options = { direct: false, now, zone: 'Europe/Berlin', actor: 'operator' }
  const personas = async () =>
    Object.fromEntries(
      (await database.db.account.findMany({ orderBy: { accountId: 'asc' } })).map((row) => [
        row.accountId,
        row.persona,
      ]),
    )

  test('a rule that does not fit is refused with its place, and so is one that counts an unknown signal', async () => {
    const of = async (when: string) =>
      await importFolder(
        database.db,
        await folderOf({
          ...smallCompany(),
          'signals/planner-used.yaml': signal,
          'tag-rules/r.yaml': rule({ persona: 'owner-ollie', when }),
        }),
        options,
      )
    await expect(of('account.seats > 5 && account.seatz > 1')).rejects.toThrow(
      /tag-rules\/r\.yaml:\d+ when: .* at column 30: there is no field seatz; did you mean seats\?/,
    )
    await expect(of("count('planer-used', 7) > 1")).rejects.toThrow(
      /planer-used.*the slug of a signal, such as planner-used/,
    )
    await expect(of('1 < 2')).rejects.toThrow(/this one is the same for all/)
  })

  test('accounts are tagged by the first rule of each way that fits, and the way that comes first counts', async () => {
    const folder = await folderOf({
      ...{ ...smallCompany(), ...rules, 'personas/finn.yaml': persona('Finn') },
      'signals/planner-used.yaml': signal,
    })
    await importFolder(database.db, folder, options)
    await importFile(
      'a.csv',
      'account_id,name,persona,vehicles,goal\nA,Alba,,80,\nB,Birk,,80,\nC,Corvo,owner-ollie,80,\nD,Delta,,5,SMB\nE,Elm,,,\n',
      'SELECT * REPLACE (vehicles::INT AS vehicles) FROM input',
    )
    const { db } = database
    const at = new Date('2026-11-20T10:00:00Z')
    await db.event.create({
      data: {
        messageId: 'm1',
        type: 'track',
        signal: 'planner-used',
        family: 'behavioural',
        accountId: 'B',
        at,
        receivedAt: at,
      },
    })
    await db.ticket.createMany({
      data: [1, 2].map((number) => ({
        ticketId: `t${number}`,
        accountId: 'E',
        openedAt: at,
        category: 'invoice',
      })),
    })
    // Two a page, so that there are several.
    expect(await retagAll(ctx(), 2)).toEqual({ accounts: 5, retagged: 4, raised: 1, over: 0 })
    expect(await personas()).toEqual({
      A: 'finn',
      B: 'owner-ollie',
      C: 'owner-ollie',
      D: 'owner-ollie',
      E: 'finn',
    })
    expect((await openTags(db, 'account', ['B'])).get('B')).toMatchObject([
      { method: 'rule', by: 'planning', confidence: 0.8, reason: 'Used the planner at least once in 7 days' },
    ])
    expect((await openDoubts(db, 5)).doubts).toMatchObject([
      { id: 'C', persona: 'owner-ollie', suggested: 'finn' },
    ])
    expect(await retagAll(ctx(), 2)).toEqual({ accounts: 5, retagged: 0, raised: 0, over: 0 })
    const records = await db.auditRecord.findMany({ where: { action: 'tagged by rules' } })
    const moved = records.flatMap(({ payload }) => (payload as { moved: { id: string }[] }).moved)
    expect(moved.map(({ id }) => id).toSorted()).toEqual(['A', 'B', 'D', 'E'])
  })

  test('what no longer fits is over, with the doubt that it raised', async () => {
    await importFile(
      'b.csv',
      'account_id,name,vehicles\nA,Alba,5\nC,Corvo,5\n',
      'SELECT * REPLACE (vehicles::INT AS vehicles) FROM input',
    )
    expect(await retagAll(ctx())).toMatchObject({ retagged: 1, over: 1 })
    expect((await personas()).A).toBeNull()
    expect((await openDoubts(database.db, 5)).of).toBe(0)
  })

  test('a rule that is tried says whom it would move, from where to where, and changes nothing', async () => {
    const tried = {
      slug: 'new',
      persona: 'finn',
      reads: undefined,
      priority: 1,
      method: 'rule' as const,
      confidence: 0.7,
    }
    const trial = await tryRule({ ...tried, when: 'account.attributes.vehicles < 50' }, ctx())
    expect(trial).toEqual({
      ...{ accounts: 5, fits: 3, unknown: 1, because: 'vehicles is not known' },
      moves: [{ from: null, to: 'finn', n: 1 }],
      examples: [{ name: 'Alba', from: null, to: 'finn' }],
    })
    expect(fitsNearlyAll(trial)).toBe(false)
    expect(fitsNearlyAll(await tryRule({ ...tried, when: "account.name != ''" }, ctx()))).toBe(true)
    expect((await personas()).A).toBeNull()
  })

  test('a rule from pick lists is tried, and proposed with a press; one for everybody only when it is meant', async () => {
    const form = (values: object) => ({
      ...{ modal: 'tag-rule', about: {} },
      values: { title: 'Small ones', persona: 'finn', why: 'They are small', ...values },
    })
    const row = { 'asked-0': 'field account.attributes.vehicles', 'operator-0': '<', 'value-0': '50' }
    const told = await pressUnshown('jonas', form(row), ctx())
    expect(told).toMatch(
      /^1 account of 5 would move\. It fits 3\.\nAn account that has fewer than 50 vehicles is Finn\./,
    )
    expect(told).toMatch(/nobody → Finn: 1\nFor example\n• Alba: nobody → Finn/)
    expect(told).toMatch(/\[Propose it\] \[Change it\]/)
    const everybody = {
      title: 'All',
      persona: 'finn',
      when: "account.name != ''",
      priority: 100,
      why: 'Why not',
    }
    const press = { action: 'propose-tag-rule', value: everybody }
    expect(await pressUnshown('jonas', press, ctx())).toMatch(
      /It fits nearly everybody.*\n\[Propose it all the same\]/,
    )
    await pressUnshown('jonas', { ...press, value: { ...everybody, confirmed: true } }, ctx())
    const parts = await database.db.proposalPart.findMany({ where: { kind: 'tag-rule' } })
    expect(JSON.stringify(parts)).toMatch(/"type":"set","after":true,"field":"wide"/)
  })

  test('one for everybody is refused on every way before the board, unless it says that it is meant to', async () => {
    const all = { persona: 'finn', when: "account.name != ''" }
    const importing = async (more: object, how: object) => {
      const folder = await folderOf({ 'tag-rules/all.yaml': rule({ ...all, ...more }) })
      return await importFolder(database.db, folder, { ...options, ...how })
    }
    const refusal =
      /tag-rules\/all\.yaml:1 when: found .*, expected a narrower condition, since this one fits 100 % of all accounts/
    await expect(importing({}, { direct: true })).rejects.toThrow(refusal)
    await expect(importing({}, { decide: () => Promise.resolve() })).rejects.toThrow(refusal)
    const parts = (more: object) => {
      const body = { ...all, why: [], method: 'rule' as const, priority: 100, confidence: 0.7, ...more }
      const frame = { status: 'active' as const, owner: 'mina', deputies: [], verifyEvery: 'P180D' }
      return [newEntry({ kind: 'tag-rule', slug: 'all', content: { title: 'All', ...frame, body } })]
    }
    const trying = (more: object) => database.db.$transaction((tx) => tryParts(tx, parts(more), undefined))
    expect(await trying({})).toMatchObject({
      obstacle: { faults: [expect.stringMatching(/fits 100 % of all accounts/)] },
    })
    expect(await trying({ wide: true })).toHaveProperty('results')
    expect((await importing({ wide: true }, { direct: true })).created).toEqual(['tag-rule/all'])
  })

  describe('contacts and leads', () => {
    const finance = "contact.title.lowerAscii().contains('finance')"
    const contacts = async () =>
      Object.fromEntries(
        (await database.db.contact.findMany({ where: { goneAt: null } })).map((row) => [
          row.contactId,
          row.persona,
        ]),
      )
    const importing = async (files: Record<string, object>) =>
      await importFolder(database.db, await folderOf(files), { ...options, direct: true })

    test('are tagged by what is known of them, their account and their attributes', async () => {
      await importFile(
        'c.csv',
        'contact_id,account_id,title,is_lead,team,persona\nP1,A,Head of Finance,false,back office,\nP2,,finance clerk,true,,\nP3,A,Dispatcher,false,,\nP4,A,Finance lead,false,,owner-ollie\nP5,A,Smith,false,works council,\n',
      )
      await importing({
        'tag-rules/finance.yaml': rule({ tags: 'contacts', persona: 'finn', when: finance }),
        'tag-rules/council.yaml': rule({
          ...{ tags: 'contacts', persona: 'owner-ollie' },
          when: "contact.attributes.team == 'works council' && account.name == 'Alba'",
        }),
      })
      expect(await retagAll(ctx(), 2)).toMatchObject({ retagged: expect.any(Number) })
      expect(await contacts()).toEqual({
        P1: 'finn',
        P2: 'finn',
        P3: null,
        P4: 'owner-ollie',
        P5: 'owner-ollie',
      })
      expect((await openTags(database.db, 'contact', ['P1'])).get('P1')).toMatchObject([
        { method: 'rule', by: 'finance', reason: 'Has a title with finance' },
      ])
      // The CRM's word counts before a rule's, and their disagreement is a doubt.
      expect((await openDoubts(database.db, 9)).doubts).toContainEqual(
        expect.objectContaining({ subject: 'contact', id: 'P4', suggested: 'finn' }),
      )
      expect(await retagAll(ctx(), 2)).toMatchObject({ retagged: 0 })
    })

    test('a rule over them is tried as one over accounts, and one for all of them is refused', async () => {
      const tried = { slug: 'new', persona: 'finn', reads: undefined, priority: 1, method: 'rule' as const }
      const when = "contact.title == 'Dispatcher'"
      expect(await tryRule({ ...tried, confidence: 0.7, tags: 'contacts', when }, ctx())).toMatchObject({
        accounts: 5,
        fits: 1,
        moves: [{ from: null, to: 'finn', n: 1 }],
        examples: [{ name: 'Dispatcher', from: null, to: 'finn' }],
      })
      const refused = (more: object) =>
        importing({ 'tag-rules/r.yaml': rule({ tags: 'contacts', persona: 'finn', ...more }) })
      await expect(refused({ when: "contact.id != ''" })).rejects.toThrow(/fits 100 % of all contacts/)
      await expect(refused({ when: "count('planner-used', 7) > 1 && contact.isLead" })).rejects.toThrow(
        /at column 1: signals are counted by account, not by person/,
      )
      await expect(refused({ when: "account.name == 'Alba'" })).rejects.toThrow(
        /asks something of the contact/,
      )
      await expect(refused({ when: finance, tags: 'accounts' })).rejects.toThrow(/contact/)
    })

    test('who retires the rule takes back what it said', async () => {
      await importing({
        'tag-rules/finance.yaml': rule({
          tags: 'contacts',
          persona: 'finn',
          when: finance,
          status: 'retired',
        }),
        'tag-rules/council.yaml': rule({
          ...{ tags: 'contacts', persona: 'finn', when: finance },
          status: 'retired',
        }),
      })
      await retagAll(ctx())
      expect(await contacts()).toEqual({ P1: null, P2: null, P3: null, P4: 'owner-ollie', P5: null })
    })
  })
})
