import { expect, test } from 'vitest'
import { factsFor } from '#bot/facts-for.ts'
import { readLeads } from '#src/leads/store.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  test('leads are counted, with those turned away by their persona; other contacts are none', async () => {
    const { db } = database
    expect(await readLeads(db)).toEqual({ count: 0, disqualified: 0, byPersona: new Map() })
    const disqualifiedOn = new Date('2026-10-30')
    await db.contact.createMany({
      data: [
        { contactId: 'C-1', persona: 'gus' },
        { contactId: 'C-2', isLead: true, persona: 'gus', disqualifiedOn },
        { contactId: 'C-3', isLead: true, persona: 'gus' },
        { contactId: 'C-4', isLead: true, disqualifiedOn },
        { contactId: 'C-5', isLead: true },
      ],
    })
    const leads = { count: 4, disqualified: 2, byPersona: new Map([['gus', 1]]) }
    expect(await readLeads(db)).toEqual(leads)
    const ctx = { db, now: () => Temporal.Instant.from('2026-11-22T10:00:00Z'), currency: 'EUR', zone: 'UTC' }
    expect(await factsFor({ view: 'negative' }, new Map(), ctx)).toEqual({ leads })
    expect(await factsFor({ view: 'persona' }, new Map(), ctx)).toEqual({})
  })
})
