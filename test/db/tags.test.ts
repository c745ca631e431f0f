import { expect, test } from 'vitest'
import { whoBlocks } from '#bot/commands/who.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { verifyAudit } from '#src/audit/verify.ts'
import type { Context } from '#src/context.ts'
import { importFolder } from '#src/knowledge/import-folder.ts'
import { doubtAbout, flagPersona, openDoubts, raiseDisagreements } from '#src/tags/doubt-store.ts'
import { changedValues } from '#src/tags/published.ts'
import { adoptKnown, applyTags, openTags, tagByHand, writeTags } from '#src/tags/store.ts'
import { METHODS } from '#src/tags/tag.ts'
import { readWho } from '#src/tags/who.ts'
import { writeMonth } from '#test/support/account-months.ts'
import { persona, smallCompany } from '#test/support/company.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { folderOf } from '#test/support/folder.ts'
import { pressUnshown } from '#test/support/press.ts'
import { contextOn, NOW, useImports } from './accounts-import.ts'

const now = Temporal.Instant.from(NOW)

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  const { importFile } = useImports(database)
  let ctx: Context
  const by = { by: 'jonas', reason: 'Jonas says so' }
  const personaOf = async (accountId: string) =>
    (await database.db.account.findUniqueOrThrow({ where: { accountId } })).persona
  const methods = async (id: string) =>
    ((await openTags(database.db, 'account', [id])).get(id) ?? []).map(({ method, persona }) => [
      method,
      persona,
    ])

  test('what a file says of a persona is a tag of the CRM’s, with its reason and its source', async () => {
    ctx = contextOn(database.db)
    const folder = await folderOf({ ...smallCompany(), 'personas/finn.yaml': persona('Finn') })
    await importFolder(database.db, folder, { direct: false, now, zone: ctx.zone, actor: 'operator' })
    await importFile(
      'a.csv',
      'account_id,name,persona\nA1,Northwind Freight,owner-ollie\nA2,Northwind Ferries,finn\nA3,Hafen,\n',
    )
    const [tag] = (await openTags(database.db, 'account', ['A1'])).get('A1') ?? []
    expect(tag).toMatchObject({ method: 'crm', persona: 'owner-ollie', by: 'a.csv', confidence: 0.9 })
    expect(await methods('A3')).toEqual([])
  })

  test('what a person says counts before the file, also when the file comes again', async () => {
    const said = { subject: 'account', id: 'A1', persona: 'finn', ...by } as const
    expect(await tagByHand(database.db, said, METHODS, now)).toMatchObject({
      before: 'owner-ollie',
      after: 'finn',
    })
    expect(await tagByHand(database.db, said, METHODS, now)).toMatchObject({ before: 'finn', after: 'finn' })
    const again = await importFile('b.csv', 'account_id,name,persona\nA1,Northwind Freight,owner-ollie\n')
    expect(again).toMatchObject({ added: 0, changed: 0, unchanged: 1 })
    expect(await personaOf('A1')).toBe('finn')
    const records = await database.db.auditRecord.findMany({
      where: { action: 'tagged', subject: 'account/A1' },
    })
    expect(records).toMatchObject([
      { actor: 'jonas', payload: { before: 'owner-ollie', after: 'finn', method: 'manual' } },
    ])
  })

  test('a new word of the file ends its old one and is no change where somebody else counts before', async () => {
    await importFile('c.csv', 'account_id,name,persona\nA1,Northwind Freight,finn\nA2,Northwind Ferries,\n')
    expect(await methods('A1')).toEqual([
      ['crm', 'finn'],
      ['manual', 'finn'],
    ])
    expect(await personaOf('A2')).toBeNull()
    expect(await methods('A2')).toEqual([])
    await importFile(
      'd.csv',
      'account_id,name,persona,persona_method\nA2,Northwind Ferries,finn,self-selection\n',
    )
    expect(await methods('A2')).toEqual([['self-selection', 'finn']])
  })

  test('another order of the ways makes another one count', async () => {
    await database.db.$transaction(async (tx) => {
      const saying = { id: 'A2', persona: 'owner-ollie', confidence: 0.7, reason: 'has 3 seats', by: 'small' }
      await writeTags(tx, 'account', 'rule', [saying], now)
      expect(await applyTags(tx, 'account', ['A2'], METHODS, now)).toEqual([])
      const order = ['rule', 'manual', 'self-selection', 'crm', 'support'] as const
      expect(await applyTags(tx, 'account', ['A2'], order, now)).toEqual([
        { id: 'A2', before: 'finn', after: 'owner-ollie' },
      ])
      await applyTags(tx, 'account', ['A2'], METHODS, now)
    })
  })

  test('nobody without the right tags anybody, and that is recorded nowhere as a tag', async () => {
    const said = { subject: 'account', id: 'A1', persona: 'finn', by: 'nobody', reason: '' } as const
    await expect(tagByHand(database.db, said, METHODS, now)).rejects.toThrow(
      /may say which persona somebody is/,
    )
  })

  test('says who an account is, by whom, what others say and how many are not tagged', async () => {
    const known = (await ctx.readLibrary()).members.get('jonas')
    const member = known && { ...known, function: known.function }
    const text = plainText(
      (await whoBlocks({ subject: 'account', id: 'A2' }, { asker: { member } }, ctx)) ?? [],
    )
    expect(text).toMatch(/^Northwind Ferries is Finn\. They said so themselves · sure · since 22 Nov 2026\./)
    expect(text).toMatch(/Others say\n• Owner Ollie \(rule, likely, 70 %: has 3 seats\)/)
    expect(text).toMatch(/\[Right\] \[Not right\] \[It is Owner Ollie\]/)
    expect(text).toMatch(/Untagged: 33 % of 3 customers\./)
  })

  test('an account is in doubt where a way that counts less is sure of another persona, until it is settled', async () => {
    const raise = async () =>
      await database.db.$transaction((tx) => raiseDisagreements(tx, 'account', 0.7, now))
    expect(await raise()).toEqual({ raised: 1, over: 0 })
    expect(await raise()).toEqual({ raised: 0, over: 0 })
    expect((await openDoubts(database.db, 5)).doubts).toMatchObject([
      { id: 'A2', persona: 'finn', suggested: 'owner-ollie', because: 'methods', said: 'has 3 seats' },
    ])
    await tagByHand(database.db, { subject: 'account', id: 'A2', persona: 'finn', ...by }, METHODS, now)
    expect(await raise()).toEqual({ raised: 0, over: 0 })
    expect(await doubtAbout(database.db, { subject: 'account', id: 'A2' })).toBeUndefined()
  })

  test('a rep who finds it wrong brings it into the queue, and one press settles it', async () => {
    const of = { subject: 'account', id: 'A3' }
    expect(await pressUnshown('jonas', { action: 'tag-wrong', value: of }, ctx)).toMatch(
      /Noted: Hafen is in doubt/,
    )
    expect(await pressUnshown('jonas', { action: 'tag-unsure', value: of }, ctx)).toMatch(
      /Hafen stays in doubt/,
    )
    expect((await openDoubts(database.db, 5)).doubts).toMatchObject([{ id: 'A3', unsureBy: 'jonas' }])
    const press = { action: 'tag', value: { ...of, persona: 'finn' } }
    expect(await pressUnshown('jonas', press, ctx)).toMatch(/^Hafen is Finn\. It was not tagged before\./)
    expect((await openDoubts(database.db, 5)).of).toBe(0)
    expect(await pressUnshown(undefined, press, ctx)).not.toMatch(/Hafen is Finn/)
  })

  test('a correction counts the months of its run anew, once, and names the published number that it changes', async () => {
    const { db } = database
    await writeMonth(db, '2026-09-01', { finn: { n: 40, kept: 40 }, 'owner-ollie': { n: 40, kept: 40 } })
    await writeMonth(db, '2026-10-01', { finn: { n: 40, kept: 38 }, 'owner-ollie': { n: 40, kept: 40 } })
    await db.jobPeriod.create({
      data: {
        ...{ job: 'kpi-review', period: '2026-10', zone: ctx.zone, missed: [], mode: { as: 'scheduled' } },
        startsOn: new Date('2026-10-01'),
        scheduledAt: new Date('2026-11-04T08:00:00Z'),
        claimedAt: new Date('2026-11-04T08:00:00Z'),
      },
    })
    const ratio = (numerator: number, denominator: number) => ({
      value: numerator / denominator,
      numerator,
      denominator,
    })
    const published = (persona: string, kept: number) => ({
      ...{ persona, n: 40 },
      now: { retention: ratio(kept, 40), churn: ratio(40 - kept, 40) },
    })
    const facts = {
      month: '2026-10-01',
      personas: [published('finn', 38), published('owner-ollie', 40)],
      ...{ untagged: { n: 0, of: 80 }, reconstructed: false, missing: 0 },
    }
    await db.jobRun.create({
      data: {
        job: 'kpi-review',
        period: '2026-10',
        scope: 'board',
        state: 'posted',
        facts,
        finishedAt: new Date('2026-11-04T08:01:00Z'),
      },
    })
    // finn-39 left in October, and was an Ollie all along.
    const said = { subject: 'account', id: 'finn-39', persona: 'owner-ollie', correct: true, ...by } as const
    const outcome = await tagByHand(db, said, METHODS, now)
    expect(outcome).toMatchObject({ before: 'finn', after: 'owner-ollie' })
    expect(outcome?.months.map(({ month }) => month)).toEqual(['2026-10-01', '2026-09-01'])
    const changed = await changedValues(db)
    expect(changed).toMatchObject([
      { month: '2026-10-01', persona: 'finn', kpi: 'retention', was: 0.95, is: 38 / 39, corrected: 1 },
      { month: '2026-10-01', persona: 'owner-ollie', kpi: 'retention', was: 1, is: 40 / 41, corrected: 1 },
    ])
    expect((await tagByHand(db, said, METHODS, now))?.months).toEqual([])
    expect(await changedValues(db)).toEqual(changed)
    const who = await readWho(db, { subject: 'account', id: 'finn-39' }, METHODS)
    expect(who?.tag).toMatchObject({ method: 'manual', since: Temporal.Instant.from('2026-09-01T00:00:00Z') })
    expect(who?.closed).toEqual({ month: '2026-10-01', persona: 'owner-ollie' })
  })

  test('everything that was said of personas is in the trail, which holds', async () => {
    await flagPersona(database.db, { subject: 'account', id: 'A1' }, { by: 'jonas', said: 'No' }, now)
    expect(await verifyAudit(database.db)).not.toHaveProperty('brokenAt')
    await database.db.$transaction((tx) => adoptKnown(tx, 'account', ['A1'], now))
    expect((await methods('A1')).length).toBe(2)
  })
})
