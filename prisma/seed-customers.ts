import type { Database } from '#src/db/connect.ts'
import { knowTables } from '#src/db/planner-statistics.ts'
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
import { type SimulatedAccount, simulateCustomers } from './customers/simulate.ts'
import { simulateSurveys } from './customers/surveys.ts'
import { simulateTickets } from './customers/tickets.ts'
import { writeRows } from './customers/write-rows.ts'

/**
 * Gives the demo company its customers, up to the last month that is closed in the team's zone, its leads, and what is
 * known about them up to today. The knowledge has to be there, since reps own them. What was begun and not ended is
 * gone on with. False where it is all there, and where somebody brought accounts of their own.
 */
export async function seedCustomers(db: Database, now: Temporal.Instant, zone: string): Promise<boolean> {
  if ((await db.spend.findFirst()) !== null) return false
  const reps = await db.member.findMany({ where: { roles: { has: 'rep' } }, orderBy: { handle: 'asc' } })
  const owners = reps.map(({ handle }) => handle)
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const closed = today.with({ day: 1 }).subtract({ months: 1 })
  const accounts = simulateCustomers(closed)
  if (await hasOthers(db, accounts)) return false
  const people = { accounts, contacts: simulateContacts(accounts), leads: simulateLeads(today) }
  // One statement at a time, so that others get in between: the embedded database does one thing at a time.
  await writeRows(db, 'contacts', contactColumns, people.contacts)
  await writeRows(db, 'contacts', leadColumns, people.leads)
  await writeRows(db, 'deals', dealColumns, simulateDeals(people, today))
  const tickets = simulateTickets(accounts, now, zone)
  await writeRows(db, 'tickets', ticketColumns, tickets)
  await writeRows(db, 'surveys', surveyColumns, simulateSurveys(accounts, closed, today))
  await writeRows(db, 'touches', touchColumns, simulateTouches(people, today))
  await writeEvents(db, simulateEvents(people, tickets, now), now)
  await writeRows(db, 'accounts', accountColumns(owners), accounts)
  // The oldest month first, so that what is counted to the last one is there as a whole or not yet.
  for (const month of monthsOf(accounts)) await writeRows(db, 'account_months', monthColumns, month)
  await knowTables(db)
  await writeRows(db, 'spend', spendColumns, simulateSpend(closed))
  return true
}

async function hasOthers(db: Database, accounts: SimulatedAccount[]): Promise<boolean> {
  const some = await db.account.findFirst({ orderBy: { accountId: 'asc' } })
  return some !== null && accounts.every(({ id }) => id !== some.accountId)
}

const EVENTS_A_STATEMENT = 1_500

/** As its own senders would have sent them. */
async function writeEvents(db: Database, events: ReadEvent[], now: Temporal.Instant): Promise<void> {
  const mapping = readMapping(entriesOf(await followLibrary(db)(), 'signal'))
  const kept = events.map(({ link: _link, ...event }) => ({ ...event, ...mapping(event) }))
  for (let from = 0; from < kept.length; from += EVENTS_A_STATEMENT)
    await storeEvents(db, kept.slice(from, from + EVENTS_A_STATEMENT), now)
}
