import { describe, expect, test } from 'vitest'
import { type AccountLife, stageOf } from '#src/accounts/stage.ts'

const today = Temporal.PlainDate.from('2026-11-22')
const day = (text: string) => Temporal.PlainDate.from(text)
const customer = { startedOn: day('2025-02-01') }

describe('the stage of an account', () => {
  const cases: [string, AccountLife, string][] = [
    ['what the source says comes first', { ...customer, given: 'Renewal' }, 'renewal'],
    ['a word that names no stage is passed over', { ...customer, given: 'Tier 2' }, 'adoption'],
    ['a customer for a year without anything else', customer, 'adoption'],
    ['in its first 90 days', { startedOn: day('2026-08-24') }, 'onboarding'],
    ['on the day after them', { startedOn: day('2026-08-23') }, 'adoption'],
    ['90 days before it renews', { ...customer, renewsOn: day('2027-02-20') }, 'renewal'],
    ['a renewal that is past tells nothing', { ...customer, renewsOn: day('2026-11-21') }, 'adoption'],
    ['it paid more two months ago', { ...customer, expandedIn: day('2026-09-01') }, 'expansion'],
    ['it paid more three months ago', { ...customer, expandedIn: day('2026-08-01') }, 'adoption'],
    ['it left', { ...customer, endedOn: day('2026-11-22') }, 'churn'],
    ['it will leave', { ...customer, endedOn: day('2027-01-01') }, 'adoption'],
    ['nobody has heard of it', {}, 'awareness'],
    ['a deal whose stage nobody names', { openDeal: null }, 'consideration'],
    ['a deal that is looked at', { openDeal: 'Demo held' }, 'consideration'],
    ['a contract on the table', { openDeal: 'Negotiation' }, 'purchase'],
    ['a start that is still to come', { startedOn: day('2026-12-01'), openDeal: 'Signed' }, 'purchase'],
  ]
  test.each(cases)('%s', (_, life, expected) => {
    expect(stageOf(life, today)).toBe(expected)
  })
})
