import { expect, test } from 'vitest'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

const MONTH = new Date('2026-10-01')

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  const storeMonth = (fields: object) =>
    database.db.accountMonth.create({
      data: { accountId: 'A-1', month: MONTH, mrrStart: '100', mrrEnd: '100', ...fields },
    })

  test('an account has an id that is more than blanks', async () => {
    const account = database.db.account.create({ data: { accountId: ' ', name: 'Nobody' } })
    await expect(account).rejects.toThrow('accounts_account_id_given')
  })

  test('an account ends after it starts', async () => {
    const dates = { startedOn: new Date('2026-05-02'), endedOn: new Date('2026-05-01') }
    const account = database.db.account.create({ data: { accountId: 'A-0', name: 'Nobody', ...dates } })
    await expect(account).rejects.toThrow('accounts_ends_after_start')
  })

  test.each([
    ['belongs to a known account', { accountId: 'A-99' }, 'Foreign key'],
    ['is a first day', { month: new Date('2026-10-02') }, 'account_months_first_day'],
    ['ends with what its start and movements give', { mrrExpansion: '0.0001' }, 'mrr_equation'],
    ['has no negative amounts', { mrrStart: '-1', mrrEnd: '-1' }, 'mrr_range'],
    ['has amounts that are numbers', { mrrStart: 'NaN', mrrEnd: 'NaN' }, /mrr_range|NaN/],
    ['has no negative tickets', { tickets: -1 }, 'support_range'],
    ['has no more active days than a month', { activeDays: 32 }, 'active_days_range'],
  ])('an account-month %s', async (_rule, fields, constraint) => {
    await database.db.account.upsert({
      where: { accountId: 'A-1' },
      create: { accountId: 'A-1', name: 'Hollerbek' },
      update: {},
    })
    await expect(storeMonth(fields)).rejects.toThrow(constraint)
  })

  test('amounts keep four decimals', async () => {
    await storeMonth({ mrrStart: '0.1', mrrExpansion: '0.2345', mrrEnd: '0.3345' })
    const month = await database.db.accountMonth.findFirstOrThrow()
    expect(month.mrrEnd.toString()).toBe('0.3345')
    expect(month.tickets).toBeNull()
  })
})
