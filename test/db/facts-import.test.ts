import { expect, test } from 'vitest'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { useImports } from './accounts-import.ts'

const csv = (...lines: string[]) => [...lines, ''].join('\n')
const reasons = ({ rejected }: { rejected: { reason: string }[] }) =>
  rejected.map(({ reason }) => reason).toSorted()

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  const { importFile } = useImports(database)

  test('deals go in, those of an account that is not there yet too, and again change nothing', async () => {
    const deals = csv(
      'deal_id,account_id,stage,opened_on,closed_on,outcome,amount,loss_reason,competitor,pilot',
      'D-1,A-1,closed,2026-03-01,2026-05-09,Won,18480,,,yes',
      'D-2,P-9,closed,2026-03-01,2026-06-01,lost,9000.5,too expensive,Tourmin,no',
      'D-3,P-10,pilot,2026-10-01,,open,,,,yes',
    )
    expect(await importFile('deals.csv', deals)).toMatchObject({ table: 'deals', added: 3, rejectedRows: 0 })
    expect(await importFile('deals.csv', deals)).toMatchObject({ unchanged: 3 })
    const rows = await database.db.deal.findMany({ orderBy: { dealId: 'asc' } })
    expect(rows).toMatchObject([
      { outcome: 'won', closedOn: new Date('2026-05-09'), attributes: { pilot: 'yes' } },
      { outcome: 'lost', lossReason: 'too expensive', competitor: 'Tourmin' },
      { outcome: 'open', stage: 'pilot', amount: null },
    ])
    expect(rows.map(({ amount }) => amount?.toString())).toEqual(['18480', '9000.5', undefined])
  })

  test('deals that cannot be are rejected, each with its reason', async () => {
    const imported = await importFile(
      'deals-wrong.csv',
      csv(
        'deal_id,account_id,opened_on,closed_on,outcome,amount,loss_reason',
        'E-1,A-1,2026-05-01,2026-04-01,lost,1,',
        'E-2,A-1,2026-05-01,,won,1,',
        'E-3,A-1,2026-05-01,2026-06-01,Closed Won,1,',
        'E-4,A-1,2026-05-01,2026-06-01,won,-1,',
        'E-5,A-1,2026-05-01,2026-06-01,won,1,too expensive',
        'E-6,A-1,2026-05-01,2026-06-01,won,1,',
      ),
    )
    expect(imported).toMatchObject({ added: 1, rejectedRows: 5 })
    expect(reasons(imported)).toEqual([
      'amount is negative',
      'closed_on is missing of a deal that is won or lost',
      'closed_on lies before opened_on',
      'loss_reason is given for a deal that is not lost',
      'outcome is none of won, lost, open',
    ])
  })

  test('the time of a ticket is in the zone that it names, else in that of the team', async () => {
    const tickets = csv(
      'ticket_id,account_id,opened_at,resolved_at,category,escalated,cost,csat,email',
      'T-1,A-1,2026-10-25T02:30:00+01:00,2026-10-25T04:00:00Z,driver log-in,true,34.50,4.333,kim@example.com',
      'T-2,A-1,2026-07-01 09:00,,driver log-in,,,,',
      'T-3,A-1,2026-07-02,,driver log-in,,,,',
    )
    const imported = await importFile('tickets.csv', tickets)
    expect(imported).toMatchObject({ table: 'tickets', added: 3, notKept: ['email'] })
    expect(await importFile('tickets.csv', tickets)).toMatchObject({ unchanged: 3 })
    const rows = await database.db.ticket.findMany({ orderBy: { ticketId: 'asc' } })
    expect(rows.map(({ openedAt }) => openedAt.toISOString())).toEqual([
      '2026-10-25T01:30:00.000Z',
      '2026-07-01T07:00:00.000Z',
      '2026-07-01T22:00:00.000Z',
    ])
    expect(rows[0]).toMatchObject({ escalated: true, attributes: {} })
    expect([rows[0]?.cost?.toString(), rows[0]?.csat?.toString()]).toEqual(['34.5', '4.33'])
  })

  test('times in a JSON file keep their zone, and parts of a millisecond are no change', async () => {
    const tickets = [{ ticket_id: 'J-1', account_id: 'A-1', opened_at: '2026-07-01T09:00:00.123456Z' }]
    expect(await importFile('tickets.json', JSON.stringify(tickets))).toMatchObject({ added: 1 })
    expect(await importFile('tickets.json', JSON.stringify(tickets))).toMatchObject({ unchanged: 1 })
    const { openedAt } = await database.db.ticket.findUniqueOrThrow({ where: { ticketId: 'J-1' } })
    expect(openedAt.toISOString()).toBe('2026-07-01T09:00:00.123Z')
  })

  test('tickets that cannot be are rejected, each with its reason', async () => {
    const imported = await importFile(
      'tickets-wrong.csv',
      csv(
        'ticket_id,account_id,opened_at,resolved_at,cost,csat',
        'U-1,A-1,07/01/2026,,,',
        'U-2,A-1,2027-07-01,,,',
        'U-3,A-1,2026-07-02,2026-07-01,,',
        'U-4,A-1,2026-07-02,,-1,',
        'U-5,A-1,2026-07-02,,,101',
        'U-6,A-1,2026-07-02,,,',
      ),
    )
    expect(imported).toMatchObject({ added: 1, rejectedRows: 5 })
    expect(reasons(imported)).toEqual([
      'cost is negative',
      'csat is not from 0 to 100',
      'opened_at is no time such as 2026-10-01T14:30:00+02:00 (or without the zone, in the zone of the team); for seconds since 1970 write to_timestamp(…)',
      'opened_at lies in the future',
      'resolved_at lies before opened_at',
    ])
  })

  test('answers to surveys go in where their score is on its scale', async () => {
    const imported = await importFile(
      'surveys.csv',
      csv(
        'survey_id,account_id,kind,score,comment,at',
        `S-1,A-1,NPS,9,${'Long and good. '.repeat(100)},2026-10-01T10:00:00Z`,
        'S-2,A-1,csat,4.5,,2026-10-01T10:00:00Z',
        'S-3,A-1,nps,11,,2026-10-01T10:00:00Z',
        'S-4,A-1,nps,8.5,,2026-10-01T10:00:00Z',
        'S-5,A-1,ces,3,,2026-10-01T10:00:00Z',
      ),
    )
    expect(imported).toMatchObject({ table: 'surveys', added: 2, rejectedRows: 3 })
    expect(reasons(imported)).toEqual([
      'kind is none of nps, csat',
      'score is no whole number from 0 to 10, as nps asks for',
    ])
  })

  test('touches are one a person and moment, and spend is one a campaign and month', async () => {
    const touches = csv(
      'user_id,at,account_id,utm_campaign,landing_page,is_signup',
      'C-1,2026-10-01T10:00:00Z,A-1,peak-webinar,/webinar/peak,',
      'C-1,2026-10-01T10:00:00Z,A-1,peak-webinar,/webinar/peak,',
      'C-1,2026-10-09T10:00:00Z,A-1,,/sign-up,yes',
    )
    const imported = await importFile('touches.csv', touches)
    expect(imported).toMatchObject({ table: 'touches', added: 2, rejectedRows: 1 })
    expect(reasons(imported)).toEqual(['has the same user_id and at as an earlier row'])
    expect(await database.db.touch.findMany({ orderBy: { at: 'asc' } })).toMatchObject([
      { isSignup: false, utmCampaign: 'peak-webinar' },
      { isSignup: true, utmCampaign: null },
    ])
    const spend = csv('campaign,month,amount', 'peak-webinar,2026-10,4000', 'peak-webinar,2026-09-15,4000')
    expect(await importFile('spend.csv', spend)).toMatchObject({ table: 'spend', added: 1, rejectedRows: 1 })
  })
})
