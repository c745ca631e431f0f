import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyEntries } from '#src/freshness/verify.ts'
import { libraryAt } from '#src/history/library-at.ts'
import { type DemoCompany, startDemoCompany } from '#test/support/bot.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'
import { exportedEntry } from '#test/support/exported.ts'
import { importFiles } from '#test/support/knowledge.ts'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany
  const inADay = Temporal.Now.instant().add({ hours: 24 })

  beforeAll(async () => {
    company = await startDemoCompany(database.db)
  })

  afterAll(() => company.close())

  async function asked(text: string): Promise<string> {
    const sam = company.client.as('sam')
    await sam.command('#sales', `/persona ${text}`)
    await company.quiet()
    return (await sam.last('#sales')).plain
  }

  const today = Temporal.Now.plainDateISO('Europe/Berlin')

  test('an entry is told as it was, marked as such', async () => {
    const file = await exportedEntry(database.db, 'persona/carla-operations-lead')
    const text = file.replace('Proof from a peer', 'Proof from a neighbour')
    await importFiles(database.db, { 'personas/carla-operations-lead.yaml': text }, { now: inADay })
    expect(await asked('carla')).toContain('Proof from a neighbour')
    const then = await asked(`carla --at ${today}`)
    expect(then).toMatch(/As of .* Today it may say something else\. What people are called/)
    expect(then).toContain('Proof from a peer')
  })

  test('its owner, its verification and its sources are those of then', async () => {
    const where = { kind_slug: { kind: 'persona', slug: 'carla-operations-lead' } }
    const entry = await database.db.entry.findUniqueOrThrow({ where })
    const file = await exportedEntry(database.db, 'persona/carla-operations-lead')
    const late = {
      'evidence/panel.yaml': 'method: survey\ntitle: A panel of planners\ndate: 2026-11-01\nn: 90\n',
      'personas/carla-operations-lead.yaml': file.replace(/^owner: .*$/m, 'owner: jonas'),
    }
    await importFiles(database.db, late, { now: inADay.add({ hours: 1 }) })
    const verifier = await database.db.member.findUniqueOrThrow({ where: { id: entry.verifierId ?? '' } })
    const seen = { kind: 'persona', slug: 'carla-operations-lead', version: entry.version + 1 }
    const later = inADay.add({ hours: 2 })
    expect(await verifyEntries(database.db, [seen], verifier.id, later)).toMatchObject([
      { outcome: 'verified' },
    ])
    const { entries, evidence } = await libraryAt(database.db, inADay.subtract({ hours: 1 }))
    const then = entries.get('persona/carla-operations-lead')
    expect(then).toMatchObject({ owner: 'mina', version: 1 })
    expect(then?.verifiedAt?.epochMilliseconds).toBe(entry.verifiedAt?.getTime())
    expect(evidence.has('panel')).toBe(false)
    const now = await libraryAt(database.db, inADay.add({ hours: 3 }))
    expect(now.entries.get('persona/carla-operations-lead')).toMatchObject({ owner: 'jonas' })
    expect(now.evidence.has('panel')).toBe(true)
  })

  test('before anything was known it says so, as it does of a day that is none or still to come', async () => {
    expect(await asked('carla --at 2020-01-01')).toMatch(
      /Nothing was known yet on .*2020\. The first version of/,
    )
    expect(await asked('carla --at soon')).toContain("I can't read “soon” as a day. Write it as 2026-06-30")
    expect(await asked(`carla --at ${today.add({ days: 2 })}`)).toContain('is still to come')
    expect(await asked(`history carla --at ${today}`)).toContain('can be looked up as of a day')
  })

  test('two versions are held against each other, and an older one is proposed again', async () => {
    expect(await asked('history carla versions 1 to 2')).toMatch(
      /from version 1 to 2 .*\n(.*\n)* {2}\+ Proof from a neighbour.*\n(.*\n)* {2}\[Restore version 1\]/,
    )
    const sam = company.client.as('sam')
    await sam.click({ in: '#sales', label: 'Restore version 1' })
    await company.quiet()
    expect(await sam.submit({ rationale: 'It was a peer' })).toMatchObject({ state: 'acked' })
    await company.quiet()
    expect((await company.client.as('mina').last('#persona-board')).plain).toMatch(
      /Sam proposes: Carla.*\n {2}− Proof from a neighbour.*\n {2}\+ Proof from a peer/,
    )
  })
})
