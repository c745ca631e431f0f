import type { Database } from '#src/db/connect.ts'
import { entriesOf, followLibrary } from '#src/knowledge/library.ts'
import type { ReadEvent } from '#src/signals/event.ts'
import { readMapping } from '#src/signals/mapping.ts'
import { storeEvents } from '#src/signals/store.ts'
import { simulateSpend, simulateTouches } from './customers/campaigns.ts'
import { simulateContacts } from './customers/contacts.ts'
import {
  accountColumns,
  contactColumns,
  leadColumns,
  monthColumns,
  monthsOf,
} from './customers/customer-columns.ts'
import { simulateDeals } from './customers/deals.ts'
import { simulateEvents } from './customers/events.ts'
import {
  dealColumns,
  spendColumns,
  surveyColumns,
  ticketColumns,
  touchColumns,
} from './customers/fact-columns.ts'
import { simulateLeads } from './customers/leads.ts'
import { simulateCustomers } from './customers/simulate.ts'
import { simulateSurveys } from './customers/surveys.ts'
import { simulateTickets } from './customers/tickets.ts'
import { writeRows } from './customers/write-rows.ts'

/**
 * Gives the demo company its customers, up to the last month that is closed in the team's zone, its leads, and what is
 * known about them up to today. The knowledge has to be there, since reps own them. False where there are accounts
 * already.
 */
export async function seedCustomers(db: Database, now: Temporal.Instant, zone: string): Promise<boolean> {
  if ((await db.account.findFirst()) !== null) return false
  const reps = await db.member.findMany({ where: { roles: { has: 'rep' } }, orderBy: { handle: 'asc' } })
  const owners = reps.map(({ handle }) => handle)
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const closed = today.with({ day: 1 }).subtract({ months: 1 })
  const accounts = simulateCustomers(closed)
  const people = { accounts, contacts: simulateContacts(accounts), leads: simulateLeads(today) }
  // One statement at a time, so that others get in between; what was begun and not ended is gone on with.
  await writeRows(db, 'contacts', contactColumns, people.contacts)
  await writeRows(db, 'contacts', leadColumns, people.leads)
  await writeRows(db, 'deals', dealColumns, simulateDeals(people, today))
  const tickets = simulateTickets(accounts, now, zone)
  await writeRows(db, 'tickets', ticketColumns, tickets)
  await writeRows(db, 'surveys', surveyColumns, simulateSurveys(accounts, closed, today))
  await writeRows(db, 'touches', touchColumns, simulateTouches(people, today))
  await writeRows(db, 'spend', spendColumns, simulateSpend(closed))
  await writeEvents(db, simulateEvents(people, tickets, now), now)
  await db.$transaction(
    async (tx) => {
      await writeRows(tx, 'accounts', accountColumns(owners), accounts)
      await writeRows(tx, 'account_months', monthColumns, monthsOf(accounts))
    },
    { timeout: 60_000, maxWait: 30_000 },
  )
  return true
}

const EVENTS_A_STATEMENT = 2_500

/** As its own senders would have sent them. */
async function writeEvents(db: Database, events: ReadEvent[], now: Temporal.Instant): Promise<void> {
  const mapping = readMapping(entriesOf(await followLibrary(db)(), 'signal'))
  const kept = events.map(({ link: _link, ...event }) => ({ ...event, ...mapping(event) }))
  for (let from = 0; from < kept.length; from += EVENTS_A_STATEMENT)
    await storeEvents(db, kept.slice(from, from + EVENTS_A_STATEMENT), now)
}
